-- columns of CREATE TABLE AS are known as far as types can be inferred
CREATE TABLE t (id integer, name varchar(20), at timestamptz, amount numeric(10,2), tags text[], j jsonb, d date, e smallint);
CREATE TABLE c1 AS SELECT count(*) AS c, max(name) AS m, sum(id) AS s, sum(amount) AS sa, avg(id) AS av, string_agg(name, ',') AS sg, bool_or(id > 3) AS bo, array_agg(id) AS aa FROM t;
CREATE TABLE c2 AS SELECT id, name, name || 'a' AS cat, id + e AS p, amount * id AS am, at - at AS dur, at + interval '1 day' AS later, j -> 'x' AS jx, j ->> 'x' AS jt, lower(name) AS lo,
  'lit' AS lit, NULL AS nul, tags[1] AS t1, d - d AS dd, extract(year FROM at) AS ex, date_trunc('day', at) AS dt, now() AS n, exists (SELECT 1) AS exi, round(amount, 2) AS r,
  to_char(at, 'YYYY') AS tc, jsonb_build_object('a', 1) AS jb, id / 2.0 AS div, - id AS neg, length(name) AS len, gen_random_uuid() AS u, CURRENT_DATE AS cd, coalesce(name, 'x') AS co FROM t;
CREATE TABLE c3 AS SELECT id, name FROM t UNION ALL SELECT e::integer, name FROM t;
SELECT id, 1 AS one, 2.5 AS two, true AS yes INTO c4 FROM t;
CREATE TABLE c5 (a, b) AS SELECT id, row_number() OVER () FROM t WITH NO DATA;
