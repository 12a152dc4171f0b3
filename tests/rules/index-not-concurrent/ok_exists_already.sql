CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
-- next migration
CREATE INDEX IF NOT EXISTS users_email ON users (email);
