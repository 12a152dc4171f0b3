-- autocommit_1 autocommit/versions/0001_create.py [transaction: all]
-- line 10
CREATE TABLE t (
	id SERIAL NOT NULL,
	a INTEGER,
	PRIMARY KEY (id)
);
-- transaction: none
-- line 12
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- transaction: all
-- line 13
ALTER TABLE t ADD COLUMN b INTEGER;
-- line 19
COMMENT ON TABLE t IS 'sent before the batch';
-- line 18
ALTER TABLE t ADD COLUMN c INTEGER;
-- line 20
ALTER TABLE t ADD CONSTRAINT t_c UNIQUE (c);
-- down
-- transaction: none
-- line 25
DROP INDEX CONCURRENTLY t_a;
-- transaction: all
-- line 26
DROP TABLE t;

