CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (at);
-- next migration
CREATE INDEX CONCURRENTLY users_email ON users (email);
-- next migration
BEGIN;
ANALYZE users;
TRUNCATE users;
COMMIT;
VACUUM users;
-- next migration
BEGIN;
CREATE TABLE a (id bigint PRIMARY KEY);
ROLLBACK;
DROP INDEX CONCURRENTLY users_email;
-- next migration
BEGIN;
VACUUM users; -- want: not-allowed-in-transaction
COMMIT;
-- next migration
BEGIN;
ALTER SYSTEM SET work_mem = '1MB'; -- want: not-allowed-in-transaction
COMMIT;
-- next migration
BEGIN;
REINDEX TABLE CONCURRENTLY users; -- want: not-allowed-in-transaction
COMMIT;
