CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
-- next migration
CREATE INDEX CONCURRENTLY users_email ON users (email);
CREATE TABLE fresh (id bigint, email text);
CREATE INDEX fresh_email ON fresh (email);
CREATE TEMPORARY TABLE scratch (id bigint);
CREATE INDEX scratch_id ON scratch (id);
CREATE INDEX parts_id ON ONLY parts (id);
