-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY, a int, b int);
-- next migration
ALTER TABLE users ADD COLUMN c int; -- want: not-rerunnable
CREATE INDEX CONCURRENTLY users_a ON users (a);
-- next migration
-- the only statement
ALTER TABLE users ADD COLUMN d int;
-- next migration
-- one statement of several changes
ALTER TABLE users ADD COLUMN e int, ADD COLUMN f int;
-- next migration
-- in a transaction
BEGIN;
ALTER TABLE users ADD COLUMN g int;
ALTER TABLE users ADD COLUMN h int;
COMMIT;
-- next migration
-- guarded
ALTER TABLE users ADD COLUMN IF NOT EXISTS i int;
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_b ON users (b);
CREATE TABLE IF NOT EXISTS lines (id int);
DROP TABLE IF EXISTS lines;
ALTER TABLE users DROP COLUMN IF EXISTS i;
-- next migration
-- dropped before, if it is there
ALTER TABLE users DROP CONSTRAINT IF EXISTS positive;
ALTER TABLE users ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;
DROP INDEX CONCURRENTLY IF EXISTS users_ab;
CREATE INDEX CONCURRENTLY users_ab ON users (a, b);
DROP TABLE IF EXISTS lines;
CREATE TABLE lines (id int);
ALTER TABLE users DROP COLUMN IF EXISTS j;
ALTER TABLE users ADD COLUMN j int;
DROP TYPE IF EXISTS mood;
CREATE TYPE mood AS ENUM ('a');
-- next migration
-- another one is dropped
ALTER TABLE users DROP CONSTRAINT IF EXISTS other;
ALTER TABLE users ADD CONSTRAINT small CHECK (a < 9) NOT VALID; -- want: not-rerunnable
SELECT 1;
ALTER TABLE users ADD COLUMN IF NOT EXISTS k int;
-- next migration
-- a constraint has no IF NOT EXISTS: asked for in a DO block
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'tiny') THEN
    ALTER TABLE users ADD CONSTRAINT tiny CHECK (a < 5) NOT VALID;
  END IF;
END $$;
DO $$ BEGIN
  CREATE TYPE size AS ENUM ('s');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
-- next migration
CREATE TYPE color AS ENUM ('red'); -- want: not-rerunnable
ALTER TABLE users ADD COLUMN IF NOT EXISTS color color;
-- next migration
-- what is done last may fail again, but then nothing is left to do
ALTER TABLE users ADD COLUMN IF NOT EXISTS l int;
ALTER TABLE users ADD COLUMN m int;
