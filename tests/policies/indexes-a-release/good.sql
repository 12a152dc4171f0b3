CREATE TABLE t (a int PRIMARY KEY, b int, c int, d int, e int);
CREATE INDEX ON t (b);
CREATE INDEX ON t (c);
CREATE INDEX ON t (d);
