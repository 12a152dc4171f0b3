-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
SAVEPOINT a;
ALTER TABLE users ADD COLUMN a int;
ROLLBACK TO SAVEPOINT a;
RELEASE SAVEPOINT a;
-- next migration
BEGIN; -- want: transaction-nesting "already wraps"
ALTER TABLE users ADD COLUMN b int;
COMMIT;
-- next migration
ALTER TABLE users ADD COLUMN c int;
COMMIT; -- want: transaction-nesting "COMMIT ends"
-- next migration
ALTER TABLE users ADD COLUMN d int;
ROLLBACK; -- want: transaction-nesting "ROLLBACK ends"
