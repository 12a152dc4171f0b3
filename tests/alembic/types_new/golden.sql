-- types_new_1 types_new/versions/0001_create.py [transaction: all]
-- line 13
CREATE TABLE everything (
	double DOUBLE PRECISION,
	double_precision DOUBLE PRECISION,
	uuid UUID,
	uuid_text CHAR(32),
	uuid_upper UUID
);
-- down
-- line 24
DROP TABLE everything;

