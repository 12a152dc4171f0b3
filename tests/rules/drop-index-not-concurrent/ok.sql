CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
CREATE INDEX users_id ON users (id);
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
CREATE INDEX parts_id ON parts (id);
CREATE TABLE gone (id bigint);
CREATE INDEX gone_id ON gone (id);
-- next migration
DROP INDEX CONCURRENTLY users_email;
DROP INDEX CONCURRENTLY IF EXISTS users_id;
-- not there
DROP INDEX IF EXISTS users_name;
-- CONCURRENTLY is refused
DROP INDEX parts_id;
-- the table goes, too
DROP INDEX gone_id;
DROP TABLE gone;
CREATE TABLE fresh (id bigint);
CREATE INDEX fresh_id ON fresh (id);
DROP INDEX fresh_id;
