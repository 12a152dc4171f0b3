CREATE TABLE users (id bigint PRIMARY KEY, age integer, name text);
-- next migration
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
ALTER TABLE users ADD CONSTRAINT gone CHECK (age < 200) NOT VALID;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT adult;
ALTER TABLE users DROP CONSTRAINT gone;
-- next migration
-- the newest one: its VALIDATE is yet to come
ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
