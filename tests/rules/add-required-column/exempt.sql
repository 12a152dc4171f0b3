CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
CREATE TEMPORARY TABLE scratch (id int);
ALTER TABLE scratch ADD COLUMN a text NOT NULL;
ALTER TABLE users ADD COLUMN v int NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN w text;
-- skipped
ALTER TABLE users ADD COLUMN IF NOT EXISTS v int NOT NULL;
ALTER TABLE users ADD COLUMN k bigint PRIMARY KEY; -- want: add-required-column
