CREATE TABLE users (id bigint PRIMARY KEY, age int, name varchar(20), n serial);
CREATE TABLE other (id int);
-- next migration
-- the same
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, age int, name varchar(20), n serial);
ALTER TABLE users ADD COLUMN IF NOT EXISTS age integer;
CREATE TABLE IF NOT EXISTS fresh (id bigint);
ALTER TABLE users ADD COLUMN IF NOT EXISTS size int;
-- next migration
ALTER TABLE users ADD COLUMN IF NOT EXISTS age text; -- want: if-not-exists-noop
ALTER TABLE users ADD COLUMN IF NOT EXISTS name varchar(50); -- want: if-not-exists-noop
CREATE TABLE IF NOT EXISTS other (id int, note text); -- want: if-not-exists-noop "no column 'note'"
CREATE TABLE IF NOT EXISTS users (id text); -- want: if-not-exists-noop
-- next migration
-- temporary: another place
CREATE TEMPORARY TABLE IF NOT EXISTS other (x text);
