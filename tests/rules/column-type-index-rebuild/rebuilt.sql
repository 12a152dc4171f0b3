CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100), name varchar(100), at timestamp, plain varchar(10));
CREATE INDEX users_email ON users (lower(email));
CREATE INDEX users_name ON users (id) WHERE name <> '';
CREATE INDEX users_at ON users (at);
CREATE INDEX users_at_id ON users (at, id);
-- next migration
SET timezone = 'UTC';
ALTER TABLE users ALTER COLUMN email TYPE varchar(200); -- want: column-type-index-rebuild "users_email"
ALTER TABLE users ALTER COLUMN name TYPE text; -- want: column-type-index-rebuild "users_name"
ALTER TABLE users ALTER COLUMN at TYPE timestamptz; -- want: column-type-index-rebuild "and 1 more"
