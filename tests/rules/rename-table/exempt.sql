CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE VIEW people AS SELECT id FROM users;
CREATE SEQUENCE numbers;
-- next migration
-- rebuilt under its own name
CREATE TABLE new__orders (id bigint PRIMARY KEY, note text);
INSERT INTO new__orders (id) SELECT id FROM orders;
DROP TABLE orders;
ALTER TABLE new__orders RENAME TO orders;
-- next migration
-- swapped: something has the old name at the end
CREATE TABLE users_new (id bigint PRIMARY KEY, name text);
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;
-- next migration
CREATE TEMPORARY TABLE scratch (id int);
ALTER TABLE scratch RENAME TO scratch2;
-- a sequence: rename-object
ALTER TABLE numbers RENAME TO numbers2;
-- the table is not there
ALTER TABLE IF EXISTS nobody RENAME TO somebody;
-- next migration
-- a view is used like a table
ALTER VIEW people RENAME TO persons; -- want: rename-table
-- next migration
ALTER TABLE users RENAME TO accounts;
CREATE TABLE users (id bigint PRIMARY KEY, name text);
