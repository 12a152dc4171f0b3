-- case: drop of the one of two functions that is meant
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION f(character varying, int);
-- case: drop of a function by another name of its type
CREATE FUNCTION f(a int, b varchar(10), c text[]) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION f(integer, character varying, text[]);
-- case: drop of a function with OUT parameters
CREATE FUNCTION f(a int, OUT b int, OUT c int) LANGUAGE sql AS 'select 1, 2';
DROP FUNCTION f(int);
-- case: drop of a routine that is a procedure
CREATE PROCEDURE p() LANGUAGE sql AS 'select 1';
DROP ROUTINE p();
-- case: drop of an aggregate by its types
CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0');
DROP AGGREGATE total(int);
-- case: drop of a function of a type of the application
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f(m mood) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION f(mood);
-- case: drop of a function whose type was renamed
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f(m mood) RETURNS int LANGUAGE sql AS 'select 1';
ALTER TYPE mood RENAME TO state;
DROP FUNCTION f(state);
-- case: OR REPLACE with the same result by OUT parameters
CREATE FUNCTION f(OUT a int, OUT b text) LANGUAGE sql AS $$select 1, 'x'::text$$;
CREATE OR REPLACE FUNCTION f(OUT a int, OUT b text) RETURNS record LANGUAGE sql AS $$select 2, 'x'::text$$;
-- case: OR REPLACE with another name of the only OUT parameter
CREATE FUNCTION f(OUT a int) LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(OUT b int) LANGUAGE sql AS 'select 1';
-- case: OR REPLACE from a set to one
CREATE FUNCTION f() RETURNS SETOF int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
-- case: OR REPLACE from TABLE of one column to SETOF its type
CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f() RETURNS SETOF int LANGUAGE sql AS 'select 1';
-- case: OR REPLACE that gives a name to a parameter and keeps another
CREATE FUNCTION f(int, b text) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(a int, b text) RETURNS int LANGUAGE sql AS 'select 1';
-- case: OR REPLACE of a function of other arguments
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(b text) RETURNS text LANGUAGE sql AS $$select 'x'::text$$;
-- case: OR REPLACE with a default more and another value
CREATE FUNCTION f(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(a int DEFAULT 0, b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'select 1';
-- case: OR REPLACE of a procedure
CREATE PROCEDURE p(a int) LANGUAGE sql AS 'select 1';
CREATE OR REPLACE PROCEDURE p(a int) LANGUAGE sql AS 'select 2';
-- case: trigger with a function of the server
CREATE TABLE t (a int);
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
-- case: trigger with a function of an extension
CREATE EXTENSION moddatetime;
CREATE TABLE t (a timestamp);
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION moddatetime(a);
-- case: trigger with a function of another name
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
ALTER FUNCTION f() RENAME TO g;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
-- case: trigger with a function that has parameters
CREATE TABLE t (a int);
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(1);
-- case: trigger with arguments
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f('x', 1);
-- case: trigger AFTER a statement on a view
CREATE VIEW v AS SELECT 1 AS a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
CREATE TRIGGER tr AFTER INSERT ON v FOR EACH STATEMENT EXECUTE FUNCTION f();
-- case: trigger INSTEAD OF on a view
CREATE VIEW v AS SELECT 1 AS a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
-- case: trigger on a materialized view
CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
CREATE TRIGGER tr AFTER INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
-- case: all triggers enabled
CREATE TABLE t (a int);
ALTER TABLE t ENABLE TRIGGER ALL;
-- case: rename of a function onto one with other arguments
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'select 1';
ALTER FUNCTION f(int) RENAME TO g;
-- case: SET SCHEMA of a function that is not there
CREATE SCHEMA s;
ALTER FUNCTION nope() SET SCHEMA s;
-- case: ALTER PROCEDURE of a function
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
ALTER PROCEDURE f() RESET ALL;
-- case: grant on a function by its types
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
GRANT EXECUTE ON FUNCTION f(integer) TO public;
-- case: grant on a function with other types
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
GRANT EXECUTE ON FUNCTION f(text) TO public;
-- case: grant on a function of the server
CREATE TABLE t (a int);
GRANT EXECUTE ON FUNCTION lower(text) TO public;
