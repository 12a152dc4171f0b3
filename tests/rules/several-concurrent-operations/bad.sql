CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- next migration
-- said once
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name); -- want: several-concurrent-operations
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_age ON users (age);
-- next migration
REINDEX INDEX CONCURRENTLY users_email;
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY; -- want: several-concurrent-operations "DETACH"
