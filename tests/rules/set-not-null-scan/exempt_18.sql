-- postgres: 18
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, phone text);
ALTER TABLE users ADD CONSTRAINT has_email NOT NULL email NOT VALID;
ALTER TABLE users ADD CONSTRAINT has_name NOT NULL name NOT VALID;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT has_email;
-- next migration
-- proven by the constraint, which is valid
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users ALTER COLUMN phone SET NOT NULL; -- want: set-not-null-scan
-- next migration
-- not validated: it is now, with a scan
ALTER TABLE users ALTER COLUMN name SET NOT NULL; -- want: set-not-null-scan
