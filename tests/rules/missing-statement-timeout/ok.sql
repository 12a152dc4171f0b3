CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE posts (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN x int;
-- next migration
SET statement_timeout = '15s';
ALTER TABLE users ADD COLUMN a int;
-- next migration
-- CONCURRENTLY and VALIDATE let others write, and want no limit
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
-- next migration
SET statement_timeout = '15s';
ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL) NOT VALID;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT has_email;
-- next migration
CREATE TABLE tags (id bigint PRIMARY KEY);
ALTER TABLE tags ADD COLUMN name text;
CREATE INDEX ON tags (name);
-- next migration
CREATE TEMPORARY TABLE t (id int);
ALTER TABLE t ADD COLUMN name text;
-- next migration
SELECT pg_catalog.set_config('statement_timeout', '5s', false);
ALTER TABLE users ADD COLUMN b int;
