-- transaction: implicit
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
-- next migration
CREATE INDEX users_email ON users (email); -- want: index-not-concurrent
-- next migration
CREATE INDEX IF NOT EXISTS users_name ON users (name); -- want: index-not-concurrent
