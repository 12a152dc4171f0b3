CREATE TABLE by_day (id bigint, day date NOT NULL, kind text) PARTITION BY RANGE (day);
CREATE TABLE by_day_1 PARTITION OF by_day FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE by_day_2 PARTITION OF by_day FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE by_day_rest PARTITION OF by_day DEFAULT;
CREATE TABLE by_kind (id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE "By Kind 1" PARTITION OF by_kind FOR VALUES IN ('a', 'it''s');
CREATE TABLE kind_2 (id bigint, kind text);
CREATE TABLE kind_null (id bigint, kind text);
CREATE TABLE kind_3 (id bigint, kind text);
CREATE TABLE by_number (id bigint PRIMARY KEY, note text DEFAULT 'x' CHECK (note <> '')) PARTITION BY RANGE (id);
CREATE INDEX ON by_number (note);
CREATE TABLE number_9 (id bigint NOT NULL, note text);
CREATE TABLE by_hash (id bigint, n int) PARTITION BY HASH (id);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- next migration
CREATE INDEX by_day_kind ON by_day (kind DESC, day) WHERE id > 0;
CREATE INDEX ON by_kind (id) INCLUDE (kind);
CREATE UNIQUE INDEX by_hash_id ON by_hash (id);
-- next migration
CREATE TABLE by_day_3 PARTITION OF by_day FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER TABLE by_kind ATTACH PARTITION kind_2 FOR VALUES IN ('b', 'c');
ALTER TABLE by_kind ATTACH PARTITION kind_null FOR VALUES IN (NULL, 'n');
CREATE TABLE number_1 PARTITION OF by_number FOR VALUES FROM (1) TO (1000);
CREATE TABLE number_2 PARTITION OF by_number FOR VALUES FROM (1000) TO (MAXVALUE);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE kind_rest PARTITION OF by_kind DEFAULT;
-- next migration
ALTER TABLE by_kind ATTACH PARTITION kind_3 FOR VALUES IN ('q');
ALTER TABLE by_hash DETACH PARTITION by_hash_1;
