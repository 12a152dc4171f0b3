-- postgres: 15-18
CREATE TABLE events (id bigint PRIMARY KEY);
CREATE TABLE facts (id bigint PRIMARY KEY) USING columnar;
-- next migration
-- no change
ALTER TABLE events SET ACCESS METHOD heap;
ALTER TABLE facts SET ACCESS METHOD columnar;
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh SET ACCESS METHOD columnar;
