CREATE TABLE t (a int PRIMARY KEY);
-- next migration
ALTER TABLE t ADD COLUMN b int;
-- next migration
UPDATE t SET b = 1;
