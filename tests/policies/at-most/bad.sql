CREATE TABLE a (c1 int, c2 int, c3 int, c4 int, c5 int);
CREATE TABLE b (c1 int, c2 int);
-- next migration
ALTER TABLE a ADD COLUMN c6 int; -- want
CREATE INDEX i1 ON a (c1);
CREATE INDEX i2 ON b (c1); -- want
-- next migration
CREATE TABLE c (id int);
CREATE TABLE d (id int);
CREATE TABLE e (id int); -- want
-- next migration
CREATE INDEX i3 ON a (c2);
-- next migration
CREATE INDEX i4 ON a (c3);
-- next migration
CREATE INDEX i5 ON a (c4); -- want
