CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
BEGIN; -- want: uncommitted-transaction
ALTER TABLE users ADD COLUMN a int;
-- next migration
BEGIN;
ALTER TABLE users ADD COLUMN b int;
COMMIT;
BEGIN; -- want: uncommitted-transaction
ALTER TABLE users ADD COLUMN c int;
-- next migration
BEGIN;
ALTER TABLE users ADD COLUMN d int;
PREPARE TRANSACTION 'd';
-- next migration
BEGIN;
ALTER TABLE users ADD COLUMN e int;
ROLLBACK;
-- next migration
START TRANSACTION;
SAVEPOINT a;
RELEASE SAVEPOINT a;
END;
