CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
-- next migration
CREATE INDEX parts_at ON parts (at); -- want: index-on-partitioned-parent
