CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
-- next migration
CREATE TABLE IF NOT EXISTS part1 PARTITION OF parts FOR VALUES FROM (1) TO (10); -- want: partition-of-locks-parent
-- next migration
-- there already: nothing happens
CREATE TABLE IF NOT EXISTS part1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
