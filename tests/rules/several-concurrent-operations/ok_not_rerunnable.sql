-- all-rules
-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
-- next migration
-- one story: not-rerunnable tells it
CREATE INDEX CONCURRENTLY users_email ON users (email); -- want: not-rerunnable
CREATE INDEX CONCURRENTLY users_name ON users (name);
