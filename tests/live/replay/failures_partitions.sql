-- case: ATTACH of a table with the same columns in another order
CREATE TABLE t (a int, b text) PARTITION BY LIST (a);
CREATE TABLE u (b text, a int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
-- case: ATTACH of a table with another modifier
CREATE TABLE t (a int, b varchar(10)) PARTITION BY LIST (a);
CREATE TABLE u (a int, b varchar(20));
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
-- case: ATTACH of what overlaps
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
CREATE TABLE u (a int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES FROM (9) TO (20);
-- case: ATTACH of what stands beside
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
CREATE TABLE u (a int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES FROM (10) TO (20);
-- case: DETACH of a partition
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
ALTER TABLE t DETACH PARTITION t1;
-- case: DETACH twice
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
ALTER TABLE t DETACH PARTITION t1;
ALTER TABLE t DETACH PARTITION t1;
-- case: DETACH from a plain table
CREATE TABLE t (a int);
CREATE TABLE u (a int);
ALTER TABLE t DETACH PARTITION u;
-- case: ATTACH again where it was
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
ALTER TABLE t DETACH PARTITION t1;
ALTER TABLE t ATTACH PARTITION t1 FOR VALUES FROM (1) TO (10);
-- case: partition where a dropped one was
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
DROP TABLE t1;
CREATE TABLE t2 PARTITION OF t FOR VALUES IN (1);
-- case: partitions of days
CREATE TABLE t (a date) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
-- case: partitions of days that overlap
CREATE TABLE t (a date) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM ('2024-12-01') TO ('2025-02-01');
-- case: partition from the lowest that overlaps
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (MINVALUE) TO (2);
-- case: partitions of two keys
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1, 1) TO (1, 10);
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1, 10) TO (1, 20);
-- case: partitions of words
CREATE TABLE t (a text) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a', 'b');
CREATE TABLE t2 PARTITION OF t FOR VALUES IN ('c', NULL);
-- case: partitions of words that overlap
CREATE TABLE t (a text) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a', 'b');
CREATE TABLE t2 PARTITION OF t FOR VALUES IN ('c', 'b');
-- case: hash partitions
CREATE TABLE t (a int) PARTITION BY HASH (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t2 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- case: hash partition twice
CREATE TABLE t (a int) PARTITION BY HASH (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t2 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- case: default partition of a table partitioned by hash
CREATE TABLE t (a int) PARTITION BY HASH (a);
CREATE TABLE t1 PARTITION OF t DEFAULT;
-- case: partition of a default partition's parent
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t DEFAULT;
CREATE TABLE t2 PARTITION OF t FOR VALUES IN (1);
-- case: INHERIT with a column more
CREATE TABLE t (a int);
CREATE TABLE u (a int, b int);
ALTER TABLE u INHERIT t;
-- case: INHERIT with a column less
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int);
ALTER TABLE u INHERIT t;
-- case: INHERIT twice
CREATE TABLE t (a int);
CREATE TABLE u () INHERITS (t);
ALTER TABLE u INHERIT t;
-- case: NO INHERIT of a table that is no parent
CREATE TABLE t (a int);
CREATE TABLE u (a int);
ALTER TABLE u NO INHERIT t;
-- case: INHERITS with the same column
CREATE TABLE x (a int);
CREATE TABLE t (a int, b int) INHERITS (x);
-- case: partition key on an expression
CREATE TABLE x (a int);
CREATE TABLE t (a timestamp) PARTITION BY RANGE (date_trunc('day', a));
-- case: partition key on an expression that is not immutable
CREATE TABLE x (a int);
CREATE TABLE t (a timestamptz) PARTITION BY RANGE (date_trunc('day', a));
-- case: drop of a local constraint of a child
CREATE TABLE t (a int);
CREATE TABLE u (CONSTRAINT c CHECK (a > 0)) INHERITS (t);
ALTER TABLE u DROP CONSTRAINT c;
-- case: drop of a partition's own unique constraint
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t1 ADD CONSTRAINT u UNIQUE (b);
ALTER TABLE t1 DROP CONSTRAINT u;
-- case: VALIDATE of a check
CREATE TABLE t (a int);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT c;
-- case: ALTER CONSTRAINT of a foreign key
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int CONSTRAINT k REFERENCES t);
ALTER TABLE u ALTER CONSTRAINT k DEFERRABLE;
-- case: foreign key of an unlogged to a permanent table
CREATE TABLE t (a int PRIMARY KEY);
CREATE UNLOGGED TABLE u (a int REFERENCES t);
-- case: foreign key of a temporary to a permanent table
-- unclaimed
CREATE TABLE t (a int PRIMARY KEY);
CREATE TEMPORARY TABLE u (a int REFERENCES t);
-- case: foreign key of an enum
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood PRIMARY KEY);
CREATE TABLE u (a mood REFERENCES t);
-- case: foreign key of a domain over the type
CREATE DOMAIN d AS int;
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a d REFERENCES t);
-- case: foreign key of arrays
CREATE TABLE t (a int[] PRIMARY KEY);
CREATE TABLE u (a int[] REFERENCES t);
-- case: gin index of an array
CREATE TABLE t (a text[], b jsonb, c tsvector);
CREATE INDEX ON t USING gin (a, b, c);
-- case: gin index of text with an extension
CREATE EXTENSION btree_gin;
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (a);
-- case: gin index of text with its operator class
CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (a gin_trgm_ops);
-- case: unique constraint of jsonb
CREATE TABLE t (a jsonb);
ALTER TABLE t ADD UNIQUE (a);
-- case: table under the name of a function
CREATE FUNCTION t() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TABLE t (a int);
-- case: table under the name of a domain
CREATE DOMAIN t AS int;
CREATE TABLE t (a int);
-- case: operator with other arguments
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq);
-- case: statistics on other columns
CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS st ON a, b FROM t;
CREATE STATISTICS st2 ON a, c FROM t;
-- case: sequence owned by a column
CREATE TABLE t (a int);
CREATE SEQUENCE s;
ALTER SEQUENCE s OWNED BY t.a;
-- case: drop of an index beside the one that a foreign key rests on
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX i ON t (a);
CREATE UNIQUE INDEX j ON t (b);
CREATE TABLE u (a int REFERENCES t (a));
DROP INDEX j;
-- case: drop of an extension that nothing uses
CREATE EXTENSION citext;
CREATE TABLE t (a text);
DROP EXTENSION citext;
-- case: drop of an extension whose column was dropped
CREATE EXTENSION citext;
CREATE TABLE t (a citext, b int);
ALTER TABLE t DROP COLUMN a;
DROP EXTENSION citext;
-- case: row type of a table that another had
CREATE TABLE t (a int);
CREATE TABLE u (r t, b int);
ALTER TABLE u DROP COLUMN r;
ALTER TABLE t ALTER COLUMN a TYPE bigint;
