CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE p (id bigint) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
CREATE TABLE c (id bigint PRIMARY KEY, s serial);
-- next migration
DROP TABLE a,
  nothing; -- want: unknown-table "'nothing' does not exist"
-- next migration
DROP TABLE IF EXISTS b, nobody;
-- the partition goes with its table, and is named besides
DROP TABLE p, p1;
