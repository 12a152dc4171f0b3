-- conditions_1 conditions/versions/0001_create.py [transaction: all]
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

-- conditions_2 conditions/versions/0002_step.py [transaction: all]
-- line 17
ALTER TABLE t ADD COLUMN pg INTEGER;
-- line 22
CREATE TABLE x (
	id INTEGER
);
-- line 24
ALTER TABLE t ALTER COLUMN a SET NOT NULL;
-- line 28
CREATE INDEX x_id ON x (id);
-- line 29
ALTER TABLE t ADD COLUMN z INTEGER;
-- down
-- line 33
ALTER TABLE t DROP COLUMN z;
-- line 34
DROP TABLE x;
-- line 35
ALTER TABLE t ALTER COLUMN a DROP NOT NULL;
-- line 36
ALTER TABLE t DROP COLUMN pg;

