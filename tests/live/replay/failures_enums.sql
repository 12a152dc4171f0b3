-- case: enum value used in the next transaction
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood);
INSERT INTO t (m) VALUES ('b');
-- case: other enum value used in the transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; INSERT INTO t (m) VALUES ('a');
-- case: the same word in a column of text
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x text);
ALTER TYPE mood ADD VALUE 'b'; INSERT INTO t (x) VALUES ('b');
-- case: the same word in a column of text, by place
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x text);
ALTER TYPE mood ADD VALUE 'b'; INSERT INTO t VALUES ('a', 'b');
-- case: enum value inserted by place
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (x int, m mood);
ALTER TYPE mood ADD VALUE 'b'; INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- case: enum value that a query gives
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (x int, m mood);
CREATE TABLE u (x int);
ALTER TYPE mood ADD VALUE 'b'; INSERT INTO t (x, m) SELECT x, 'b' FROM u;
-- case: enum value added where it was already
-- in a transaction
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b'; INSERT INTO t (m) VALUES ('b');
-- case: enum value that another enum has, too
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE state AS ENUM ('a', 'b');
CREATE TABLE t (m mood, s state);
ALTER TYPE mood ADD VALUE 'b'; UPDATE t SET s = 'b';
-- case: renamed enum value used in its transaction
-- in a transaction
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (m mood);
ALTER TYPE mood RENAME VALUE 'b' TO 'c'; INSERT INTO t (m) VALUES ('c');
-- case: enum value in a WHERE
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; DELETE FROM t WHERE m IN ('a', 'b');
-- case: enum value in an array
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; DELETE FROM t WHERE m = ANY (ARRAY['a', 'b']::mood[]);
-- case: enum value compared as text
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; DELETE FROM t WHERE m::text = 'b';
-- case: enum value as the default of a new column
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a int);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ADD COLUMN m mood NOT NULL DEFAULT 'b';
-- case: enum value in a domain
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN d AS mood;
CREATE TABLE t (a int);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ADD COLUMN m d DEFAULT 'b';
-- case: enum value in a view
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; CREATE VIEW v AS SELECT m FROM t WHERE m = 'b';
-- case: enum value in a policy
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
ALTER TYPE mood ADD VALUE 'b'; CREATE POLICY p ON t USING (m <> 'b');
-- case: enum value as an argument
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION f(m mood) RETURNS int LANGUAGE sql AS 'select 1';
CREATE TABLE t (a int);
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ALTER COLUMN a SET DEFAULT f('b');
-- case: enum made and used in one transaction
-- in a transaction
CREATE TABLE x (a int);
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood DEFAULT 'b');
-- case: enum value by CASE
-- in a transaction
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood, x text);
ALTER TYPE mood ADD VALUE 'b'; UPDATE t SET m = 'a' WHERE (CASE x WHEN 'b' THEN 'a' ELSE 'c' END) = 'a';
