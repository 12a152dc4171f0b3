CREATE TABLE t (a text COLLATE "C", b text);
CREATE VIEW v AS WITH q AS (WITH q AS (SELECT x.a, x.b FROM t x) SELECT * FROM q) SELECT * FROM q;
CREATE TABLE from_view AS SELECT a, b FROM v;
CREATE TABLE from_subquery (c, d) AS SELECT s.* FROM (SELECT a AS z, b FROM t) s;
CREATE TABLE from_union AS SELECT a FROM t UNION SELECT y.a FROM v y;
