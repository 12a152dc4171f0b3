CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE posts (id bigint PRIMARY KEY);
-- next migration
BEGIN;
ALTER TABLE users ADD COLUMN a int; -- want: missing-idle-timeout "closed to everybody"
ALTER TABLE posts ADD COLUMN a int;
COMMIT;
-- next migration
-- these end waits and statements, not a transaction that does nothing
BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '15s';
CREATE INDEX posts_a ON posts (a); -- want: missing-idle-timeout "closed to writers"
COMMIT;
-- next migration
BEGIN;
SET idle_in_transaction_session_timeout = '10s';
RESET idle_in_transaction_session_timeout;
ALTER TABLE users ADD COLUMN b int; -- want: missing-idle-timeout
COMMIT;
