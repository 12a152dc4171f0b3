CREATE TABLE users (id bigint PRIMARY KEY, mail text, name text, nick text);
-- next migration
ALTER TABLE users ADD COLUMN a text;
ALTER TABLE users RENAME COLUMN a TO b;
CREATE TABLE fresh (id bigint, a text);
ALTER TABLE fresh RENAME COLUMN a TO b;
CREATE TEMPORARY TABLE scratch (a int);
ALTER TABLE scratch RENAME COLUMN a TO b;
-- a generated column of the old name keeps readers alive
ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users ADD COLUMN mail text GENERATED ALWAYS AS (email) STORED;
-- a plain one is empty
ALTER TABLE users RENAME COLUMN name TO full_name; -- want: rename-column
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE users RENAME COLUMN nick TO alias; -- want: rename-column
