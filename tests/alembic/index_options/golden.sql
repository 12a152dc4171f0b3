-- index_options_1 index_options/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE t (
	a INTEGER,
	b VARCHAR(20),
	c TEXT,
	j JSONB
);
-- line 13
CREATE INDEX ix_t_a ON t (a);
-- line 14
CREATE INDEX i1 ON t (a DESC, b DESC);
-- line 15
CREATE INDEX i2 ON t (a DESC NULLS LAST, b ASC);
-- line 16
CREATE INDEX i3 ON t ((a + 1));
-- line 17
CREATE INDEX i4 ON t USING gin (j jsonb_path_ops);
-- line 18
CREATE UNIQUE INDEX i5 ON t (lower(b), a);
-- line 19
CREATE INDEX i6 ON t (coalesce(a, 0), lower(b) DESC);
-- line 20
CREATE INDEX i7 ON t (a) WHERE a > 3;
-- line 21
CREATE INDEX i8 ON t (a) WITH (fillfactor = 70, deduplicate_items = off) WHERE a > 1 AND b = 'x';
-- line 22
CREATE INDEX i9 ON t (b text_pattern_ops);
-- line 23
CREATE INDEX i10 ON t ((j ->> 'x'));
-- line 24
CREATE UNIQUE INDEX i11 ON t (substr(b, 1, 3) varchar_pattern_ops, a DESC NULLS LAST);
-- line 25
CREATE INDEX i12 ON t USING hash (c) WHERE c IS NOT NULL;
-- down
-- line 30
DROP INDEX i1;
DROP INDEX i2;
DROP INDEX i3;
DROP INDEX i4;
DROP INDEX i5;
DROP INDEX i6;
DROP INDEX i7;
DROP INDEX i8;
DROP INDEX i9;
DROP INDEX i10;
DROP INDEX i11;
DROP INDEX i12;
-- line 31
DROP INDEX ix_t_a;
-- line 32
DROP TABLE t;

