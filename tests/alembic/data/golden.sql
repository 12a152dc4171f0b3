-- data_1 data/versions/0001_create.py [transaction: all]
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

-- data_2 data/versions/0002_step.py [transaction: all]
-- line 14
INSERT INTO t (id, a, b, c) VALUES (1, 2, 'x', 'it''s'), (2, 3, 'y', 'z');
-- line 15
UPDATE t SET b='new', c='lit' WHERE t.a = 2;
-- line 16
UPDATE t SET a=5;
-- line 17
INSERT INTO t (id, a, b, c) VALUES (3, 1, 'q', 'c');
-- line 18
DELETE FROM t WHERE t.id = 3;
-- line 19
UPDATE t SET b='none' WHERE t.b IS NULL;
-- line 20
DELETE FROM t WHERE t.a > 100 AND t.b = 'x';

