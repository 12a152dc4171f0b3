CREATE TABLE users (id integer PRIMARY KEY, email varchar(100), at timestamp, other varchar(10));
CREATE INDEX users_email ON users (email);
CREATE INDEX users_other ON users (lower(other));
-- next migration
SET timezone = 'UTC';
-- the index is kept
ALTER TABLE users ALTER COLUMN email TYPE varchar(200);
-- not indexed
ALTER TABLE users ALTER COLUMN at TYPE timestamptz;
-- rewritten: that is column-type-rewrite's story
ALTER TABLE users ALTER COLUMN id TYPE bigint;
CREATE TABLE fresh (email varchar(10));
CREATE INDEX fresh_email ON fresh (lower(email));
ALTER TABLE fresh ALTER COLUMN email TYPE text;
