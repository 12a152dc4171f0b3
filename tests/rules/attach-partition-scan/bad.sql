CREATE TABLE parts (id bigint, note text) PARTITION BY RANGE (id);
CREATE TABLE part1 (id bigint, note text);
CREATE TABLE part2 (id bigint NOT NULL, note text);
ALTER TABLE part2 ADD CONSTRAINT bound CHECK (id >= 10 AND id < 20) NOT VALID;
CREATE TABLE open (id bigint) PARTITION BY RANGE (id);
CREATE TABLE open_rest PARTITION OF open DEFAULT;
-- next migration
ALTER TABLE parts ATTACH PARTITION part1 FOR VALUES FROM (1) TO (10); -- want: attach-partition-scan
ALTER TABLE parts ATTACH PARTITION part2 FOR VALUES FROM (10) TO (20); -- want: attach-partition-scan
CREATE TABLE open1 (id bigint);
ALTER TABLE open ATTACH PARTITION open1 FOR VALUES FROM (1) TO (10); -- want: attach-partition-scan "default partition 'open_rest'"
CREATE TABLE open2 PARTITION OF open FOR VALUES FROM (10) TO (20); -- want: attach-partition-scan "default partition 'open_rest'"
