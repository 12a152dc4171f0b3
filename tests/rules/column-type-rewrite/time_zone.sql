CREATE TABLE t (id bigint PRIMARY KEY, at timestamp, also timestamp);
-- next migration
ALTER TABLE t ALTER COLUMN at TYPE timestamptz; -- want: column-type-rewrite
SET timezone = 'UTC';
ALTER TABLE t ALTER COLUMN also TYPE timestamptz;
