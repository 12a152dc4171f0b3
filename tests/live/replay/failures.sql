-- case: ALTER of a table that is not there
CREATE TABLE t (a int);
ALTER TABLE nope ADD COLUMN b int;
-- case: ALTER of a table that is there
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int;
-- case: column that is not there
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN nope SET NOT NULL;
-- case: column is dropped twice
CREATE TABLE t (a int, b int);
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN b;
-- case: IF EXISTS
CREATE TABLE t (a int);
ALTER TABLE t DROP COLUMN IF EXISTS b;
-- case: column that is there already
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN a int;
-- case: table that is there already
CREATE TABLE t (a int);
CREATE TABLE t (b int);
-- case: sequence under the name of a table
CREATE TABLE t (a int);
CREATE SEQUENCE t;
-- case: index under a name that is taken
CREATE TABLE t (a int);
CREATE INDEX t_idx ON t (a);
CREATE INDEX t_idx ON t (a);
-- case: index on a column that is not there
CREATE TABLE t (a int);
CREATE INDEX ON t (b);
-- case: index on a view
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE INDEX ON v (a);
-- case: type that is not there
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN m mood;
-- case: type that is there
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN m mood;
-- case: row type of a table
CREATE TABLE r (x int);
CREATE TABLE t (a r);
-- case: type of an extension
CREATE EXTENSION citext;
CREATE TABLE t (a citext);
-- case: enum that is there already
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE mood AS ENUM ('b');
-- case: enum value that is there already
CREATE TYPE mood AS ENUM ('a');
ALTER TYPE mood ADD VALUE 'a';
-- case: enum value next to one that is not there
CREATE TYPE mood AS ENUM ('a');
ALTER TYPE mood ADD VALUE 'c' BEFORE 'b';
-- case: enum value renamed to one that is there
CREATE TYPE mood AS ENUM ('a', 'b');
ALTER TYPE mood RENAME VALUE 'a' TO 'b';
-- case: drop of a column that a view uses
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column that a view does not use
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE t DROP COLUMN b;
-- case: drop of a column that a foreign key refers to
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column with its own foreign key
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
ALTER TABLE u DROP COLUMN a;
-- case: drop of a column that a policy uses
CREATE TABLE t (a int, b int);
CREATE POLICY p ON t USING (a > 0);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column that a generated one uses
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column with a trigger on it
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t DROP COLUMN a;
-- case: drop of a column with an index and a check
CREATE TABLE t (a int UNIQUE CHECK (a > 0), b int);
ALTER TABLE t DROP COLUMN a;
-- case: drop of an inherited column
CREATE TABLE t (a int);
CREATE TABLE u () INHERITS (t);
ALTER TABLE u DROP COLUMN a;
-- case: new type of a column that a view uses
CREATE TABLE t (a varchar(10));
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE t ALTER COLUMN a TYPE varchar(20);
-- case: new type of a column beside one that a view uses
CREATE TABLE t (a varchar(10), b int);
CREATE VIEW v AS SELECT b FROM t;
ALTER TABLE t ALTER COLUMN a TYPE varchar(20);
-- case: new type of a column with a trigger on it
CREATE TABLE t (a varchar(10));
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t ALTER COLUMN a TYPE text;
-- case: new type of a column that a generated one uses
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- case: drop of a table that a view reads
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
DROP TABLE t;
-- case: drop of a table that a foreign key refers to
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
DROP TABLE t;
-- case: drop of two tables together
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
DROP TABLE t, u;
-- case: drop of a table that refers to itself
CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t);
DROP TABLE t;
-- case: drop of a partitioned table
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
DROP TABLE t;
-- case: drop of a table with children
CREATE TABLE t (a int);
CREATE TABLE u () INHERITS (t);
DROP TABLE t;
-- case: drop of a view as a table
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
DROP TABLE v;
-- case: drop of a view as a table, if it exists
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
DROP TABLE IF EXISTS v;
-- case: drop of an index of a constraint
CREATE TABLE t (a int UNIQUE);
DROP INDEX t_a_key;
-- case: drop of an index that is not there
CREATE TABLE t (a int);
DROP INDEX nope;
-- case: drop of a sequence that a default uses
CREATE TABLE t (a serial);
DROP SEQUENCE t_a_seq;
-- case: drop of a sequence of an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);
DROP SEQUENCE t_a_seq;
-- case: drop of a type that a column has
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood);
DROP TYPE mood;
-- case: drop of a type that no column has any more
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (a mood);
ALTER TABLE t ALTER COLUMN a TYPE text;
DROP TYPE mood;
-- case: drop of a function that a trigger calls
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
DROP FUNCTION f();
-- case: drop of a schema that is not empty
CREATE SCHEMA s;
CREATE TABLE s.t (a int);
DROP SCHEMA s;
-- case: drop of a trigger that is not there
CREATE TABLE t (a int);
DROP TRIGGER tr ON t;
-- case: drop of a policy that is not there
CREATE TABLE t (a int);
DROP POLICY p ON t;
-- case: drop of a constraint that is not there
CREATE TABLE t (a int);
ALTER TABLE t DROP CONSTRAINT nope;
-- case: drop of a primary key that a foreign key rests on
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- case: second primary key
CREATE TABLE t (a int PRIMARY KEY, b int);
ALTER TABLE t ADD PRIMARY KEY (b);
-- case: two primary keys at once
CREATE TABLE x (a int);
CREATE TABLE t (a int PRIMARY KEY, b int PRIMARY KEY);
-- case: column twice
CREATE TABLE x (a int);
CREATE TABLE t (a int, a text);
-- case: constraint name that is taken
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0));
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1);
-- case: unique constraint under the name of a relation
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
ALTER TABLE t ADD CONSTRAINT i UNIQUE (a);
-- case: check of a column that is not there
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (b > 0);
-- case: foreign key to columns that are not unique
CREATE TABLE t (a int PRIMARY KEY, b int);
CREATE TABLE u (b int);
ALTER TABLE u ADD FOREIGN KEY (b) REFERENCES t (b);
-- case: foreign key to a unique index
CREATE TABLE t (a int PRIMARY KEY, b int);
CREATE UNIQUE INDEX ON t (b);
CREATE TABLE u (b int);
ALTER TABLE u ADD FOREIGN KEY (b) REFERENCES t (b);
-- case: foreign key to a partial unique index
CREATE TABLE t (a int PRIMARY KEY, b int);
CREATE UNIQUE INDEX ON t (b) WHERE a > 0;
CREATE TABLE u (b int);
ALTER TABLE u ADD FOREIGN KEY (b) REFERENCES t (b);
-- case: foreign key to two columns in another order
CREATE TABLE t (a int, b int, UNIQUE (a, b));
CREATE TABLE u (a int, b int);
ALTER TABLE u ADD FOREIGN KEY (b, a) REFERENCES t (b, a);
-- case: foreign key to a table without a primary key
CREATE TABLE t (a int);
CREATE TABLE u (a int REFERENCES t);
-- case: foreign key of text to integer
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a text REFERENCES t);
-- case: foreign key of integer to bigint
CREATE TABLE t (a bigint PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
-- case: foreign key of numeric to integer
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a numeric REFERENCES t);
-- case: foreign key of integer to numeric
CREATE TABLE t (a numeric PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
-- case: foreign key of varchar to text
CREATE TABLE t (a text PRIMARY KEY);
CREATE TABLE u (a varchar(20) REFERENCES t);
-- case: foreign key of char to text
CREATE TABLE t (a text PRIMARY KEY);
CREATE TABLE u (a char(20) REFERENCES t);
-- case: foreign key of date to timestamptz
CREATE TABLE t (a timestamptz PRIMARY KEY);
CREATE TABLE u (a date REFERENCES t);
-- case: foreign key of timestamptz to date
CREATE TABLE t (a date PRIMARY KEY);
CREATE TABLE u (a timestamptz REFERENCES t);
-- case: foreign key of text to uuid
CREATE TABLE t (a uuid PRIMARY KEY);
CREATE TABLE u (a text REFERENCES t);
-- case: foreign key of real to numeric
CREATE TABLE t (a numeric PRIMARY KEY);
CREATE TABLE u (a float8 REFERENCES t);
-- case: foreign key of numeric to real
CREATE TABLE t (a float8 PRIMARY KEY);
CREATE TABLE u (a numeric REFERENCES t);
-- case: foreign key with more columns on one side
CREATE TABLE t (a int, b int, UNIQUE (a, b));
CREATE TABLE u (a int, b int);
ALTER TABLE u ADD FOREIGN KEY (a) REFERENCES t (a, b);
-- case: foreign key to a view
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE TABLE u (a int REFERENCES v (a));
-- case: foreign key to itself
CREATE TABLE x (a int);
CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t, c int REFERENCES t (a));
-- case: foreign key NOT VALID of a partitioned table
CREATE TABLE r (a int PRIMARY KEY);
CREATE TABLE t (a int) PARTITION BY LIST (a);
ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r NOT VALID;
-- case: unique without the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST (b);
ALTER TABLE t ADD UNIQUE (a);
-- case: unique index without the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST (b);
CREATE UNIQUE INDEX ON t (a);
-- case: primary key with the partition key
CREATE TABLE t (a int, b int) PARTITION BY LIST (b);
ALTER TABLE t ADD PRIMARY KEY (a, b);
-- case: partition of a plain table
CREATE TABLE t (a int);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
-- case: USING INDEX of an index that is not unique
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX of a partial index
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a) WHERE a > 0;
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX of an expression
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t ((a + 1));
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX of a descending index
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a DESC);
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX twice
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t ADD UNIQUE USING INDEX i;
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX that is not there
CREATE TABLE t (a int);
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX of another table
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE UNIQUE INDEX i ON u (a);
ALTER TABLE t ADD UNIQUE USING INDEX i;
-- case: USING INDEX as it should be
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i;
-- case: DROP NOT NULL in the primary key
CREATE TABLE t (a int PRIMARY KEY);
ALTER TABLE t ALTER COLUMN a DROP NOT NULL;
-- case: default of an identity column
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ALTER COLUMN a SET DEFAULT 1;
-- case: default of a generated column
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);
ALTER TABLE t ALTER COLUMN b SET DEFAULT 1;
-- case: identity of a column that may be NULL
CREATE TABLE t (a int);
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
-- case: identity of a column with a default
CREATE TABLE t (a int NOT NULL DEFAULT 3);
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
-- case: rename of a table onto another
CREATE TABLE t (a int);
CREATE TABLE u (a int);
ALTER TABLE t RENAME TO u;
-- case: rename of a column onto another
CREATE TABLE t (a int, b int);
ALTER TABLE t RENAME COLUMN a TO b;
-- case: rename of a column that is not there
CREATE TABLE t (a int);
ALTER TABLE t RENAME COLUMN x TO y;
-- case: rename of an index that is not there
CREATE TABLE t (a int);
ALTER INDEX nope RENAME TO i;
-- case: rename of a constraint that is not there
CREATE TABLE t (a int);
ALTER TABLE t RENAME CONSTRAINT nope TO c;
-- case: rename of a type that is not there
CREATE TABLE t (a int);
ALTER TYPE nope RENAME TO n;
-- case: move to a schema that is not there
CREATE TABLE t (a int);
ALTER TABLE t SET SCHEMA nope;
-- case: move to a schema where the name is taken
CREATE SCHEMA s;
CREATE TABLE t (a int);
CREATE TABLE s.t (a int);
ALTER TABLE t SET SCHEMA s;
-- case: OR REPLACE VIEW without a column
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE OR REPLACE VIEW v AS SELECT a FROM t;
-- case: OR REPLACE VIEW with other names
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
CREATE OR REPLACE VIEW v AS SELECT b FROM t;
-- case: OR REPLACE VIEW with one more column
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
CREATE OR REPLACE VIEW v AS SELECT a, b FROM t;
-- case: OR REPLACE VIEW of a table
CREATE TABLE t (a int);
CREATE OR REPLACE VIEW t AS SELECT 1 AS a;
-- case: view of a table that is not there
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM nope;
-- case: view of a common table expression
CREATE TABLE t (a int);
CREATE VIEW v AS WITH c AS (SELECT a FROM t) SELECT a FROM c;
-- case: function that is there already
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 2';
-- case: function with other arguments
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'select 2';
-- case: function with another return type
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
CREATE OR REPLACE FUNCTION f(a int) RETURNS text LANGUAGE sql AS 'select ''1''';
-- case: trigger that is there already
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- case: policy that is there already
CREATE TABLE t (a int);
CREATE POLICY p ON t;
CREATE POLICY p ON t;
-- case: schema that is there already
CREATE SCHEMA s;
CREATE SCHEMA s;
-- case: extension that is there already
CREATE EXTENSION citext;
CREATE EXTENSION citext;
-- case: sequence that is not there
CREATE TABLE t (a int);
ALTER SEQUENCE nope RESTART;
-- case: TRUNCATE of a table that a foreign key refers to
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
TRUNCATE t;
-- case: TRUNCATE of both tables
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
TRUNCATE t, u;
-- case: INSERT into a column that is not there
CREATE TABLE t (a int);
INSERT INTO t (b) VALUES (1);
-- case: UPDATE of a table that is not there
CREATE TABLE t (a int);
UPDATE nope SET a = 1;
-- case: REFRESH of a view
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
REFRESH MATERIALIZED VIEW v;
-- case: comment on a column that is not there
CREATE TABLE t (a int);
COMMENT ON COLUMN t.b IS 'x';
-- case: NOT ENFORCED on an older server
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED;
-- case: virtual column on an older server
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a) VIRTUAL;
-- case: NOT NULL as a table constraint on an older server
CREATE TABLE t (a int);
ALTER TABLE t ADD CONSTRAINT c NOT NULL a;
-- case: default that cannot be cast
CREATE TABLE t (a text DEFAULT 'x');
ALTER TABLE t ALTER COLUMN a TYPE int USING 1;
