CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE old (id bigint PRIMARY KEY);
-- next migration
DROP TABLE orders; -- want: drop-table "deletes its data"
-- next migration
DROP TABLE IF EXISTS never_there;
CREATE TEMP TABLE scratch (id int);
DROP TABLE scratch;
-- next migration
CREATE TABLE new_old (id bigint PRIMARY KEY);
INSERT INTO new_old SELECT id FROM old;
DROP TABLE old;
ALTER TABLE new_old RENAME TO old;
