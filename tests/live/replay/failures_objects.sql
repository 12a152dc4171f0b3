-- case: comment on an index
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
COMMENT ON INDEX i IS 'x';
-- case: comment on an index that is a table
CREATE TABLE t (a int);
COMMENT ON INDEX t IS 'x';
-- case: comment on a sequence of a serial column
CREATE TABLE t (a serial);
COMMENT ON SEQUENCE t_a_seq IS 'x';
-- case: comment on a constraint
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0));
COMMENT ON CONSTRAINT c ON t IS 'x';
-- case: comment on a trigger that is not there
CREATE TABLE t (a int);
COMMENT ON TRIGGER nope ON t IS 'x';
-- case: comment on a policy
CREATE TABLE t (a int);
CREATE POLICY p ON t;
COMMENT ON POLICY p ON t IS 'x';
-- case: comment on the domain that is an enum
CREATE TYPE mood AS ENUM ('a');
COMMENT ON DOMAIN mood IS 'x';
-- case: comment on a type that is a domain
CREATE DOMAIN d AS int;
COMMENT ON TYPE d IS 'x';
-- case: comment on a type of the server
CREATE TABLE t (a int);
COMMENT ON TYPE int4 IS 'x';
-- case: comment on a column of a composite type
CREATE TYPE c AS (a int);
COMMENT ON COLUMN c.a IS 'x';
-- case: comment on a column of a view
CREATE VIEW v AS SELECT 1 AS a;
COMMENT ON COLUMN v.a IS 'x';
-- case: comment on a materialized view that is a view
CREATE VIEW v AS SELECT 1 AS a;
COMMENT ON MATERIALIZED VIEW v IS 'x';
-- case: comment on a schema that is not there
CREATE TABLE t (a int);
COMMENT ON SCHEMA nope IS 'x';
-- case: grant on a table that is a sequence
CREATE SEQUENCE s;
GRANT SELECT ON s TO public;
-- case: grant on a sequence that is a table
CREATE TABLE t (a int);
GRANT SELECT ON SEQUENCE t TO public;
-- case: grant of a column
CREATE TABLE t (a int, b int);
GRANT SELECT (a, b) ON t TO public;
-- case: grant on all tables of a schema that is not there
CREATE TABLE t (a int);
GRANT SELECT ON ALL TABLES IN SCHEMA nope TO public;
-- case: default privileges in a schema that is not there
CREATE TABLE t (a int);
ALTER DEFAULT PRIVILEGES IN SCHEMA nope GRANT SELECT ON TABLES TO public;
-- case: owner of a view by ALTER TABLE
CREATE VIEW v AS SELECT 1 AS a;
ALTER TABLE v OWNER TO CURRENT_USER;
-- case: owner of a table by ALTER VIEW
CREATE TABLE t (a int);
ALTER VIEW t OWNER TO CURRENT_USER;
-- case: rename of a table by ALTER INDEX
CREATE TABLE t (a int);
ALTER INDEX t RENAME TO u;
-- case: rename of a view by ALTER TABLE
CREATE VIEW v AS SELECT 1 AS a;
ALTER TABLE v RENAME TO w;
-- case: rename of a sequence by ALTER VIEW
CREATE SEQUENCE s;
ALTER VIEW s RENAME TO w;
-- case: SET SCHEMA of a view that is a table
CREATE SCHEMA s;
CREATE TABLE t (a int);
ALTER VIEW t SET SCHEMA s;
-- case: REINDEX of an index that is not there
CREATE TABLE t (a int);
REINDEX INDEX nope;
-- case: CLUSTER on an index
CREATE TABLE t (a int PRIMARY KEY);
CLUSTER t USING t_pkey;
-- case: replica identity of an index
CREATE TABLE t (a int PRIMARY KEY);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
-- case: rename of a rule
CREATE TABLE t (a int);
CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING;
ALTER RULE r ON t RENAME TO q;
-- case: attribute renamed
CREATE TYPE c AS (a int, b int);
ALTER TYPE c RENAME ATTRIBUTE b TO d;
-- case: attribute renamed onto another
CREATE TYPE c AS (a int, b int);
ALTER TYPE c RENAME ATTRIBUTE b TO a;
-- case: attribute type of a composite that a dropped table used
CREATE TYPE c AS (a int);
CREATE TABLE t (x c);
DROP TABLE t;
ALTER TYPE c ALTER ATTRIBUTE a TYPE bigint;
-- case: attribute dropped IF EXISTS
CREATE TYPE c AS (a int, b int);
ALTER TYPE c DROP ATTRIBUTE IF EXISTS nope;
-- case: domain constraint dropped under its generated name
CREATE DOMAIN d AS int CHECK (value > 0);
ALTER DOMAIN d DROP CONSTRAINT d_check;
-- case: table in a schema that was made
CREATE SCHEMA s;
CREATE TABLE t (a int);
CREATE TABLE s.t (a int);
-- case: table in a schema that was dropped
CREATE SCHEMA s;
CREATE TABLE t (a int);
DROP SCHEMA s;
CREATE TABLE s.t (a int);
-- case: table in the schema of temporary tables
CREATE TABLE t (a int);
CREATE TABLE pg_temp.u (a int);

-- case: the second of several tables to drop is not there
CREATE TABLE a (x int);
DROP TABLE a, nothing;

-- case: a partition that is named besides its table
CREATE TABLE p (x int) PARTITION BY RANGE (x);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
DROP TABLE p, p1;

-- case: the second of several types to drop is not there
CREATE TYPE mood AS ENUM ('x');
DROP TYPE mood, nothing;

-- case: the second of several functions to drop is not there
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION f(), nothing();
