CREATE TABLE t (a int, b int, c int, d int);
CREATE INDEX wide ON t (a, b, c, d); -- want: wide-index "4 keys"
