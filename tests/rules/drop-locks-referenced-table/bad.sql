CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE a (user_id bigint CONSTRAINT a_user REFERENCES users (id));
CREATE TABLE b (user_id bigint REFERENCES users (id));
CREATE TABLE c (user_id bigint REFERENCES users (id));
-- next migration
ALTER TABLE a DROP CONSTRAINT a_user; -- want: drop-locks-referenced-table "of 'users' as well"
ALTER TABLE b DROP COLUMN user_id; -- want: drop-locks-referenced-table
DROP TABLE c; -- want: drop-locks-referenced-table
