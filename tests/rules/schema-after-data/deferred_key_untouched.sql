-- layout: plain
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED, title text);
-- next migration
BEGIN;
UPDATE posts SET title = '' WHERE title = 'y';
ALTER TABLE posts ADD COLUMN a int; -- want: schema-after-data "stay locked"
COMMIT;
-- next migration
BEGIN;
UPDATE posts SET author = 1 WHERE author = 5;
ALTER TABLE posts ADD COLUMN b int; -- want: schema-after-data "fails"
COMMIT;
