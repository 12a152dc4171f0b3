-- case: view that orders by the name of an output
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a + 1 AS b FROM t ORDER BY b;
-- case: view that groups by the name of an output
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a + 1 AS b, count(*) AS n FROM t GROUP BY b;
-- case: view that is distinct on the name of an output
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT DISTINCT ON (b) a + 1 AS b FROM t ORDER BY b;
-- case: view with WHERE on the name of an output
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a + 1 AS b FROM t WHERE b > 1;
-- case: view with a system column
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT tableoid, ctid AS c, xmin AS x FROM t;
-- case: view with whole rows
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE VIEW v AS SELECT t, u AS w FROM t, u;
-- case: view with a column that a function of the row gives
CREATE TABLE t (a int);
CREATE FUNCTION b(t) RETURNS int LANGUAGE sql AS 'select 1';
CREATE VIEW v AS SELECT t.b FROM t;
-- case: view with columns of a recursive query
CREATE TABLE t (id int, parent int);
CREATE VIEW v AS WITH RECURSIVE c AS (SELECT id, parent, 1 AS depth FROM t UNION ALL SELECT t.id, t.parent, c.depth + 1 FROM t JOIN c ON c.id = t.parent) SELECT id, depth FROM c;
-- case: view with a column that a recursive query does not give
CREATE TABLE t (id int, parent int);
CREATE VIEW v AS WITH RECURSIVE c AS (SELECT id, parent FROM t UNION ALL SELECT t.id, t.parent FROM t JOIN c ON c.id = t.parent) SELECT id, depth FROM c;
-- case: view with columns of SEARCH
-- since 14
CREATE TABLE t (id int, parent int);
CREATE VIEW v AS WITH RECURSIVE c AS (SELECT id, parent FROM t UNION ALL SELECT t.id, t.parent FROM t JOIN c ON c.id = t.parent) SEARCH DEPTH FIRST BY id SET place SELECT id FROM c ORDER BY place;
-- case: view with columns of functions
CREATE TABLE t (a int, j jsonb);
CREATE VIEW v AS SELECT t.a, e.key, value, x.v, ordinality FROM t, jsonb_each(j) AS e, unnest(ARRAY[1]) WITH ORDINALITY AS x(v);
-- case: view with columns of a lateral query
CREATE TABLE t (a int);
CREATE TABLE u (a int, b int);
CREATE VIEW v AS SELECT t.a, b, m FROM t, LATERAL (SELECT b, max(u.a) AS m FROM u WHERE u.a = t.a GROUP BY b) x;
-- case: view with a column of a query around
CREATE TABLE t (a int);
CREATE TABLE u (b int);
CREATE VIEW v AS SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE b = a);
-- case: view with a column that neither query has
CREATE TABLE t (a int);
CREATE TABLE u (b int);
CREATE VIEW v AS SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE b = c);
-- case: view with a merged column
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int, b int);
CREATE TABLE w (a int, b int);
CREATE VIEW v AS SELECT a, t.b FROM t JOIN u USING (a) LEFT JOIN w USING (a);
-- case: view with a natural join
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int, c int);
CREATE VIEW v AS SELECT a, b, c FROM t NATURAL JOIN u;
-- case: view whose join's condition names a column that a later table has
CREATE TABLE t (a int, b int);
CREATE TABLE u (c int);
CREATE TABLE w (b int, d int);
CREATE VIEW v AS SELECT a FROM t JOIN u ON b = c JOIN w ON d = c;
-- case: view with a column of a sub-select and of a table
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT b FROM t, (SELECT b FROM t) x;
-- case: view with a column of a join with an alias
CREATE TABLE t (a int, b int);
CREATE TABLE u (c int);
CREATE VIEW v AS SELECT j.a, j.c FROM (t JOIN u ON a = c) AS j;
-- case: view with a column of a view
CREATE TABLE t (a int, b int);
CREATE VIEW w AS SELECT a AS x FROM t;
CREATE VIEW v AS SELECT a FROM w;
-- case: view with a column that was renamed
CREATE TABLE t (a int, b int);
ALTER TABLE t RENAME COLUMN b TO c;
CREATE VIEW v AS SELECT a, b FROM t;
-- case: view with columns that have other names
CREATE TABLE t (a int);
CREATE VIEW v (a, b) AS SELECT a, a FROM t;
-- case: view with a star and a column of it
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT *, a FROM t;
-- case: view with the stars of two tables
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int, c int);
CREATE VIEW v AS SELECT t.*, u.* FROM t JOIN u USING (a);
-- case: view with a star of two tables with a common column
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int, c int);
CREATE VIEW v AS SELECT * FROM t JOIN u USING (a);
-- case: view with two unnamed columns
-- unclaimed before 15
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a + 1, b + 1 FROM t;
-- case: OR REPLACE VIEW with a column of an enum as text
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (m mood);
CREATE VIEW v AS SELECT m AS x FROM t;
CREATE OR REPLACE VIEW v AS SELECT m::text AS x FROM t;
-- case: OR REPLACE VIEW with an array
CREATE TABLE t (a int, b int[]);
CREATE VIEW v AS SELECT a AS x FROM t;
CREATE OR REPLACE VIEW v AS SELECT b AS x FROM t;
-- case: OR REPLACE VIEW with the same type by another expression
CREATE TABLE t (a int, b text, c varchar(10), d numeric(10, 2));
CREATE VIEW v AS SELECT a AS x, b AS y, d AS z FROM t;
CREATE OR REPLACE VIEW v AS SELECT coalesce(a, 0) AS x, concat(b, 'x') AS y, d::numeric(10, 2) AS z FROM t;
-- case: OR REPLACE VIEW with a count instead of a number
CREATE TABLE t (a int, b bigint);
CREATE VIEW v AS SELECT a AS n FROM t;
CREATE OR REPLACE VIEW v AS SELECT count(*) AS n FROM t;
-- case: OR REPLACE VIEW with a sum of bigints
CREATE TABLE t (a int, b bigint);
CREATE VIEW v AS SELECT b AS n FROM t;
CREATE OR REPLACE VIEW v AS SELECT sum(b) AS n FROM t;
-- case: OR REPLACE VIEW with a NULL of the type
CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT b AS n FROM t;
CREATE OR REPLACE VIEW v AS SELECT NULL AS n FROM t;
-- case: OR REPLACE VIEW with a NULL of another type
CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a AS n FROM t;
CREATE OR REPLACE VIEW v AS SELECT NULL AS n FROM t;
-- case: CREATE TABLE AS with a column that is not there
CREATE TABLE t (a int);
CREATE TABLE u AS SELECT b FROM t;
-- case: CREATE TABLE AS with a column twice
CREATE TABLE t (a int);
CREATE TABLE u AS SELECT a, a FROM t;
-- case: CREATE TABLE AS from a CTE
CREATE TABLE t (a int);
CREATE TABLE u AS WITH c AS (SELECT a AS b FROM t) SELECT b FROM c;
-- case: view over a view whose columns have no written names
CREATE TABLE t (a int, j jsonb, d date);
CREATE VIEW w AS SELECT (SELECT a FROM t LIMIT 1), array(SELECT 1), exists(SELECT 1), coalesce(a, 1), nullif(a, 2), greatest(a, 3), current_date, '1'::text, CASE WHEN a > 1 THEN 2 END, now() AT TIME ZONE 'utc', count(*) OVER (), lower('x')::varchar, (j -> 'x')::int FROM t;
CREATE VIEW v AS SELECT a, "array", "exists", "coalesce", "nullif", "greatest", "current_date", text, "case", timezone, count, lower, int4 FROM w;
-- case: view over a view with CASE that ends with a column
CREATE TABLE t (a int, b int);
CREATE VIEW w AS SELECT CASE WHEN a > 1 THEN 2 ELSE b END, (SELECT 1 AS one), (VALUES (1)) FROM t;
CREATE VIEW v AS SELECT b, one, column1 FROM w;
