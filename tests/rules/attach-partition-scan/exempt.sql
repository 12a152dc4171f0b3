CREATE TABLE parts (id bigint NOT NULL, note text) PARTITION BY RANGE (id);
CREATE TABLE part1 (id bigint NOT NULL, note text);
CREATE TABLE part2 (id bigint NOT NULL, note text, CONSTRAINT bound CHECK (id >= 10 AND id < 20) NOT VALID);
CREATE TABLE part3 (id bigint, note text, CONSTRAINT bound3 CHECK (id >= 20 AND id < 30));
CREATE TABLE open (id bigint NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE open_rest PARTITION OF open DEFAULT;
CREATE TABLE part4 (id bigint NOT NULL, note text, CONSTRAINT wider CHECK (id >= 25 AND id < 60));
-- next migration
ALTER TABLE parts ATTACH PARTITION part1 FOR VALUES FROM (1) TO (10); -- want: attach-partition-scan
-- not validated
ALTER TABLE parts ATTACH PARTITION part2 FOR VALUES FROM (10) TO (20); -- want: attach-partition-scan
-- a range allows no NULL
ALTER TABLE parts ATTACH PARTITION part3 FOR VALUES FROM (20) TO (30); -- want: attach-partition-scan
-- proves less
ALTER TABLE parts ATTACH PARTITION part4 FOR VALUES FROM (30) TO (40); -- want: attach-partition-scan
-- new, but the default partition is read
CREATE TABLE open1 (id bigint NOT NULL);
ALTER TABLE open ATTACH PARTITION open1 FOR VALUES FROM (1) TO (10); -- want: attach-partition-scan
-- new, and there is no default partition
CREATE TABLE part5 (LIKE parts);
ALTER TABLE parts ATTACH PARTITION part5 FOR VALUES FROM (100) TO (110);
