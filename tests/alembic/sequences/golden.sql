-- sequences_1 sequences/versions/0001_create.py [transaction: all]
-- line 12
CREATE SEQUENCE counter;
-- line 13
CREATE SEQUENCE other INCREMENT BY 2 START WITH 5;
-- line 14
CREATE TABLE t (
	id INTEGER NOT NULL,
	n INTEGER DEFAULT nextval('counter'),
	PRIMARY KEY (id)
);
-- down
-- line 18
DROP TABLE t;
-- line 19
DROP SEQUENCE other;
-- line 20
DROP SEQUENCE counter;

