CREATE TABLE users (id bigint PRIMARY KEY, a text, b integer CHECK (b > 0), c text);
ALTER TABLE users ADD CONSTRAINT c_set CHECK (c IS NOT NULL) NOT VALID;
-- next migration
ALTER TABLE users ALTER COLUMN a SET NOT NULL; -- want: set-not-null-scan
ALTER TABLE users ALTER COLUMN b SET NOT NULL; -- want: set-not-null-scan
ALTER TABLE users ALTER COLUMN c SET NOT NULL; -- want: set-not-null-scan
