-- ROLLBACK TO gives back what was locked behind the savepoint.
BEGIN;
ALTER TABLE users ADD COLUMN name text;
SAVEPOINT here;
LOCK TABLE notes;
ROLLBACK TO SAVEPOINT here;
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;
COMMIT;
