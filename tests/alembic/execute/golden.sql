-- execute_1 execute/versions/0001_create.py [transaction: all]
-- line 14
CREATE TABLE t (
	id SERIAL NOT NULL,
	a INTEGER,
	b VARCHAR(20),
	c TEXT NOT NULL,
	d TIMESTAMP WITHOUT TIME ZONE,
	PRIMARY KEY (id)
);
-- down
-- line 18
DROP TABLE t;

-- execute_2 execute/versions/0002_step.py [transaction: all]
-- line 14
ALTER TABLE t ADD COLUMN x integer;
ALTER TABLE t ADD COLUMN y integer;
-- line 15
UPDATE t SET x = 1 WHERE b LIKE 'a%';
-- line 16
UPDATE t SET x = 2 WHERE b = ':not';
-- line 17
CREATE VIEW v AS SELECT id FROM t;
-- line 19
COMMENT ON TABLE t IS 'tee';
-- line 21
ALTER TABLE t ADD COLUMN p integer;
ALTER TABLE t ADD COLUMN q integer;
-- line 22
ALTER TABLE t DROP COLUMN q;
-- line 23
INSERT INTO t (c) VALUES ('x');
-- line 24
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RETURN NEW;  -- it's
        END;
        $$;
-- down
-- line 34
DROP FUNCTION f();
-- line 35
DROP VIEW v;
-- line 37
ALTER TABLE t DROP COLUMN p;
ALTER TABLE t DROP COLUMN y;
ALTER TABLE t DROP COLUMN x;

