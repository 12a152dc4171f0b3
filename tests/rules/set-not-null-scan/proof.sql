CREATE TABLE users (id bigint PRIMARY KEY, a text, b text, c int, d text, e text);
-- next migration
ALTER TABLE users ADD CONSTRAINT a_set CHECK (a IS NOT NULL) NOT VALID, ADD CONSTRAINT b_set CHECK (b IS NOT NULL OR c > 0) NOT VALID,
    ADD CONSTRAINT c_set CHECK (c > 0 AND (c < 9 AND c IS NOT NULL)) NOT VALID, ADD CONSTRAINT d_set CHECK (d <> '') NOT VALID,
    ADD CONSTRAINT e_set CHECK (e IS NOT NULL) NOT VALID;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT a_set, VALIDATE CONSTRAINT b_set, VALIDATE CONSTRAINT c_set, VALIDATE CONSTRAINT d_set,
    VALIDATE CONSTRAINT e_set;
-- next migration
ALTER TABLE users ALTER COLUMN a SET NOT NULL;
ALTER TABLE users ALTER COLUMN b SET NOT NULL; -- want: set-not-null-scan
ALTER TABLE users ALTER COLUMN c SET NOT NULL;
ALTER TABLE users ALTER COLUMN d SET NOT NULL; -- want: set-not-null-scan
-- the proof goes before
ALTER TABLE users DROP CONSTRAINT e_set, ALTER COLUMN e SET NOT NULL; -- want: set-not-null-scan
