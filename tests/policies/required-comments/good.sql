CREATE TABLE billing_a (id bigint PRIMARY KEY);
COMMENT ON TABLE billing_a IS 'who pays';
CREATE TABLE other (id bigint PRIMARY KEY);
CREATE TEMPORARY TABLE billing_t (id bigint);
CREATE TABLE billing_gone (id bigint);
-- next migration
COMMENT ON COLUMN billing_a.id IS 'from the bank';
DROP TABLE billing_gone;
