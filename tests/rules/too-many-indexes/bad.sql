CREATE TABLE t (a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int);
CREATE INDEX ON t (a);
CREATE INDEX ON t (b);
CREATE INDEX ON t (c);
CREATE INDEX ON t (d);
CREATE INDEX ON t (e);
CREATE INDEX ON t (f);
CREATE INDEX ON t (g);
CREATE INDEX ON t (h);
CREATE INDEX ON t (i);
CREATE INDEX ON t (j);
CREATE INDEX ON t (k); -- want: too-many-indexes "index number 11"
