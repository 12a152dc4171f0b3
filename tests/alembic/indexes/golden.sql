-- indexes_1 indexes/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE t (
	id SERIAL NOT NULL,
	a INTEGER,
	b VARCHAR(20),
	c TEXT NOT NULL,
	d TIMESTAMP WITHOUT TIME ZONE,
	PRIMARY KEY (id)
);
-- down
-- line 16
DROP TABLE t;

-- indexes_2 indexes/versions/0002_step.py [transaction: all]
-- line 12
CREATE INDEX t_a ON t (a);
-- line 13
CREATE UNIQUE INDEX ix_t_b ON t (b);
-- line 14
CREATE INDEX t_a_b ON t (a, b DESC);
-- line 15
CREATE INDEX t_lower ON t (lower(b));
-- line 16
CREATE INDEX t_func ON t (lower(b));
-- line 17
CREATE INDEX t_where ON t (a) WHERE b IS NOT NULL;
-- line 18
CREATE INDEX t_where_expression ON t (a) WHERE a > 5;
-- line 19
CREATE INDEX t_gin ON t USING gin (to_tsvector('english', c));
-- line 20
CREATE INDEX t_ops ON t (b varchar_pattern_ops);
-- line 21
CREATE INDEX t_include ON t (a) INCLUDE (b, d);
-- line 22
CREATE INDEX t_with ON t (a) WITH (fillfactor = 50);
-- line 23
CREATE INDEX t_space ON t (d) TABLESPACE pg_default;
-- down
-- line 27
DROP INDEX t_space;
-- line 28
DROP INDEX t_with;
-- line 29
DROP INDEX t_include;
-- line 30
DROP INDEX t_ops;
-- line 31
DROP INDEX t_gin;
-- line 32
DROP INDEX t_where_expression;
-- line 33
DROP INDEX t_where;
-- line 34
DROP INDEX t_func;
-- line 35
DROP INDEX t_lower;
-- line 36
DROP INDEX t_a_b;
-- line 37
DROP INDEX ix_t_b;
-- line 38
DROP INDEX t_a;

-- indexes_3 indexes/versions/0003_step.py [transaction: all]
-- transaction: none
-- line 13
CREATE INDEX CONCURRENTLY t_concurrent ON t (d);
-- line 14
CREATE UNIQUE INDEX CONCURRENTLY t_concurrent_unique ON t (d);
-- down
-- transaction: none
-- line 19
DROP INDEX CONCURRENTLY t_concurrent_unique;
-- line 20
DROP INDEX CONCURRENTLY t_concurrent;

