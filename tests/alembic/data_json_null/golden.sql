-- data_json_null_1 data_json_null/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE t (
	id INTEGER,
	x JSON NOT NULL,
	y JSONB NOT NULL,
	z JSONB,
	v JSONB NOT NULL,
	m JSONB NOT NULL,
	n TEXT
);
-- line 16
INSERT INTO t (id, x, y, z, v, m, n) VALUES (1, 'null', 'null', NULL, 'null', 'null', NULL);
-- line 17
INSERT INTO t (id, x, y, v, m) VALUES (2, 'null', 'null', 'null', 'null');
-- line 20
INSERT INTO t (id, x, y, z, v, m) VALUES (3, 'null', 'null', NULL, 'null', 'null');
-- line 21
UPDATE t SET x='null', z=NULL;
-- down
-- line 25
DROP TABLE t;

