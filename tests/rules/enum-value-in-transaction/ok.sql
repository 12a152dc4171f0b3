-- transaction: file
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, m mood, c text);
-- next migration
-- added, and used in the next migration
ALTER TYPE mood ADD VALUE 'n1';
-- next migration
INSERT INTO t VALUES (1, 'n1');
-- next migration
-- others may be used; the same word as text as well
ALTER TYPE mood ADD VALUE 'n2';
INSERT INTO t VALUES (2, 'a', 'n2');
UPDATE t SET c = 'x' WHERE m::text = 'n2';
-- next migration
-- it was there
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b';
INSERT INTO t VALUES (3, 'b');
-- next migration
-- renaming a committed one is no adding
ALTER TYPE mood RENAME VALUE 'b' TO 'bb';
INSERT INTO t VALUES (4, 'bb');
-- next migration
-- bodies of functions are looked at when they run
ALTER TYPE mood ADD VALUE 'n3';
CREATE FUNCTION f() RETURNS mood LANGUAGE plpgsql AS $$ BEGIN RETURN 'n3'::mood; END $$;
-- next migration
-- type and labels of one transaction
CREATE TYPE size AS ENUM ('s');
CREATE TABLE u (s size DEFAULT 's');
