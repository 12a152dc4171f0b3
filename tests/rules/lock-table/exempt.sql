-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE VIEW people AS SELECT id FROM users;
-- next migration
CREATE TEMPORARY TABLE scratch (id bigint);
LOCK TABLE scratch;
LOCK TABLE users IN ACCESS SHARE MODE;
LOCK TABLE users IN ROW SHARE MODE;
LOCK TABLE users IN SHARE MODE; -- want: lock-table
LOCK TABLE users; -- want: lock-table
