-- case: OR REPLACE VIEW with another type
CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a AS x FROM t;
CREATE OR REPLACE VIEW v AS SELECT b AS x FROM t;
-- case: OR REPLACE VIEW with another type modifier
CREATE TABLE t (a varchar(10), b varchar(20));
CREATE VIEW v AS SELECT a AS x FROM t;
CREATE OR REPLACE VIEW v AS SELECT b AS x FROM t;
-- case: OR REPLACE VIEW with the same type from elsewhere
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a AS x FROM t;
CREATE OR REPLACE VIEW v AS SELECT b AS x FROM t;
-- case: OR REPLACE VIEW with another type of an expression
CREATE TABLE t (a int, b bigint);
CREATE VIEW v AS SELECT a + 1 AS x FROM t;
CREATE OR REPLACE VIEW v AS SELECT a + b AS x FROM t;
-- case: OR REPLACE VIEW with a star that lost a column
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int);
CREATE VIEW v AS SELECT * FROM t;
CREATE OR REPLACE VIEW v AS SELECT * FROM u;
-- case: OR REPLACE VIEW with a star that has one more
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT * FROM t;
ALTER TABLE t ADD COLUMN c int;
CREATE OR REPLACE VIEW v AS SELECT * FROM t;
-- case: OR REPLACE VIEW with a star before another column
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT t.*, 1 AS x FROM t;
ALTER TABLE t ADD COLUMN c int;
CREATE OR REPLACE VIEW v AS SELECT t.*, 1 AS x FROM t;
-- case: OR REPLACE VIEW in another order
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE OR REPLACE VIEW v AS SELECT b, a FROM t;
-- case: OR REPLACE of a materialized view
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE OR REPLACE VIEW m AS SELECT 1 AS a;
-- case: view that is there already
CREATE VIEW v AS SELECT 1 AS a;
CREATE VIEW v AS SELECT 1 AS a;
-- case: view with a column that is not there
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT b FROM t;
-- case: view with a column of a table that has another name
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE VIEW v AS SELECT t.a, u.b FROM t JOIN u USING (a);
-- case: view with a column of two tables
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE VIEW v AS SELECT a FROM t, u;
-- case: view with a column twice
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a, a FROM t;
-- case: materialized view that is there already
CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
-- case: materialized view of a table that is not there
CREATE TABLE t (a int);
CREATE MATERIALIZED VIEW v AS SELECT a FROM nope;
-- case: function with a return type of the application
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f() RETURNS mood LANGUAGE sql AS $$select 'a'::mood$$;
-- case: function from one table's rows to another's
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE plpgsql AS 'begin return; end';
CREATE OR REPLACE FUNCTION f() RETURNS SETOF u LANGUAGE plpgsql AS 'begin return; end';
-- case: function with other columns of its table
CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f() RETURNS TABLE (a int, b int) LANGUAGE sql AS 'select 1, 2';
-- case: function with the same columns of its table
CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql AS 'select 2';
-- case: function with another column name of its table
CREATE FUNCTION f() RETURNS TABLE (a int, b int) LANGUAGE sql AS 'select 1, 2';
CREATE OR REPLACE FUNCTION f() RETURNS TABLE (a int, c int) LANGUAGE sql AS 'select 1, 2';
-- case: function with another name of an argument
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'select 1';
-- case: function whose argument gets a name
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'select 1';
-- case: function whose argument loses its name
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'select 1';
-- case: function that loses the default of an argument
CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
-- case: function that gets a default of an argument
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'select 1';
-- case: procedure over a function
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE PROCEDURE f() LANGUAGE sql AS 'select 1';
-- case: function with the modifier of its return type
CREATE FUNCTION f() RETURNS varchar(10) LANGUAGE sql AS $$select 'a'::varchar$$;
CREATE OR REPLACE FUNCTION f() RETURNS varchar LANGUAGE sql AS $$select 'a'::varchar$$;
-- case: function of a type that is not there
CREATE TABLE t (a int);
CREATE FUNCTION f(a mood) RETURNS int LANGUAGE sql AS 'select 1';
-- case: function that returns a type that is not there
CREATE TABLE t (a int);
CREATE FUNCTION f(a int) RETURNS SETOF mood LANGUAGE sql AS 'select 1';
-- case: trigger with a function that is not there
CREATE TABLE t (a int);
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION nope();
-- case: trigger with a function that returns something else
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- case: trigger BEFORE of a view's rows
CREATE VIEW v AS SELECT 1 AS a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
-- case: trigger INSTEAD OF on a table
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr INSTEAD OF INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- case: trigger that is enabled and not there
CREATE TABLE t (a int);
ALTER TABLE t ENABLE TRIGGER nope;
-- case: trigger that is disabled
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER tr;
-- case: OR REPLACE of a trigger
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- case: default of another type in the new type
CREATE TABLE t (a text DEFAULT 'x');
ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;
-- case: default dropped before the new type
CREATE TABLE t (a text DEFAULT 'x');
ALTER TABLE t ALTER COLUMN a DROP DEFAULT, ALTER COLUMN a TYPE int USING a::int;
-- case: default that is a number in quotes
CREATE TABLE t (a varchar(10) DEFAULT '1');
ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;
-- case: default boolean in a new integer
CREATE TABLE t (a boolean DEFAULT false);
ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;
-- case: default integer in a new boolean
CREATE TABLE t (a int DEFAULT 0);
ALTER TABLE t ALTER COLUMN a TYPE boolean USING a <> 0;
-- case: default of an integer in a bigint
CREATE TABLE t (a int DEFAULT 0);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: default of an integer in a text
CREATE TABLE t (a int DEFAULT 0);
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: default of a text in an enum
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a text DEFAULT 'x');
ALTER TABLE t ALTER COLUMN a TYPE mood USING a::mood;
-- case: default of an enum in another
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TYPE mood2 AS ENUM ('x', 'y');
CREATE TABLE t (a mood DEFAULT 'x');
ALTER TABLE t ALTER COLUMN a TYPE mood2 USING a::text::mood2;
-- case: default of an enum in a text
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a mood DEFAULT 'x');
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: default NULL in a new type
CREATE TABLE t (a text DEFAULT NULL);
ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;
-- case: default of json in jsonb
CREATE TABLE t (a json DEFAULT '{}');
ALTER TABLE t ALTER COLUMN a TYPE jsonb;
-- case: default of text in jsonb
CREATE TABLE t (a text DEFAULT '{}');
ALTER TABLE t ALTER COLUMN a TYPE jsonb USING a::jsonb;
-- case: default now() in a date
CREATE TABLE t (a timestamptz DEFAULT now());
ALTER TABLE t ALTER COLUMN a TYPE date;
-- case: default now() in an integer
CREATE TABLE t (a timestamptz DEFAULT now());
ALTER TABLE t ALTER COLUMN a TYPE int USING extract(epoch from a)::int;
-- case: default of an array
CREATE TABLE t (a text[] DEFAULT '{}');
ALTER TABLE t ALTER COLUMN a TYPE int[] USING a::int[];
-- case: serial column to uuid
CREATE TABLE t (a serial);
ALTER TABLE t ALTER COLUMN a TYPE uuid USING gen_random_uuid();
-- case: type without an automatic cast
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE int;
-- case: type with USING
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;
-- case: varchar to integer
CREATE TABLE t (a varchar(20));
ALTER TABLE t ALTER COLUMN a TYPE integer;
-- case: text to jsonb
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE jsonb;
-- case: text to uuid
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE uuid;
-- case: text to timestamp
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE timestamptz;
-- case: text to boolean
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE boolean;
-- case: text to an enum
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE mood;
-- case: enum to text
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a mood);
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: enum to another enum
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TYPE mood2 AS ENUM ('x', 'y');
CREATE TABLE t (a mood);
ALTER TABLE t ALTER COLUMN a TYPE mood2;
-- case: enum to integer
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a mood);
ALTER TABLE t ALTER COLUMN a TYPE int;
-- case: integer to text
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: integer to boolean
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a TYPE boolean;
-- case: boolean to integer
CREATE TABLE t (a boolean);
ALTER TABLE t ALTER COLUMN a TYPE int;
-- case: bigint to integer
CREATE TABLE t (a bigint);
ALTER TABLE t ALTER COLUMN a TYPE int;
-- case: numeric to integer
CREATE TABLE t (a numeric(10,2));
ALTER TABLE t ALTER COLUMN a TYPE int;
-- case: integer to timestamp
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a TYPE timestamptz;
-- case: integer to uuid
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a TYPE uuid;
-- case: uuid to text
CREATE TABLE t (a uuid);
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: uuid to bytea
CREATE TABLE t (a uuid);
ALTER TABLE t ALTER COLUMN a TYPE bytea;
-- case: timestamp to timestamptz
CREATE TABLE t (a timestamp);
ALTER TABLE t ALTER COLUMN a TYPE timestamptz;
-- case: timestamp to date
CREATE TABLE t (a timestamp);
ALTER TABLE t ALTER COLUMN a TYPE date;
-- case: date to timestamp
CREATE TABLE t (a date);
ALTER TABLE t ALTER COLUMN a TYPE timestamp;
-- case: timestamptz to bigint
CREATE TABLE t (a timestamptz);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: json to jsonb
CREATE TABLE t (a json);
ALTER TABLE t ALTER COLUMN a TYPE jsonb;
-- case: jsonb to text array
CREATE TABLE t (a jsonb);
ALTER TABLE t ALTER COLUMN a TYPE text[];
-- case: text to text array
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE text[];
-- case: text array to text
CREATE TABLE t (a text[]);
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: integer array to bigint array
CREATE TABLE t (a int[]);
ALTER TABLE t ALTER COLUMN a TYPE bigint[];
-- case: text array to integer array
CREATE TABLE t (a text[]);
ALTER TABLE t ALTER COLUMN a TYPE int[];
-- case: text to bytea
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE bytea;
-- case: text to inet
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE inet;
-- case: integer to interval
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a TYPE interval;
-- case: float to numeric
CREATE TABLE t (a float8);
ALTER TABLE t ALTER COLUMN a TYPE numeric(10,2);
-- case: money to numeric
CREATE TABLE t (a money);
ALTER TABLE t ALTER COLUMN a TYPE numeric;
-- case: USING of the wrong type
CREATE TABLE t (a text, b text);
ALTER TABLE t ALTER COLUMN a TYPE int USING b;
-- case: USING of a column that is not there
CREATE TABLE t (a text, b text);
ALTER TABLE t ALTER COLUMN a TYPE int USING c::int;
-- case: integer to a domain over text
CREATE DOMAIN d AS text;
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a TYPE d;
-- case: text to a domain over integer
CREATE DOMAIN d AS int;
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a TYPE d;
-- case: default of the wrong type
CREATE TABLE t (a int DEFAULT now());
-- case: default that is no number
CREATE TABLE x (a int);
CREATE TABLE t (a int DEFAULT 'x');
-- case: default that is a number
CREATE TABLE x (a int);
CREATE TABLE t (a int DEFAULT '3');
-- case: default that is no label
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a mood DEFAULT 'z');
-- case: default that is a label
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a mood DEFAULT 'x');
-- case: SET DEFAULT of no number
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x';
-- case: SET DEFAULT of a boolean
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a SET DEFAULT false;
-- case: SET DEFAULT of an integer in a boolean
CREATE TABLE t (a boolean);
ALTER TABLE t ALTER COLUMN a SET DEFAULT 0;
-- case: SET DEFAULT of an integer in a text
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a SET DEFAULT 0;
-- case: SET DEFAULT of no label
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a mood);
ALTER TABLE t ALTER COLUMN a SET DEFAULT 'z';
-- case: ADD COLUMN with a default that is no label
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b mood DEFAULT 'z';
-- case: ADD COLUMN with a default that is no date
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b date DEFAULT '';
-- case: default of a uuid that is none
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b uuid DEFAULT 'x';
-- case: default of json that is none
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b jsonb DEFAULT '';
-- case: default of json
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b jsonb DEFAULT '{"a": [1]}';
-- case: default that names a column
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int DEFAULT a;
-- case: default of the text in a varchar
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b varchar(3) DEFAULT 'abc';
-- case: default of a boolean in a word
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b boolean DEFAULT 'no';
-- case: default of a boolean in another word
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b boolean DEFAULT 'nope';
-- case: generated column from one that is not there
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (c + 1) STORED;
-- case: generated column from a generated one
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
ALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS (b + 1) STORED;
-- case: generated column that is not immutable
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b timestamptz GENERATED ALWAYS AS (now()) STORED;
-- case: generated column with a default
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int DEFAULT 1 GENERATED ALWAYS AS (a) STORED;
-- case: identity column with a default
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int DEFAULT 1 GENERATED ALWAYS AS IDENTITY;
-- case: identity column of text
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b text GENERATED ALWAYS AS IDENTITY;
-- case: identity column to text
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: identity column to bigint
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: identity twice
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
-- case: INSERT into a generated column
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO t (a, b) VALUES (1, 2);
-- case: INSERT of the default into a generated column
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO t (a, b) VALUES (1, DEFAULT);
-- case: INSERT into an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
INSERT INTO t (a, b) VALUES (1, 2);
-- case: INSERT into an identity column by default
CREATE TABLE t (a int GENERATED BY DEFAULT AS IDENTITY, b int);
INSERT INTO t (a, b) VALUES (1, 2);
-- case: INSERT with OVERRIDING
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
INSERT INTO t (a, b) OVERRIDING SYSTEM VALUE VALUES (1, 2);
-- case: UPDATE of a generated column
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
UPDATE t SET b = 2;
-- case: UPDATE of a column that is not there
CREATE TABLE t (a int, b int);
UPDATE t SET c = 2;
-- case: UPDATE of a column twice
CREATE TABLE t (a int, b int);
UPDATE t SET a = 2, a = 3;
-- case: INSERT with more values than columns
CREATE TABLE t (a int, b int);
INSERT INTO t (a) VALUES (1, 2);
-- case: INSERT from a table that is not there
CREATE TABLE t (a int, b int);
INSERT INTO t (a) SELECT a FROM nope;
-- case: DELETE from a table that is not there
CREATE TABLE t (a int, b int);
DELETE FROM nope;
-- case: DELETE with a column that is not there
CREATE TABLE t (a int, b int);
DELETE FROM t WHERE c = 1;
-- case: enum value used in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ALTER COLUMN m SET DEFAULT 'b';
-- case: enum value inserted in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; INSERT INTO t (m) VALUES ('b');
-- case: enum value updated in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x int);
ALTER TYPE mood ADD VALUE 'b'; UPDATE t SET m = 'b' WHERE x = 1;
-- case: enum value in a check in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x int);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ADD CHECK (m <> 'b');
-- case: enum value in an index in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x int);
ALTER TYPE mood ADD VALUE 'b'; CREATE INDEX ON t (x) WHERE m = 'b';
-- case: enum value cast in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x int);
ALTER TYPE mood ADD VALUE 'b'; CREATE VIEW v AS SELECT 'b'::mood AS y;
-- case: older enum value used in the transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ALTER COLUMN m SET DEFAULT 'a';
-- case: enum made and used in one transaction
-- in a transaction
CREATE TABLE x (a int);
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood DEFAULT 'b');
-- case: enum value added in the transaction that made the enum
-- in a transaction
CREATE TABLE x (a int);
CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b'; CREATE TABLE t (m mood DEFAULT 'b');
-- case: text that reads like the new enum value
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x text);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ALTER COLUMN x SET DEFAULT 'b';
-- case: CREATE INDEX CONCURRENTLY in a transaction
-- in a transaction
CREATE TABLE t (a int);
CREATE INDEX CONCURRENTLY i ON t (a);
-- case: DROP INDEX CONCURRENTLY in a transaction
-- in a transaction
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
DROP INDEX CONCURRENTLY i;
-- case: REINDEX CONCURRENTLY in a transaction
-- in a transaction
CREATE TABLE t (a int);
REINDEX TABLE CONCURRENTLY t;
-- case: REINDEX in a transaction
-- in a transaction
CREATE TABLE t (a int);
REINDEX TABLE t;
-- case: VACUUM in a transaction
-- in a transaction
CREATE TABLE t (a int);
VACUUM t;
-- case: ANALYZE in a transaction
-- in a transaction
CREATE TABLE t (a int);
ANALYZE t;
-- case: CREATE DATABASE in a transaction
-- in a transaction
CREATE TABLE t (a int);
CREATE DATABASE never_made;
-- case: ALTER SYSTEM in a transaction
-- in a transaction
CREATE TABLE t (a int);
ALTER SYSTEM SET work_mem = '4MB';
-- case: CREATE TABLESPACE in a transaction
-- in a transaction
CREATE TABLE t (a int);
CREATE TABLESPACE never_made LOCATION '/nonexistent';
-- case: REFRESH CONCURRENTLY in a transaction
-- in a transaction
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE UNIQUE INDEX ON m (a);
REFRESH MATERIALIZED VIEW CONCURRENTLY m;
-- case: NULLS NOT DISTINCT on an older server
CREATE TABLE t (a int);
ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a);
-- case: MERGE on an older server
CREATE TABLE t (a int);
MERGE INTO t USING (SELECT 1 AS b) s ON t.a = s.b WHEN NOT MATCHED THEN INSERT VALUES (s.b);
-- case: view with security_invoker on an older server
-- unclaimed before 15
CREATE TABLE t (a int);
CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;
-- case: WITHOUT OVERLAPS on an older server
CREATE TABLE x (a int);
CREATE TABLE t (a int4range, b daterange, UNIQUE (a, b WITHOUT OVERLAPS));
-- case: SET EXPRESSION on an older server
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 1);
-- case: SET ACCESS METHOD on an older server
CREATE TABLE t (a int);
ALTER TABLE t SET ACCESS METHOD heap;
-- case: SET NULL of some columns on an older server
CREATE TABLE t (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE u (a int, b int, FOREIGN KEY (a, b) REFERENCES t ON DELETE SET NULL (b));
-- case: COMPRESSION on an older server
CREATE TABLE t (a text);
ALTER TABLE t ADD COLUMN b text COMPRESSION pglz;
-- case: multirange on an older server
-- unclaimed before 14
CREATE TABLE t (a text);
ALTER TABLE t ADD COLUMN b int4multirange;
-- case: function with BEGIN ATOMIC on an older server
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;
-- case: publication of some columns on an older server
-- unclaimed before 15
CREATE TABLE t (a int);
CREATE PUBLICATION p FOR TABLE t (a);
-- case: publication of a schema on an older server
-- unclaimed before 15
CREATE SCHEMA s;
CREATE PUBLICATION p FOR TABLES IN SCHEMA s;
-- case: json_table on an older server
-- unclaimed before 17
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT * FROM json_table('[1]', '$[*]' COLUMNS (a int PATH '$')) AS j;
-- case: ALTER INDEX of a table that is not there
CREATE TABLE t (a int);
ALTER TABLE nope SET (fillfactor = 50);
-- case: ALTER VIEW of a table
CREATE TABLE t (a int);
ALTER VIEW t RENAME TO u;
-- case: ALTER TABLE RENAME of a view
CREATE VIEW v AS SELECT 1 AS a;
ALTER TABLE v RENAME TO u;
-- case: ALTER INDEX RENAME of a table
CREATE TABLE t (a int);
ALTER INDEX t RENAME TO u;
-- case: ALTER SEQUENCE of a table
CREATE TABLE t (a int);
ALTER SEQUENCE t RESTART;
-- case: rename of a function that is not there
CREATE TABLE t (a int);
ALTER FUNCTION nope() RENAME TO f;
-- case: rename of a function onto another
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'select 1';
ALTER FUNCTION f() RENAME TO g;
-- case: rename of a trigger that is not there
CREATE TABLE t (a int);
ALTER TRIGGER nope ON t RENAME TO x;
-- case: rename of a policy that is not there
CREATE TABLE t (a int);
ALTER POLICY nope ON t RENAME TO x;
-- case: rename of a policy onto another
CREATE TABLE t (a int);
CREATE POLICY p ON t;
CREATE POLICY q ON t;
ALTER POLICY p ON t RENAME TO q;
-- case: rename of a trigger onto another
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER p BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER q BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TRIGGER p ON t RENAME TO q;
-- case: rename of a schema that is not there
CREATE TABLE t (a int);
ALTER SCHEMA nope RENAME TO x;
-- case: rename of an attribute that is not there
CREATE TYPE c AS (a int);
ALTER TYPE c RENAME ATTRIBUTE b TO d;
-- case: attribute that is there already
CREATE TYPE c AS (a int);
ALTER TYPE c ADD ATTRIBUTE a int;
-- case: attribute that is dropped and not there
CREATE TYPE c AS (a int);
ALTER TYPE c DROP ATTRIBUTE b;
-- case: attribute type of a composite that a table uses
CREATE TYPE c AS (a int);
CREATE TABLE t (x c);
ALTER TYPE c ALTER ATTRIBUTE a TYPE bigint;
-- case: enum value of a type that is no enum
CREATE DOMAIN d AS int;
ALTER TYPE d ADD VALUE 'a';
-- case: rename of an enum value that is not there
CREATE TYPE mood AS ENUM ('a', 'b');
ALTER TYPE mood RENAME VALUE 'c' TO 'd';
-- case: enum label twice
CREATE TABLE t (a int);
CREATE TYPE mood AS ENUM ('a', 'a');
-- case: domain that is there already
CREATE DOMAIN d AS int;
CREATE DOMAIN d AS text;
-- case: domain constraint that is not there
CREATE DOMAIN d AS int;
ALTER DOMAIN d DROP CONSTRAINT c;
-- case: domain constraint that is there already
CREATE DOMAIN d AS int CONSTRAINT c CHECK (value > 0);
ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 1);
-- case: ALTER DOMAIN of an enum
CREATE TYPE mood AS ENUM ('a', 'b');
ALTER DOMAIN mood SET NOT NULL;
-- case: type under the name of a table
CREATE TABLE t (a int);
CREATE TYPE t AS ENUM ('a');
-- case: table under the name of a type
CREATE TYPE t AS ENUM ('a');
CREATE TABLE t (a int);
-- case: table under the name of a composite type
CREATE TYPE t AS (a int);
CREATE TABLE t (a int);
-- case: function in a schema that is not there
CREATE TABLE t (a int);
CREATE FUNCTION nope.f() RETURNS int LANGUAGE sql AS 'select 1';
-- case: table in a schema that is not there
CREATE TABLE t (a int);
CREATE TABLE nope.t (a int);
-- case: type in a schema that is not there
CREATE TABLE t (a int);
CREATE TYPE nope.t AS ENUM ('a');
-- case: view in a schema that is not there
CREATE TABLE t (a int);
CREATE VIEW nope.v AS SELECT a FROM t;
-- case: sequence in a schema that is not there
CREATE TABLE t (a int);
CREATE SEQUENCE nope.s;
-- case: table in a schema that is there
CREATE SCHEMA s;
CREATE TABLE s.t (a int);
-- case: sequence that is there already
CREATE SEQUENCE s;
CREATE SEQUENCE s;
-- case: sequence owned by a column that is not there
CREATE TABLE t (a int);
CREATE SEQUENCE s;
ALTER SEQUENCE s OWNED BY t.b;
-- case: sequence created as owned by a column that is not there
CREATE TABLE t (a int);
CREATE SEQUENCE s OWNED BY t.b;
-- case: statistics that are there already
CREATE TABLE t (a int, b int);
CREATE STATISTICS st ON a, b FROM t;
CREATE STATISTICS st ON a, b FROM t;
-- case: statistics on a column that is not there
CREATE TABLE t (a int, b int);
CREATE STATISTICS st ON a, c FROM t;
-- case: publication that is there already
CREATE PUBLICATION p;
CREATE PUBLICATION p;
-- case: aggregate that is there already
CREATE AGGREGATE agg (int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE agg (int) (SFUNC = int4pl, STYPE = int);
-- case: operator that is there already
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
-- case: collation that is there already
CREATE COLLATION co FROM "C";
CREATE COLLATION co FROM "C";
-- case: drop of a collation that is not there
-- unclaimed
CREATE TABLE t (a int);
DROP COLLATION nope;
-- case: drop of a publication that is not there
-- unclaimed
CREATE TABLE t (a int);
DROP PUBLICATION nope;
-- case: drop of statistics that are not there
CREATE TABLE t (a int);
DROP STATISTICS nope;
-- case: drop of an aggregate that is not there
CREATE TABLE t (a int);
DROP AGGREGATE nope (int);
-- case: drop of an operator that is not there
CREATE TABLE t (a int);
DROP OPERATOR === (int, int);
-- case: drop of an event trigger that is not there
-- unclaimed
CREATE TABLE t (a int);
DROP EVENT TRIGGER nope;
-- case: drop of a server that is not there
-- unclaimed
CREATE TABLE t (a int);
DROP SERVER nope;
-- case: comment on a table that is not there
CREATE TABLE t (a int);
COMMENT ON TABLE nope IS 'x';
-- case: comment on a view that is a table
CREATE TABLE t (a int);
COMMENT ON VIEW t IS 'x';
-- case: comment on a function that is not there
CREATE TABLE t (a int);
COMMENT ON FUNCTION nope() IS 'x';
-- case: comment on an index that is not there
CREATE TABLE t (a int);
COMMENT ON INDEX nope IS 'x';
-- case: comment on a constraint that is not there
CREATE TABLE t (a int);
COMMENT ON CONSTRAINT c ON t IS 'x';
-- case: comment on a type that is not there
CREATE TABLE t (a int);
COMMENT ON TYPE nope IS 'x';
-- case: grant on a function that is not there
CREATE TABLE t (a int);
GRANT EXECUTE ON FUNCTION nope() TO public;
-- case: grant on a schema that is not there
CREATE TABLE t (a int);
GRANT USAGE ON SCHEMA nope TO public;
-- case: grant on a sequence that is not there
CREATE TABLE t (a int);
GRANT USAGE ON SEQUENCE nope TO public;
-- case: grant of a column that is not there
CREATE TABLE t (a int);
GRANT SELECT (b) ON t TO public;
-- case: owner of a table that is not there
CREATE TABLE t (a int);
ALTER TABLE nope OWNER TO CURRENT_USER;
-- case: owner of a function that is not there
CREATE TABLE t (a int);
ALTER FUNCTION nope() OWNER TO CURRENT_USER;
-- case: owner of a type that is not there
CREATE TABLE t (a int);
ALTER TYPE nope OWNER TO CURRENT_USER;
-- case: volatility of a function that is not there
CREATE TABLE t (a int);
ALTER FUNCTION nope() IMMUTABLE;
-- case: policy with a column that is not there
CREATE TABLE t (a int);
CREATE POLICY p ON t USING (b > 0);
-- case: policy of a view
CREATE VIEW v AS SELECT 1 AS a;
CREATE POLICY p ON v USING (true);
-- case: rule that is there already
CREATE TABLE t (a int);
CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING;
CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING;
-- case: row security of a view
CREATE VIEW v AS SELECT 1 AS a;
ALTER TABLE v ENABLE ROW LEVEL SECURITY;
-- case: index on an expression with a column that is not there
CREATE TABLE t (a text);
CREATE INDEX ON t (lower(b));
-- case: index on an expression
CREATE TABLE t (a text);
CREATE INDEX ON t (lower(a));
-- case: index WHERE with a column that is not there
CREATE TABLE t (a text);
CREATE INDEX ON t (a) WHERE b > 0;
-- case: index on an expression that is not immutable
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t ((now() - a));
-- case: index WHERE that is not immutable
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t (a) WHERE a > now();
-- case: index of an access method without unique
CREATE TABLE t (a text[]);
CREATE UNIQUE INDEX ON t USING gin (a);
-- case: index of an access method that is not there
-- unclaimed
CREATE TABLE t (a text[]);
CREATE INDEX ON t USING nope (a);
-- case: gin index of text
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (a);
-- case: gin index of an array
CREATE TABLE t (a text[]);
CREATE INDEX ON t USING gin (a);
-- case: btree index of json
CREATE TABLE t (a json);
CREATE INDEX ON t (a);
-- case: unique constraint of json
CREATE TABLE t (a json);
ALTER TABLE t ADD UNIQUE (a);
-- case: btree index of jsonb
CREATE TABLE t (a jsonb);
CREATE INDEX ON t (a);
-- case: index CONCURRENTLY of a partitioned table
-- unclaimed
-- outside of a transaction
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE INDEX CONCURRENTLY ON t (a);
-- case: check that is not boolean
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (a);
-- case: check with a sub-select
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (a IN (SELECT 1));
-- case: check with an aggregate
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (max(a) > 0);
-- case: foreign key to another temporary table
CREATE TEMPORARY TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
-- case: foreign key of a permanent to an unlogged table
CREATE UNLOGGED TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
-- case: foreign key to an enum of another type
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE mood2 AS ENUM ('a');
CREATE TABLE t (a mood PRIMARY KEY);
CREATE TABLE u (a mood2 REFERENCES t);
-- case: foreign key to an enum
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood PRIMARY KEY);
CREATE TABLE u (a mood REFERENCES t);
-- case: foreign key of text to an enum
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood PRIMARY KEY);
CREATE TABLE u (a text REFERENCES t);
-- case: foreign key of an array to its element
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int[] REFERENCES t);
-- case: foreign key of a domain
CREATE DOMAIN d AS int;
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a d REFERENCES t);
-- case: foreign key of a domain over text
CREATE DOMAIN d AS text;
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a d REFERENCES t);
-- case: foreign key to a primary key that was dropped
CREATE TABLE t (a int PRIMARY KEY);
ALTER TABLE t DROP CONSTRAINT t_pkey;
CREATE TABLE u (a int REFERENCES t (a));
-- case: foreign key with a column that is not there
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int, FOREIGN KEY (b) REFERENCES t);
-- case: foreign key that is there already
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int CONSTRAINT c REFERENCES t);
ALTER TABLE u ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES t;
-- case: foreign key ON DELETE SET NULL to a generated column
-- unclaimed
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int, b int GENERATED ALWAYS AS (a) STORED REFERENCES t ON DELETE SET NULL);
-- case: NOT VALID of a unique constraint
CREATE TABLE t (a int);
ALTER TABLE t ADD UNIQUE (a) NOT VALID;
-- case: VALIDATE of a unique constraint
CREATE TABLE t (a int UNIQUE);
ALTER TABLE t VALIDATE CONSTRAINT t_a_key;
-- case: VALIDATE of a constraint that is not there
CREATE TABLE t (a int);
ALTER TABLE t VALIDATE CONSTRAINT nope;
-- case: ALTER CONSTRAINT of a check
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0));
ALTER TABLE t ALTER CONSTRAINT c DEFERRABLE;
-- case: primary key with the same column twice
CREATE TABLE x (a int);
CREATE TABLE t (a int, PRIMARY KEY (a, a));
-- case: primary key of an index that leaves NULLs
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t ADD PRIMARY KEY USING INDEX i;
-- case: LIKE of a table that is not there
CREATE TABLE x (a int);
CREATE TABLE t (LIKE nope);
-- case: INHERITS of a table that is not there
CREATE TABLE x (a int);
CREATE TABLE t () INHERITS (nope);
-- case: INHERITS of a partitioned table
CREATE TABLE x (a int) PARTITION BY LIST (a);
CREATE TABLE t () INHERITS (x);
-- case: INHERITS with another type
CREATE TABLE x (a int);
CREATE TABLE t (a text) INHERITS (x);
-- case: partition of a table that is not there
CREATE TABLE x (a int);
CREATE TABLE t PARTITION OF nope FOR VALUES IN (1);
-- case: partition that overlaps
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
CREATE TABLE t2 PARTITION OF t FOR VALUES IN (1);
-- case: partition ranges that overlap
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (5) TO (20);
-- case: partition ranges that follow
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);
-- case: partition with the wrong bounds
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
-- case: default partition twice
CREATE TABLE t (a int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t DEFAULT;
CREATE TABLE t2 PARTITION OF t DEFAULT;
-- case: partition key of a column that is not there
CREATE TABLE x (a int);
CREATE TABLE t (a int) PARTITION BY LIST (b);
-- case: TRUNCATE of a view
CREATE VIEW v AS SELECT 1 AS a;
TRUNCATE v;
-- case: LOCK of a table that is not there
CREATE TABLE t (a int);
LOCK TABLE nope;
-- case: CLUSTER on an index that is not there
CREATE TABLE t (a int);
CLUSTER t USING nope;
-- case: replica identity of an index that is not there
CREATE TABLE t (a int);
ALTER TABLE t REPLICA IDENTITY USING INDEX nope;
-- case: ADD COLUMN to a view
CREATE VIEW v AS SELECT 1 AS a;
ALTER TABLE v ADD COLUMN b int;
-- case: ADD COLUMN to a partition
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t1 ADD COLUMN b int;
-- case: ADD COLUMN under the name of a system column
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN ctid int;
-- case: INCLUDE with a column that is not there
CREATE TABLE t (a int);
CREATE INDEX ON t (a) INCLUDE (b);
-- case: SET SCHEMA of a type where the name is taken
CREATE SCHEMA s;
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE s.mood AS ENUM ('a');
ALTER TYPE mood SET SCHEMA s;
-- case: CREATE TABLE AS onto another
CREATE TABLE t (a int);
CREATE TABLE t AS SELECT 1 AS b;
-- case: CREATE TABLE AS from a table that is not there
CREATE TABLE t (a int);
CREATE TABLE u AS SELECT a FROM nope;
-- case: DEFERRABLE check
CREATE TABLE x (a int);
CREATE TABLE t (a int CHECK (a > 0) DEFERRABLE);
