-- postgres: 14-18
-- transaction: file
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
-- next migration
ALTER TABLE parts DETACH PARTITION part1; -- want: detach-partition-not-concurrent
