CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id integer, name varchar(20), tags text[], doc jsonb, m mood, d date, n numeric(10,2));
CREATE FUNCTION half(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
CREATE VIEW v AS SELECT CASE WHEN id > 3 THEN 'x' ELSE name END AS c, coalesce(name, 'none') AS co, nullif(id, 0) AS nu, greatest(id, 1) AS g,
  extract(year FROM d) AS y, substring(name FROM 1 FOR 2) AS s, position('a' IN name) AS p, trim(both ' ' FROM name) AS tr, overlay(name PLACING 'x' FROM 1) AS o,
  tags[1] AS t1, tags[1:2] AS t12, doc -> 'k' ->> 'l' AS j, doc #>> '{a,b}' AS jj, half(id) AS h, m = 'a' AS is_a, 'b'::mood AS always_b, name LIKE 'x%' AS lk,
  name ~* 'y' AS re, id IN (1, 2) AS i, id BETWEEN 1 AND 5 AS bt, d + interval '1 day' AS later, d AT TIME ZONE 'UTC' AS tz, CURRENT_DATE AS today,
  ROW(id, name) = ROW(1, 'x') AS r, name COLLATE "C" AS cc, id::text || '-' || n::text AS cat, (id IS NOT NULL) IS TRUE AS tt, name IS DISTINCT FROM 'q' AS df FROM t;
ALTER TYPE mood RENAME VALUE 'a' TO 'first';
ALTER TYPE mood RENAME TO feeling;
ALTER FUNCTION half(integer) RENAME TO halved;
ALTER TABLE t RENAME COLUMN name TO full_name;
