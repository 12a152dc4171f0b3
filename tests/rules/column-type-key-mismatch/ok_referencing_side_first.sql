CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));
-- next migration
ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;
