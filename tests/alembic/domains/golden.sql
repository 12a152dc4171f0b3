-- domains_1 domains/versions/0001_create.py [transaction: all]
-- line 14
CREATE DOMAIN positive AS INTEGER DEFAULT 1 NOT NULL CHECK (VALUE > 0);
CREATE TABLE t (
	id SERIAL NOT NULL,
	n positive,
	c TEXT,
	PRIMARY KEY (id)
);
-- line 16
CREATE DOMAIN code AS VARCHAR(5) COLLATE "C" CONSTRAINT code_full CHECK (VALUE <> '');
-- line 18
ALTER TABLE t ADD COLUMN code code;
-- down
-- line 22
DROP TABLE t;
-- line 23
DROP DOMAIN code;
-- line 24
DROP DOMAIN positive;

