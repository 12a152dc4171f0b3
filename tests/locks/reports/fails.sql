-- What fails holds nothing.
DROP TABLE nowhere;
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;
DROP TABLE users;
BEGIN;
CREATE INDEX CONCURRENTLY ON notes (body);
COMMIT;
