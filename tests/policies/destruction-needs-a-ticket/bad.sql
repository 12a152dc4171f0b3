CREATE TABLE t (a int PRIMARY KEY);
-- next migration
DROP TABLE t; -- want
