CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
-- next migration
-- nothing is said of a limit that is set elsewhere
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
-- next migration
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);
-- next migration
SET statement_timeout = '1h';
DROP INDEX CONCURRENTLY IF EXISTS users_name;
-- next migration
SET statement_timeout = '5min';
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);
-- next migration
-- the short limit is for what closes the table
SET statement_timeout = '5s';
ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL) NOT VALID;
-- next migration
SET statement_timeout = '5s';
ALTER TABLE users ADD COLUMN a int;
SET statement_timeout = DEFAULT;
ALTER TABLE users VALIDATE CONSTRAINT has_email;
-- next migration
-- the limit ended with its transaction
BEGIN;
SET LOCAL statement_timeout = '5s';
ALTER TABLE users ADD COLUMN b int;
COMMIT;
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_b ON users (b);
-- next migration
SET statement_timeout = '5s';
CREATE TABLE tags (id bigint PRIMARY KEY, name text);
CREATE INDEX CONCURRENTLY tags_name ON tags (name);
-- next migration
-- fails in a transaction whatever the limit: not-allowed-in-transaction
BEGIN;
SET LOCAL statement_timeout = '5s';
CREATE INDEX CONCURRENTLY users_both ON users (name, email);
COMMIT;
