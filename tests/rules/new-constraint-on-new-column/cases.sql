CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- next migration
ALTER TABLE users ADD COLUMN a text;
ALTER TABLE users ADD CONSTRAINT a_set CHECK (a IS NOT NULL) NOT VALID; -- want: new-constraint-on-new-column
-- allows NULL
ALTER TABLE users ADD CONSTRAINT a_long CHECK (length(a) > 3) NOT VALID;
-- has a value in any case
ALTER TABLE users ADD COLUMN b text DEFAULT 'x';
ALTER TABLE users ADD CONSTRAINT b_set CHECK (b IS NOT NULL) NOT VALID;
-- an old column: running code knows it
ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;
CREATE TABLE fresh (a int);
ALTER TABLE fresh ADD CONSTRAINT a_set CHECK (a IS NOT NULL) NOT VALID;
-- next migration
-- the next release
ALTER TABLE users ADD CONSTRAINT a_set_2 CHECK (a IS NOT NULL AND a <> '') NOT VALID;
