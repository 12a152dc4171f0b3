CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
-- next migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
-- next migration
DROP INDEX CONCURRENTLY IF EXISTS users_name;
CREATE INDEX CONCURRENTLY users_name ON users (name);
-- next migration
DROP INDEX IF EXISTS users_age;
CREATE INDEX CONCURRENTLY users_age ON users (age);
-- next migration
-- not CONCURRENTLY: rolled back as a whole
CREATE INDEX ON users (age, name);
-- next migration
CREATE TABLE tags (id bigint PRIMARY KEY, a int);
CREATE INDEX CONCURRENTLY ON tags (a);
-- next migration
-- cannot run at all
BEGIN;
CREATE INDEX CONCURRENTLY users_both ON users (name, email);
COMMIT;
