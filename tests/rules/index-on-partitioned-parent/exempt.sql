CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
-- next migration
CREATE INDEX parts_id ON parts (id); -- want: index-on-partitioned-parent
-- next migration
-- there already
CREATE INDEX IF NOT EXISTS parts_id ON parts (id);
-- the partition goes first
ALTER TABLE parts DETACH PARTITION part1;
CREATE INDEX parts_at ON parts (at);
