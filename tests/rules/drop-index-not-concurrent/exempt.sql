CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT one_email UNIQUE, name text);
CREATE INDEX users_name ON users (name);
-- next migration
-- nobody uses an index that is new
CREATE INDEX users_both ON users (name, email);
DROP INDEX users_both;
-- refused: it backs a constraint (dependent-objects)
DROP INDEX one_email;
DROP INDEX users_name; -- want: drop-index-not-concurrent
CREATE TEMPORARY TABLE scratch (id bigint);
CREATE INDEX scratch_id ON scratch (id);
-- next migration
DROP INDEX IF EXISTS users_name;
