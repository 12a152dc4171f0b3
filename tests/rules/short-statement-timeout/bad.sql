CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE INDEX users_id2 ON users (id);
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- next migration
SET statement_timeout = '5s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email); -- want: short-statement-timeout "INVALID"
-- next migration
SET statement_timeout = 60000;
REINDEX INDEX CONCURRENTLY users_email; -- want: short-statement-timeout "REINDEX"
DROP INDEX CONCURRENTLY IF EXISTS users_id2; -- want: short-statement-timeout "DROP INDEX"
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY; -- want: short-statement-timeout "half detached"
-- next migration
ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL) NOT VALID;
-- next migration
BEGIN;
SET LOCAL statement_timeout = '15s';
ALTER TABLE users VALIDATE CONSTRAINT has_email; -- want: short-statement-timeout "VALIDATE CONSTRAINT"
COMMIT;
-- next migration
SET statement_timeout = '5s';
ALTER TABLE users ADD CONSTRAINT has_name CHECK (name IS NOT NULL) NOT VALID;
RESET statement_timeout;
SET statement_timeout = '299s';
ALTER TABLE users VALIDATE CONSTRAINT has_name; -- want: short-statement-timeout
