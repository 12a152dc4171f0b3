CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, nick text, later text);
UPDATE users SET later = 'x';
-- next migration
ALTER TABLE users ADD COLUMN done boolean;
ALTER TABLE users ADD COLUMN checked boolean;
-- some rows only
ALTER TABLE users ADD COLUMN partly boolean;
-- from what may be NULL itself
ALTER TABLE users ADD COLUMN copied text, ADD COLUMN looked_up text, ADD COLUMN emptied text;
ALTER TABLE users ADD COLUMN plain text; -- there is nothing to backfill
ALTER TABLE users ADD COLUMN old_id bigint;
UPDATE users SET old_id = id;
UPDATE users SET done = true;
UPDATE users SET checked = true;
UPDATE users SET partly = true WHERE id < 100;
UPDATE users SET copied = nick;
UPDATE users SET looked_up = (SELECT name FROM users u WHERE u.id = 1);
UPDATE users SET emptied = NULL;
-- next migration
ALTER TABLE users ALTER COLUMN done SET NOT NULL;
ALTER TABLE users ADD CONSTRAINT there CHECK (checked IS NOT NULL) NOT VALID;
-- next migration
-- not null later: the last step is yet to come
ALTER TABLE users ADD COLUMN fresh boolean;
UPDATE users SET fresh = true;
