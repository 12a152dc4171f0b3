CREATE TABLE users (id bigint PRIMARY KEY, a int CONSTRAINT a_check CHECK (a > 0), b text CONSTRAINT b_key UNIQUE, c int CONSTRAINT c_set CHECK (c IS NOT NULL));
ALTER TABLE users ALTER COLUMN c SET NOT NULL;
-- next migration
ALTER TABLE users DROP CONSTRAINT a_check; -- want: drop-constraint "rows that it forbade"
-- next migration
ALTER TABLE users DROP CONSTRAINT c_set;
ALTER TABLE users DROP CONSTRAINT b_key;
ALTER TABLE users ADD CONSTRAINT b_key_2 UNIQUE (b);
