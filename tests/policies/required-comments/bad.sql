CREATE TABLE billing_a ( -- want
  id bigint PRIMARY KEY, -- want
  name text
);
COMMENT ON COLUMN billing_a.name IS 'of the payer';
-- next migration
ALTER TABLE billing_a ADD COLUMN age int; -- want
