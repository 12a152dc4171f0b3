CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD COLUMN a text;
CREATE INDEX CONCURRENTLY users_id ON users (id);
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a text;
