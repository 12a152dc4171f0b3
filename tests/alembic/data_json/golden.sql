-- data_json_1 data_json/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE t (
	id INTEGER,
	x JSON,
	y JSONB,
	z INTEGER[]
);
-- line 14
INSERT INTO t (id, x, y, z) VALUES (1, $1, $1, $1);
-- line 15
INSERT INTO t (id, x, y, z) VALUES (2, $1, $1, $1);
-- line 16
INSERT INTO t (id, x, y, z) VALUES (3, $1, $1, $1);
-- down
-- line 21
DROP TABLE t;

