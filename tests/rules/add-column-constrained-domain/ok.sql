CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN label AS text DEFAULT 'x';
CREATE TABLE t (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE t ADD COLUMN a label;
ALTER TABLE t ADD COLUMN b text;
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD COLUMN a email;
