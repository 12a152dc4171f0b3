CREATE TABLE t (a int, b text, c int[]);
CREATE TABLE casts AS SELECT 'x'::varchar, 1::int, b::text FROM t;
CREATE TABLE cases AS SELECT CASE WHEN a > 1 THEN 'y'::text END, CASE WHEN a > 1 THEN b ELSE b END FROM t;
CREATE VIEW subqueries AS SELECT (SELECT count(*) AS total FROM t), (SELECT max(a) FROM t), EXISTS (SELECT 1), ARRAY(SELECT a FROM t);
CREATE TABLE of_subqueries AS SELECT total, max FROM subqueries;
CREATE VIEW words AS SELECT current_user, current_date, localtime, session_user;
CREATE VIEW forms AS SELECT nullif(a, 1), coalesce(a, 2), greatest(a, 3), array[a], a + 1 FROM t;
CREATE VIEW lasts AS SELECT least(a, 1), c[1] FROM t;
