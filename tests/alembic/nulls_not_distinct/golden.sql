-- nulls_not_distinct_1 nulls_not_distinct/versions/0001_create.py [transaction: all]
-- line 13
CREATE TABLE t (
	id SERIAL NOT NULL,
	a INTEGER,
	b VARCHAR(20),
	c TEXT NOT NULL,
	d TIMESTAMP WITHOUT TIME ZONE,
	PRIMARY KEY (id)
);
-- down
-- line 17
DROP TABLE t;

-- nulls_not_distinct_2 nulls_not_distinct/versions/0002_step.py [transaction: all]
-- line 13
CREATE UNIQUE INDEX t_a ON t (a) NULLS NOT DISTINCT;
-- line 14
ALTER TABLE t ADD CONSTRAINT t_b UNIQUE NULLS NOT DISTINCT (b);
-- down
-- line 18
ALTER TABLE t DROP CONSTRAINT t_b;
-- line 19
DROP INDEX t_a;

