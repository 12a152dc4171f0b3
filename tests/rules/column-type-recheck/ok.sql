CREATE TABLE users (id integer PRIMARY KEY, name varchar(20), age integer CONSTRAINT adult CHECK (age >= 18), nick varchar(20));
ALTER TABLE users ADD CONSTRAINT nicked CHECK (nick <> '') NOT VALID;
-- next migration
-- no CHECK on the column
ALTER TABLE users ALTER COLUMN name TYPE varchar(50);
-- a CHECK that is not valid is not verified
ALTER TABLE users ALTER COLUMN nick TYPE varchar(50);
-- rewritten: that is column-type-rewrite's story
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- the CHECK goes first
ALTER TABLE users DROP CONSTRAINT adult;
CREATE TABLE fresh (name varchar(20) CHECK (name <> ''));
ALTER TABLE fresh ALTER COLUMN name TYPE text;
