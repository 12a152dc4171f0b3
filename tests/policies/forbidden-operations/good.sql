CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN email text;
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE SCHEMA app;
CREATE TABLE app.people (id bigint PRIMARY KEY);
-- next migration
CREATE INDEX CONCURRENTLY ON users (email);
UPDATE users SET name = 'x' WHERE id = 1;
ALTER TABLE orders ADD COLUMN user_id bigint;
CREATE TEMPORARY TABLE users (id bigint);
ALTER TABLE pg_temp.users ADD COLUMN a int;
DROP TABLE pg_temp.users;
