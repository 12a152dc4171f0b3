CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
-- next migration
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (10); -- want: partition-of-locks-parent
