-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- next migration
ALTER TABLE users ADD COLUMN slug text;
UPDATE users SET slug = lower(name); -- want: slow-statement-under-lock
-- next migration
ALTER TABLE users ADD COLUMN a text;
CREATE INDEX orders_note ON orders (note); -- want: slow-statement-under-lock "of 'users' stay blocked"
-- next migration
ALTER TABLE users ADD COLUMN b text;
CREATE TABLE archive AS SELECT * FROM orders; -- want: slow-statement-under-lock "of 'users' stay blocked"
