CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
-- next migration
CREATE INDEX CONCURRENTLY ON users (email); -- want: concurrent-index-not-retryable "second one beside it"
-- next migration
CREATE INDEX CONCURRENTLY users_name ON users (name); -- want: concurrent-index-not-retryable "42P07"
-- next migration
-- another one is dropped
DROP INDEX CONCURRENTLY IF EXISTS users_old;
CREATE UNIQUE INDEX CONCURRENTLY users_age ON users (age); -- want: concurrent-index-not-retryable
-- next migration
-- without IF EXISTS the first try fails
DROP INDEX CONCURRENTLY users_age;
CREATE INDEX CONCURRENTLY users_age ON users (age);  -- want: concurrent-index-not-retryable
-- next migration
-- said once a migration
CREATE INDEX CONCURRENTLY users_a ON users (id, age); -- want: concurrent-index-not-retryable
CREATE INDEX CONCURRENTLY users_b ON users (id, name);
