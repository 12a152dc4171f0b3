CREATE TABLE t (a int, b int, c int, d int);
CREATE INDEX ON t (a, b, c) INCLUDE (d);
CREATE UNIQUE INDEX ON t (a, b, c, d);
