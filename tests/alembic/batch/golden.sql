-- batch_1 batch/versions/0001_create.py [transaction: all]
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

-- batch_2 batch/versions/0002_step.py [transaction: all]
-- line 24
UPDATE t SET a = NULL;
-- line 14
ALTER TABLE t ADD COLUMN e INTEGER;
-- line 15
ALTER TABLE t ADD COLUMN f VARCHAR(10) DEFAULT 'x' NOT NULL;
-- line 16
ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(40);
ALTER TABLE t ALTER COLUMN b SET NOT NULL;
-- line 17
ALTER TABLE t RENAME a TO alpha;
-- line 18
CREATE INDEX t_e ON t (e);
-- line 19
CREATE UNIQUE INDEX ix_t_b ON t (b);
-- line 20
ALTER TABLE t ADD CONSTRAINT t_b_c UNIQUE (b, c);
-- line 21
ALTER TABLE t ADD CONSTRAINT t_check CHECK (e > 0);
-- line 22
ALTER TABLE t ADD CONSTRAINT t_e_key FOREIGN KEY(e) REFERENCES t (id) ON DELETE CASCADE;
-- line 23
COMMENT ON TABLE t IS 'tee';
-- down
-- line 29
COMMENT ON TABLE t IS NULL;
-- line 30
ALTER TABLE t DROP CONSTRAINT t_e_key;
-- line 31
ALTER TABLE t DROP CONSTRAINT t_check;
-- line 32
ALTER TABLE t DROP CONSTRAINT t_b_c;
-- line 33
DROP INDEX ix_t_b;
-- line 34
DROP INDEX t_e;
-- line 35
ALTER TABLE t RENAME alpha TO a;
-- line 36
ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(20);
ALTER TABLE t ALTER COLUMN b DROP NOT NULL;
-- line 37
ALTER TABLE t DROP COLUMN f;
-- line 38
ALTER TABLE t DROP COLUMN e;

-- batch_3 batch/versions/0003_step.py [transaction: all]
-- line 14
ALTER TABLE t DROP CONSTRAINT t_e_key;
-- line 15
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- line 16
ALTER TABLE t ADD CONSTRAINT t_key PRIMARY KEY (id);
-- line 17
ALTER TABLE t ADD COLUMN r INT4RANGE;
-- line 19
ALTER TABLE t ADD CONSTRAINT t_r EXCLUDE USING gist (r WITH &&);
-- down
-- line 24
ALTER TABLE t DROP CONSTRAINT t_r;
-- line 25
ALTER TABLE t DROP COLUMN r;
-- line 26
ALTER TABLE t DROP CONSTRAINT t_key;
-- line 27
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
-- line 28
ALTER TABLE t ADD CONSTRAINT t_e_key FOREIGN KEY(e) REFERENCES t (id);

