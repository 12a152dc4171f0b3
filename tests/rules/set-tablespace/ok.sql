CREATE TABLE events (id bigint PRIMARY KEY) TABLESPACE fast;
CREATE TABLE plain (id bigint);
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
-- next migration
-- no change
ALTER TABLE events SET TABLESPACE fast;
ALTER TABLE plain SET TABLESPACE pg_default;
-- only the default for new partitions
ALTER TABLE parts SET TABLESPACE fast;
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh SET TABLESPACE fast;
