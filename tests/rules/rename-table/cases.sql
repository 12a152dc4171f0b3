CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE a (id int);
-- next migration
ALTER TABLE users RENAME TO accounts; -- want: rename-table
-- next migration
ALTER TABLE accounts RENAME TO people;
CREATE VIEW accounts AS SELECT * FROM people;
-- next migration
CREATE TABLE b (id int);
ALTER TABLE b RENAME TO c;
DROP TABLE a;
ALTER TABLE c RENAME TO a;
