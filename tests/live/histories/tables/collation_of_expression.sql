CREATE TABLE t (a text COLLATE "C", n name);
CREATE TABLE u AS SELECT max(a) AS m, upper(a) AS u, n::text AS n FROM t;
