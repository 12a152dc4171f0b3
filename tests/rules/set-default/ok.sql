CREATE TABLE users (id bigint PRIMARY KEY, lang text DEFAULT 'en', kind text NOT NULL, gone text DEFAULT 'x');
ALTER TABLE users ALTER COLUMN lang SET DEFAULT 'fr';
-- next migration
-- the same
ALTER TABLE users ALTER COLUMN lang SET DEFAULT 'fr';
-- could not be left out before
ALTER TABLE users ALTER COLUMN kind SET DEFAULT 'a';
-- a new column, as add-column-volatile-default advises
ALTER TABLE users ADD COLUMN token uuid;
ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();
ALTER TABLE users ALTER COLUMN gone SET DEFAULT 'y';
ALTER TABLE users DROP COLUMN gone;
-- next migration
CREATE TABLE tags (id bigint PRIMARY KEY, a int DEFAULT 1);
ALTER TABLE tags ALTER COLUMN a SET DEFAULT 2;
CREATE TEMPORARY TABLE t (a int DEFAULT 1);
ALTER TABLE t ALTER COLUMN a SET DEFAULT 2;
