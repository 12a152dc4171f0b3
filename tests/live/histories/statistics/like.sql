-- server: >=14
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS s ON c, lower(c), b FROM t;
CREATE STATISTICS s2 (ndistinct) ON b, a FROM t;
CREATE TABLE l (LIKE t INCLUDING ALL);
