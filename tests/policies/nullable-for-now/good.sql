CREATE TABLE t (a int PRIMARY KEY);
-- next migration
ALTER TABLE t ADD COLUMN b int;
-- next migration
ALTER TABLE t ALTER COLUMN b SET NOT NULL;
-- next migration
SELECT 1;
-- next migration
ALTER TABLE t ADD COLUMN c int;
