CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
-- next migration
ALTER TABLE a ALTER COLUMN id TYPE bigint;
-- next migration
ALTER TABLE b ALTER COLUMN id TYPE bigint;
