CREATE TABLE users (id integer PRIMARY KEY, name varchar(10));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));
-- next migration
ALTER TABLE users ALTER COLUMN id TYPE bigint;
ALTER TABLE users ALTER COLUMN name TYPE text;
-- next migration
ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;
