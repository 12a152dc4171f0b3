-- case: drop of a column that a view of a view uses
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a AS x, b FROM t;
CREATE VIEW w AS SELECT x FROM v;
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column of a table whose view has a star
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT * FROM t;
ALTER TABLE t DROP COLUMN b;
-- case: drop of a column that came after the view's star
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT * FROM t;
ALTER TABLE t ADD COLUMN b int;
ALTER TABLE t DROP COLUMN b;
-- case: drop of a column that a materialized view uses in WHERE
CREATE TABLE t (a int, b int);
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WHERE b > 0;
ALTER TABLE t DROP COLUMN b;
-- case: drop of a column that a view uses after a rename
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE t RENAME COLUMN a TO c;
ALTER TABLE t DROP COLUMN c;
-- case: drop of a column whose view is gone
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
DROP VIEW v;
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column with CASCADE
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE t DROP COLUMN a CASCADE;
-- case: drop of a column that a rule uses
CREATE TABLE t (a int, b int);
CREATE TABLE log (x int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column that a rule does not use
CREATE TABLE t (a int, b int);
CREATE TABLE log (x int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
ALTER TABLE t DROP COLUMN b;
-- case: drop of a column of another table that a rule fills
CREATE TABLE t (a int, b int);
CREATE TABLE log (x int, y int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log (x) VALUES (NEW.a);
ALTER TABLE log DROP COLUMN x;
-- case: new type of a column that a rule uses
CREATE TABLE t (a int, b int);
CREATE TABLE log (x int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: drop of a table that a rule fills
CREATE TABLE t (a int, b int);
CREATE TABLE log (x int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
DROP TABLE log;
-- case: drop of a table with a rule
CREATE TABLE t (a int, b int);
CREATE TABLE log (x int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
DROP TABLE t;
-- case: drop of a column that a policy of another table uses
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int);
CREATE POLICY p ON u USING (EXISTS (SELECT 1 FROM t WHERE t.b = u.a));
ALTER TABLE t DROP COLUMN b;
-- case: drop of a table that a policy of another table reads
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int);
CREATE POLICY p ON u USING (EXISTS (SELECT 1 FROM t WHERE t.b = u.a));
DROP TABLE t;
-- case: drop of a table with a policy of its own
CREATE TABLE t (a int, b int);
CREATE POLICY p ON t USING (a > 0);
DROP TABLE t;
-- case: drop of a function that a policy calls
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS boolean LANGUAGE sql STABLE AS 'select true';
CREATE POLICY p ON t USING (f());
DROP FUNCTION f();
-- case: new type of a column that a policy uses
CREATE TABLE t (a int, b int);
CREATE POLICY p ON t USING (a > 0);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: new type of a column that a policy does not use
CREATE TABLE t (a int, b int);
CREATE POLICY p ON t USING (a > 0);
ALTER TABLE t ALTER COLUMN b TYPE bigint;
-- case: new type of a column that the WHEN of a trigger uses
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION f();
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: drop of a column that the WHEN of a trigger uses
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION f();
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column that the WHEN of a trigger does not use
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION f();
ALTER TABLE t DROP COLUMN b;
-- case: new type of a column with an index, a check and a default
CREATE TABLE t (a int DEFAULT 3 CHECK (a > 0));
CREATE INDEX ON t (a);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: new type of a column in the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: new type of a column beside the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
ALTER TABLE t ALTER COLUMN b TYPE bigint;
-- case: drop of a column in the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column in an expression of the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST ((a + 1));
ALTER TABLE t DROP COLUMN a;
-- case: new type of a generated column itself
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
ALTER TABLE t ALTER COLUMN b TYPE bigint;
-- case: new type of a column of a view
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE v ALTER COLUMN a TYPE bigint;
-- case: new type of a column of a table whose row type another has
CREATE TABLE t (a int);
CREATE TABLE u (r t);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: drop of a column of a table whose row type another has
CREATE TABLE t (a int, b int);
CREATE TABLE u (r t);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a table whose row type another has
CREATE TABLE t (a int);
CREATE TABLE u (r t);
DROP TABLE t;
-- case: drop of a table whose row type a function has
CREATE TABLE t (a int);
CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql AS 'select 1';
DROP TABLE t;
-- case: drop of a table whose rows a function returns
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE plpgsql AS 'begin return; end';
DROP TABLE t;
-- case: drop of a table that the body of a function names
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'select count(*) from t';
DROP TABLE t;
-- case: drop of a view that a view reads
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT a FROM v;
DROP VIEW v;
-- case: drop of two views together
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT a FROM v;
DROP VIEW v, w;
-- case: drop of a materialized view that a view reads
CREATE TABLE t (a int);
CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT a FROM v;
DROP MATERIALIZED VIEW v;
-- case: drop of a view with its own trigger
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
DROP VIEW v;
-- case: drop of a function that a view calls
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE VIEW v AS SELECT f() AS a;
DROP FUNCTION f();
-- case: drop of a function that a default calls
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TABLE t (a int DEFAULT f());
DROP FUNCTION f();
-- case: drop of a function that a check calls
CREATE FUNCTION f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true';
CREATE TABLE t (a int CHECK (f(a)));
DROP FUNCTION f(int);
-- case: drop of a function that an index calls
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE TABLE t (a int);
CREATE INDEX ON t (f(a));
DROP FUNCTION f(int);
-- case: drop of a function that a generated column calls
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (f(a)) STORED);
DROP FUNCTION f(int);
-- case: drop of a function whose default is gone
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TABLE t (a int DEFAULT f());
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
DROP FUNCTION f();
-- case: drop of a function whose trigger is gone
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
DROP TRIGGER tr ON t;
DROP FUNCTION f();
-- case: drop of a function that another calls in its body
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'select f()';
DROP FUNCTION f();
-- case: drop of a function with CASCADE
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TABLE t (a int DEFAULT f());
DROP FUNCTION f() CASCADE;
-- case: drop of a function that is not there
CREATE TABLE t (a int);
DROP FUNCTION nope();
-- case: drop of a function with other arguments
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION f(text);
-- case: drop of a function without its arguments
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION f;
-- case: drop of a function of which there are two
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION f;
-- case: drop of a function that is a procedure
CREATE PROCEDURE p() LANGUAGE sql AS 'select 1';
DROP FUNCTION p();
-- case: drop of a procedure that is a function
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
DROP PROCEDURE f();
-- case: drop of a routine
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
DROP ROUTINE f();
-- case: drop of a type that a function takes
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f(m mood) RETURNS int LANGUAGE sql AS 'select 1';
DROP TYPE mood;
-- case: drop of a type that a function returns
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f() RETURNS mood LANGUAGE plpgsql AS 'begin return null; end';
DROP TYPE mood;
-- case: drop of a type whose array a column has
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood[]);
DROP TYPE mood;
-- case: drop of a type that a domain has
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN d AS mood;
DROP TYPE mood;
-- case: drop of a type that a composite has
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE c AS (m mood);
DROP TYPE mood;
-- case: drop of a type that a view casts to
CREATE TYPE mood AS ENUM ('a');
CREATE VIEW v AS SELECT 'a'::mood::text AS x;
DROP TYPE mood;
-- case: drop of a type whose column a default casts to
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood DEFAULT 'a');
ALTER TABLE t ALTER COLUMN a TYPE text;
DROP TYPE mood;
-- case: drop of a type whose default went first
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood DEFAULT 'a');
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
ALTER TABLE t ALTER COLUMN a TYPE text;
DROP TYPE mood;
-- case: drop of a type whose table goes first
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood);
DROP TABLE t;
DROP TYPE mood;
-- case: drop of a domain that a column has
CREATE DOMAIN d AS int;
CREATE TABLE t (a d);
DROP DOMAIN d;
-- case: drop of a domain that nothing has
CREATE DOMAIN d AS int;
DROP DOMAIN d;
-- case: drop of a domain as a type
CREATE DOMAIN d AS int;
DROP TYPE d;
-- case: drop of an enum as a domain
CREATE TYPE mood AS ENUM ('a');
DROP DOMAIN mood;
-- case: drop of a row type
CREATE TABLE t (a int);
DROP TYPE t;
-- case: drop of a sequence that another default uses
CREATE SEQUENCE s;
CREATE TABLE t (a int DEFAULT nextval('s'));
DROP SEQUENCE s;
-- case: drop of a sequence whose default is gone
CREATE SEQUENCE s;
CREATE TABLE t (a int DEFAULT nextval('s'));
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
DROP SEQUENCE s;
-- case: drop of a sequence that a text names
CREATE SEQUENCE s;
CREATE TABLE t (a int DEFAULT nextval('s'::text));
DROP SEQUENCE s;
-- case: drop of a serial column
CREATE TABLE t (a serial, b int);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a serial column whose sequence another default uses
-- unclaimed
CREATE TABLE t (a serial, b int);
CREATE TABLE u (a int DEFAULT nextval('t_a_seq'));
ALTER TABLE t DROP COLUMN a;
-- case: drop of a table whose sequence another default uses
CREATE TABLE t (a serial, b int);
CREATE TABLE u (a int DEFAULT nextval('t_a_seq'));
DROP TABLE t;
-- case: drop of both tables with the sequence
CREATE TABLE t (a serial, b int);
CREATE TABLE u (a int DEFAULT nextval('t_a_seq'));
DROP TABLE t, u;
-- case: drop of an index that a foreign key rests on
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a);
CREATE TABLE u (a int REFERENCES t (a));
DROP INDEX i;
-- case: drop of an index beside that of a foreign key
CREATE TABLE t (a int PRIMARY KEY);
CREATE UNIQUE INDEX i ON t (a);
CREATE TABLE u (a int REFERENCES t (a));
DROP INDEX i;
-- case: drop of an index of a partition
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
CREATE INDEX i ON t (a);
DROP INDEX t1_a_idx;
-- case: drop of an index as a table
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
DROP TABLE i;
-- case: drop of a table as a view
CREATE TABLE t (a int);
DROP VIEW t;
-- case: drop of a materialized view as a view
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
DROP VIEW m;
-- case: drop of a sequence as a table
CREATE SEQUENCE s;
DROP TABLE s;
-- case: drop of a table as a sequence
CREATE TABLE s (a int);
DROP SEQUENCE s;
-- case: drop of a table as a type
CREATE TABLE s (a int);
DROP TYPE s;
-- case: drop of a partition
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
DROP TABLE t1;
-- case: drop of a partition's column
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t1 DROP COLUMN b;
-- case: drop of a constraint that is inherited
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0));
CREATE TABLE u () INHERITS (t);
ALTER TABLE u DROP CONSTRAINT c;
-- case: drop of a partition's primary key
CREATE TABLE t (a int PRIMARY KEY) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t1 DROP CONSTRAINT t1_pkey;
-- case: drop of a partition's foreign key
CREATE TABLE r (a int PRIMARY KEY);
CREATE TABLE t (a int REFERENCES r) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t1 DROP CONSTRAINT t_a_fkey;
-- case: drop of a primary key that a view's GROUP BY needs
-- unclaimed
CREATE TABLE t (a int PRIMARY KEY, b int);
CREATE VIEW v AS SELECT a, b FROM t GROUP BY a;
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- case: drop of a schema with a type
CREATE SCHEMA s;
CREATE TYPE s.mood AS ENUM ('a');
DROP SCHEMA s;
-- case: drop of a schema with a function
CREATE SCHEMA s;
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'select 1';
DROP SCHEMA s;
-- case: drop of an empty schema
CREATE SCHEMA s;
CREATE TABLE s.t (a int);
DROP TABLE s.t;
DROP SCHEMA s;
-- case: drop of a schema that is not there
CREATE TABLE t (a int);
DROP SCHEMA s;
-- case: drop of an extension whose type a column has
CREATE EXTENSION citext;
CREATE TABLE t (a citext);
DROP EXTENSION citext;
-- case: drop of an extension whose function a default calls
CREATE EXTENSION "uuid-ossp";
CREATE TABLE t (a uuid DEFAULT uuid_generate_v4());
DROP EXTENSION "uuid-ossp";
-- case: drop of an extension whose operator class an index has
-- unclaimed
CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (a gin_trgm_ops);
DROP EXTENSION pg_trgm;
-- case: drop of an extension that nothing uses
CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text);
DROP EXTENSION pg_trgm;
-- case: drop of an extension that is not there
CREATE TABLE t (a text);
DROP EXTENSION pg_trgm;
-- case: drop of a rule that is not there
CREATE TABLE t (a int);
DROP RULE r ON t;
-- case: drop of a default that is not there
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
-- case: drop of an identity that is not there
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a DROP IDENTITY;
-- case: drop of an identity that is not there, if it exists
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a DROP IDENTITY IF EXISTS;
-- case: drop of an expression that is not there
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a DROP EXPRESSION;
-- case: SET GENERATED of a column that is no identity
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS;
-- case: DETACH of a table that is no partition
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE u (a int);
ALTER TABLE t DETACH PARTITION u;
-- case: ATTACH of a table that is a partition
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t ATTACH PARTITION t1 FOR VALUES IN (2);
-- case: ATTACH to a plain table
CREATE TABLE t (a int);
CREATE TABLE u (a int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
-- case: ATTACH of a table without a column
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE TABLE u (a int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
-- case: ATTACH of a table with another column
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE u (a int, b int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
-- case: ATTACH of a table with another type
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE u (a bigint);
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
-- case: ATTACH of a table that fits
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE u (a int);
ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (2);
