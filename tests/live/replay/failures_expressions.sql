-- case: index on the day of a timestamp
CREATE TABLE t (a timestamp);
CREATE INDEX ON t ((a::date));
-- case: index on the day of a timestamp with time zone
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t ((a::date));
-- case: index on the day of a timestamp with time zone at a place
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t (((a AT TIME ZONE 'UTC')::date));
-- case: index on date_trunc of a timestamp
CREATE TABLE t (a timestamp);
CREATE INDEX ON t (date_trunc('day', a));
-- case: index on date_trunc of a timestamp with time zone
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t (date_trunc('day', a));
-- case: index on date_trunc of a timestamp with time zone at a place
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t (date_trunc('day', a, 'UTC'));
-- case: index on the date of a timestamp with time zone
CREATE TABLE t (a timestamptz);
CREATE INDEX ON t (date(a));
-- case: index on the date of a timestamp
CREATE TABLE t (a timestamp);
CREATE INDEX ON t (date(a));
-- case: index on a date of text
CREATE TABLE t (a text);
CREATE INDEX ON t ((a::date));
-- case: index on text of a date
CREATE TABLE t (a date);
CREATE INDEX ON t ((a::text));
-- case: index on text of a number
CREATE TABLE t (a int);
CREATE INDEX ON t ((a::text));
-- case: index WHERE later than a constant
CREATE TABLE t (a timestamptz, b int);
CREATE INDEX ON t (b) WHERE a > '2020-01-01'::timestamptz;
-- case: index on a concatenation
CREATE TABLE t (a text, b text);
CREATE INDEX ON t ((a || ' ' || b));
-- case: index on concat
CREATE TABLE t (a text, b text);
CREATE INDEX ON t (concat(a, ' ', b));
-- case: index on to_tsvector with a configuration
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (to_tsvector('english', a));
-- case: index on to_tsvector without a configuration
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (to_tsvector(a));
-- case: index on a function that is not immutable
CREATE TABLE t (a text);
CREATE FUNCTION f(x text) RETURNS text LANGUAGE plpgsql AS 'begin return x; end';
CREATE INDEX ON t (f(a));
-- case: index on a function that is immutable
CREATE TABLE t (a text);
CREATE FUNCTION f(x text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'begin return x; end';
CREATE INDEX ON t (f(a));
-- case: index on a simple function that says nothing
CREATE TABLE t (a text);
CREATE FUNCTION f(x text) RETURNS text LANGUAGE sql AS 'select lower(x)';
CREATE INDEX ON t (f(a));
-- case: index on a function that is not there
CREATE TABLE t (a text);
CREATE INDEX ON t (nope(a));
-- case: index on a cast in the form of a function
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a text, b mood);
CREATE INDEX ON t (int4(length(a)));
-- case: index on a row
CREATE TABLE t (a int);
CREATE FUNCTION f(x t) RETURNS int IMMUTABLE LANGUAGE sql AS 'select 1';
CREATE INDEX ON t (f(t));
-- case: generated column of text with concat_ws
CREATE TABLE t (a text, b text);
ALTER TABLE t ADD COLUMN c text GENERATED ALWAYS AS (concat_ws(' ', a, b)) STORED;
-- case: generated column of text with an operator
CREATE TABLE t (a text, b text);
ALTER TABLE t ADD COLUMN c text GENERATED ALWAYS AS (coalesce(a, '') || ' ' || coalesce(b, '')) STORED;
-- case: generated column of one with a default
CREATE TABLE t (a int DEFAULT 1);
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) STORED;
-- case: generated column of itself
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (b + 1) STORED;
-- case: generated columns of a new table
CREATE TABLE x (a int);
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED, c int GENERATED ALWAYS AS (b + 1) STORED);
-- case: default that is a word without quotes
CREATE TABLE x (a int);
CREATE TABLE t (a text DEFAULT active);
-- case: default that is a word in double quotes
CREATE TABLE t (a text);
ALTER TABLE t ALTER COLUMN a SET DEFAULT "active";
-- case: default of the current user
CREATE TABLE x (a int);
CREATE TABLE t (a text DEFAULT user, b text DEFAULT current_user, c timestamptz DEFAULT current_timestamp);
-- case: default with a sub-select
CREATE TABLE x (a int);
CREATE TABLE t (a int DEFAULT (SELECT 1));
-- case: default with a function that is not there
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b uuid DEFAULT nope();
-- case: default with a function of the application
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
ALTER TABLE t ADD COLUMN b int DEFAULT f();
-- case: default of a boolean in other words
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b boolean DEFAULT 'ON', ADD COLUMN c boolean DEFAULT ' tr ', ADD COLUMN d boolean DEFAULT 'No', ADD COLUMN e boolean DEFAULT '1';
-- case: default of a boolean that begins as one
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b boolean DEFAULT 'o';
-- case: default of a timestamp in a word
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b timestamp DEFAULT 'epoch', ADD COLUMN c date DEFAULT 'today';
-- case: default of a timestamp of zeros
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b timestamp DEFAULT '0000-00-00 00:00:00';
-- case: default of a number that is empty
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b numeric DEFAULT '';
-- case: identity column of a number
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b numeric GENERATED BY DEFAULT AS IDENTITY;
-- case: identity column to bigint
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: identity for a column of text
CREATE TABLE t (a text NOT NULL);
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
-- case: check of a boolean
CREATE TABLE t (a boolean);
ALTER TABLE t ADD CHECK (a);
-- case: check with now
CREATE TABLE t (a timestamptz);
ALTER TABLE t ADD CHECK (a < now());
-- case: check with a function that is not there
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (nope(a));
-- case: check with a system column
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (tableoid > 0);
-- case: USING of another column
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER COLUMN a TYPE int USING b;
-- case: INSERT of DEFAULT into a generated column
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO t (a, b) VALUES (1, DEFAULT);
-- case: INSERT into a generated column by place
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO t VALUES (1, 2);
-- case: INSERT of all but the generated column by place
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO t VALUES (1);
-- case: INSERT OVERRIDING into an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
INSERT INTO t (a, b) OVERRIDING SYSTEM VALUE VALUES (1, 2);
-- case: INSERT into an identity column by default
CREATE TABLE t (a int GENERATED BY DEFAULT AS IDENTITY, b int);
INSERT INTO t (a, b) VALUES (1, 2);
-- case: INSERT of a query into an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
INSERT INTO t (a, b) SELECT 1, 2;
-- case: INSERT of a star into an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
CREATE TABLE u (a int, b int);
INSERT INTO t (a, b) SELECT * FROM u;
-- case: UPDATE of an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
UPDATE t SET a = 2;
-- case: UPDATE of an identity column to its default
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);
UPDATE t SET a = DEFAULT;
-- case: UPDATE of elements of an array
CREATE TABLE t (a int[]);
UPDATE t SET a[1] = 2, a[2] = 3;
-- case: INSERT with fewer values than columns
CREATE TABLE t (a int, b int);
INSERT INTO t (a, b) VALUES (1);
-- case: INSERT by place with more values than columns
CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1, 2, 3);
-- case: INSERT by place with fewer values
CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1);
-- case: INSERT of a query with more columns
CREATE TABLE t (a int, b int);
INSERT INTO t (a) SELECT 1, 2;
-- case: INSERT of a star of as many columns
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int, b int);
INSERT INTO t (a, b) SELECT u.* FROM u;
-- case: INSERT from a CTE
CREATE TABLE t (a int, b int);
WITH c AS (SELECT 1 AS x) INSERT INTO t (a) SELECT x FROM c;
-- case: UPDATE with a column of another table
CREATE TABLE t (a int, b int);
CREATE TABLE u (c int);
UPDATE t SET a = 1 FROM u WHERE c = b;
-- case: UPDATE with a column that is not there
CREATE TABLE t (a int, b int);
UPDATE t SET a = 1 WHERE c = b;
-- case: DELETE with a column of an alias
CREATE TABLE t (a int, b int);
DELETE FROM t AS x WHERE x.a = 1 AND x.ctid IS NOT NULL;
-- case: DELETE with a sub-select
CREATE TABLE t (a int, b int);
CREATE TABLE u (c int);
DELETE FROM t WHERE EXISTS (SELECT 1 FROM u WHERE c = b);
-- case: policy with a sub-select
CREATE TABLE t (a int);
CREATE TABLE u (c int);
CREATE POLICY p ON t USING (EXISTS (SELECT 1 FROM u WHERE c = a));
