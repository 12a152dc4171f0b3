CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE old (id bigint PRIMARY KEY);
-- next migration
UPDATE users SET name = 'x'; -- want: statement-without-where "UPDATE without WHERE"
DELETE FROM old; -- want: statement-without-where "deletes every row"
-- next migration
UPDATE users SET name = 'y' WHERE id = 1;
DELETE FROM old WHERE id < 10;
-- a column of this migration: unbatched-backfill is about it
ALTER TABLE users ADD COLUMN nick text;
UPDATE users SET nick = name;
CREATE TABLE fresh (id bigint);
INSERT INTO fresh VALUES (1);
UPDATE fresh SET id = 2;
DELETE FROM fresh;
CREATE TEMP TABLE scratch (id bigint);
DELETE FROM scratch;
