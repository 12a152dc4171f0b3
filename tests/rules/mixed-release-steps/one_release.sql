-- all-rules
CREATE TABLE users (id bigint PRIMARY KEY, mail text, phone text);
CREATE TABLE logs (id bigint PRIMARY KEY, line text);
-- next migration
-- merged before: expand
ALTER TABLE users ADD COLUMN mobile text;
UPDATE users SET mobile = phone WHERE id = 1;
-- next migration, unmerged
ALTER TABLE users ADD COLUMN contact text;
CREATE TABLE events (id bigint PRIMARY KEY, line text);
-- next migration
UPDATE users SET contact = mail WHERE id = 1;
INSERT INTO events SELECT id, line FROM logs;
-- next migration
-- all of this is one release
ALTER TABLE users DROP COLUMN mail; -- want: mixed-release-steps "'contact' takes over from 'users.mail'"
DROP TABLE logs; -- want: mixed-release-steps
-- next migration
-- the first half of this was released before
ALTER TABLE users DROP COLUMN phone; -- want: drop-column
-- next migration
-- and of this nobody has seen anything
ALTER TABLE users ADD COLUMN note text;
-- next migration
ALTER TABLE users ADD COLUMN remark text;
UPDATE users SET remark = note WHERE id = 1;
ALTER TABLE users DROP COLUMN note;
