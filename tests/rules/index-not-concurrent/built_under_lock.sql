CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE MATERIALIZED VIEW emails AS SELECT email FROM users;
-- next migration
CREATE INDEX users_email ON users (email); -- want: index-not-concurrent "users_email"
CREATE UNIQUE INDEX users_email_key ON users (lower(email)); -- want: index-not-concurrent
CREATE INDEX IF NOT EXISTS users_id ON users (id); -- want: index-not-concurrent
CREATE INDEX ON emails (email); -- want: index-not-concurrent
