-- exists_1 exists/versions/0001_create.py [transaction: all]
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

-- exists_2 exists/versions/0002_step.py [transaction: all]
-- line 13
CREATE TABLE IF NOT EXISTS t (
	id INTEGER
);
-- line 14
CREATE INDEX IF NOT EXISTS t_a ON t (a);
-- line 15
ALTER TABLE t ADD COLUMN IF NOT EXISTS a INTEGER;
-- line 16
ALTER TABLE t DROP COLUMN IF EXISTS zzz;
-- line 17
ALTER TABLE t DROP CONSTRAINT IF EXISTS nothing;
-- line 18
DROP TABLE IF EXISTS nothing;
-- down
-- line 22
DROP INDEX IF EXISTS t_a;

