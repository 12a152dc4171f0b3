CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
CREATE TEMPORARY TABLE t (a varchar(1));
-- next migration
-- the same type
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);
ALTER TABLE users ALTER COLUMN name TYPE character varying(20);
-- new to everybody
ALTER TABLE users ADD COLUMN nick varchar(20);
ALTER TABLE users ALTER COLUMN nick TYPE varchar(50);
-- next migration
CREATE TABLE tags (name varchar(20));
ALTER TABLE tags ALTER COLUMN name TYPE varchar(50);
-- next migration
CREATE TEMPORARY TABLE t (a varchar(1));
ALTER TABLE t ALTER COLUMN a TYPE varchar(2);
