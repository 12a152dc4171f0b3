CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE INDEX users_email ON users (email);
CREATE INDEX users_name ON users (name);
-- next migration
DROP INDEX users_email; -- want: drop-index-not-concurrent
DROP INDEX IF EXISTS users_name; -- want: drop-index-not-concurrent
