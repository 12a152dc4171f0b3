CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE pg_ours (id bigint, name text);
-- next migration
ALTER TABLE users ADD COLUMN nick text;
UPDATE users SET nick = name; -- want: unbatched-backfill "updating every row"
DELETE FROM users WHERE name IS NULL; -- want: unbatched-backfill "deleting all matching rows"
-- next migration
-- bounded: by the primary key, by a batch
UPDATE users SET name = 'x' WHERE id = 7;
UPDATE users SET name = 'x' WHERE id IN (7, 8, 9);
UPDATE users SET name = 'x' WHERE id IN (SELECT id FROM users WHERE name IS NULL LIMIT 1000);
DELETE FROM users WHERE ctid IN (SELECT ctid FROM users WHERE name IS NULL LIMIT 1000);
-- new, so nobody waits for its rows
CREATE TABLE fresh (id bigint, name text);
INSERT INTO fresh SELECT id, name FROM users;
UPDATE fresh SET name = 'x' WHERE name IS NULL;
CREATE TEMP TABLE scratch (id bigint, name text);
UPDATE scratch SET name = 'x' WHERE name IS NULL;
-- a catalog has few rows; a table that is only called like one is a table
UPDATE pg_index SET indisready = false WHERE indrelid = 1;
UPDATE pg_catalog.pg_class SET relhasrules = false WHERE relname = 'users';
UPDATE pg_ours SET name = 'x' WHERE name IS NULL; -- want: unbatched-backfill
