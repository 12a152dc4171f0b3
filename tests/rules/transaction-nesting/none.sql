-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
BEGIN;
ALTER TABLE users ADD COLUMN b int;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN c int;
ROLLBACK;
-- next migration
BEGIN;
START TRANSACTION; -- want: transaction-nesting "only warns"
COMMIT;
