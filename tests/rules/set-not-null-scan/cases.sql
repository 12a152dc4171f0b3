CREATE TABLE users (id bigint PRIMARY KEY, a text, b int, c int, d text NOT NULL);
-- next migration
ALTER TABLE users ALTER COLUMN a SET NOT NULL; -- want: set-not-null-scan
ALTER TABLE users ALTER COLUMN d SET NOT NULL;
ALTER TABLE users ALTER COLUMN id SET NOT NULL;
ALTER TABLE users ADD CONSTRAINT b_set CHECK (b IS NOT NULL AND b > 0) NOT VALID;
ALTER TABLE users ADD CONSTRAINT c_positive CHECK (c > 0) NOT VALID;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT b_set;
ALTER TABLE users VALIDATE CONSTRAINT c_positive;
-- next migration
ALTER TABLE users ALTER COLUMN b SET NOT NULL;
ALTER TABLE users ALTER COLUMN c SET NOT NULL; -- want: set-not-null-scan
