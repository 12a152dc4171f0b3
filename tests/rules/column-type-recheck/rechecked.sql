CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) CONSTRAINT named CHECK (name <> ''), mail varchar(20), phone varchar(20),
	CONSTRAINT reachable CHECK (mail IS NOT NULL OR phone IS NOT NULL));
-- next migration
ALTER TABLE users ALTER COLUMN name TYPE varchar(50); -- want: column-type-recheck "named"
ALTER TABLE users ALTER COLUMN phone TYPE text; -- want: column-type-recheck "reachable"
