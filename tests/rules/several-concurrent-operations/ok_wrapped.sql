-- all-rules
-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
-- next migration
CREATE INDEX CONCURRENTLY users_email ON users (email); -- want: not-allowed-in-transaction
CREATE INDEX CONCURRENTLY users_name ON users (name); -- want: not-allowed-in-transaction
