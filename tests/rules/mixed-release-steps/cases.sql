-- all-rules
CREATE TABLE users (id bigint PRIMARY KEY, mail text, name text, price numeric, old text, note text);
CREATE TABLE logs (id bigint PRIMARY KEY, line text);
CREATE TABLE tags (id bigint PRIMARY KEY, line text);
CREATE TABLE notes (id bigint PRIMARY KEY, line text);
-- next migration
-- copied, then dropped: one story
ALTER TABLE users ADD COLUMN contact text;
UPDATE users SET contact = lower(mail) WHERE id < 100; -- want: unbatched-backfill
ALTER TABLE users DROP COLUMN mail; -- want: mixed-release-steps "'contact' takes over from 'users.mail', which is dropped"
-- next migration
ALTER TABLE users ADD COLUMN full_name text;
ALTER TABLE users DROP COLUMN name; -- want: mixed-release-steps "'full_name' seems to replace 'users.name'"
-- next migration
ALTER TABLE users ADD COLUMN cents bigint;
UPDATE users u SET cents = u.price * 100 WHERE id = 1;
ALTER TABLE users RENAME COLUMN price TO price_unused; -- want: mixed-release-steps "renamed"
-- next migration
CREATE TABLE events (id bigint PRIMARY KEY, line text);
INSERT INTO events SELECT id, line FROM logs;
DROP TABLE logs; -- want: mixed-release-steps "'events' takes over from 'logs', which is dropped"
-- next migration
CREATE TABLE labels AS SELECT * FROM tags; -- want: table-without-primary-key
ALTER TABLE tags RENAME TO tags_unused; -- want: mixed-release-steps
-- next migration
-- a column that moves to a table of its own
CREATE TABLE user_notes (id bigint PRIMARY KEY, note text);
INSERT INTO user_notes SELECT id, note FROM users;
ALTER TABLE users DROP COLUMN note; -- want: mixed-release-steps "'user_notes' takes over"
-- next migration
-- nothing replaces it
ALTER TABLE users DROP COLUMN old; -- want: drop-column
