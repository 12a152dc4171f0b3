CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
-- next migration
ALTER TABLE a ALTER COLUMN id TYPE bigint;
ALTER TABLE b ALTER COLUMN id TYPE bigint; -- want
