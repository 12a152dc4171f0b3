CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
CREATE TABLE no_parts (id bigint) PARTITION BY RANGE (id);
-- next migration
CREATE INDEX parts_at ON ONLY parts (at);
CREATE INDEX CONCURRENTLY part1_at ON part1 (at);
ALTER INDEX parts_at ATTACH PARTITION part1_at;
CREATE INDEX no_parts_id ON no_parts (id);
CREATE TABLE fresh (id bigint) PARTITION BY RANGE (id);
CREATE TABLE fresh1 PARTITION OF fresh FOR VALUES FROM (1) TO (10);
CREATE INDEX fresh_id ON fresh (id);
