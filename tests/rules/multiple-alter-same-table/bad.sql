-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, x text);
-- next migration
ALTER TABLE users ADD COLUMN a text;
ALTER TABLE users ADD COLUMN b text; -- want: multiple-alter-same-table
ALTER TABLE users ALTER COLUMN x SET DEFAULT ''; -- want: multiple-alter-same-table
