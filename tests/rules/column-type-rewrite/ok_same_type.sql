CREATE TABLE t (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE t ALTER COLUMN id TYPE bigint;
