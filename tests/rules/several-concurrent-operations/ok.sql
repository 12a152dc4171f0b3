CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
CREATE MATERIALIZED VIEW m AS SELECT id FROM users;
CREATE UNIQUE INDEX m_id ON m (id);
-- next migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
ALTER TABLE users ADD COLUMN IF NOT EXISTS x int;
-- next migration
-- a second run starts over
DROP INDEX CONCURRENTLY IF EXISTS users_email;
CREATE INDEX CONCURRENTLY users_email ON users (email);
DROP INDEX CONCURRENTLY IF EXISTS users_name;
CREATE INDEX CONCURRENTLY users_name ON users (name);
-- next migration
-- dropping and refreshing can be tried again
DROP INDEX CONCURRENTLY IF EXISTS users_email;
DROP INDEX CONCURRENTLY IF EXISTS users_name;
REFRESH MATERIALIZED VIEW CONCURRENTLY m;
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
-- next migration
CREATE TABLE tags (id bigint PRIMARY KEY, a int, b int);
CREATE INDEX CONCURRENTLY tags_a ON tags (a);
CREATE INDEX CONCURRENTLY tags_b ON tags (b);
