CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- next migration
-- each statement commits by itself
ALTER TABLE users ADD COLUMN a int;
-- next migration
BEGIN;
SET LOCAL idle_in_transaction_session_timeout = '10s';
ALTER TABLE users ADD COLUMN b int;
COMMIT;
-- next migration
-- PostgreSQL 17
SET transaction_timeout = '30s';
BEGIN;
ALTER TABLE users ADD COLUMN c int;
COMMIT;
-- next migration
BEGIN;
CREATE TABLE tags (id bigint PRIMARY KEY);
ALTER TABLE tags ADD COLUMN name text;
UPDATE users SET email = 'a' WHERE id = 1;
COMMIT;
