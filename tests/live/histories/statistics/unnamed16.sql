-- server: >=16
create table t (a int, b text, c int);
create statistics on a, b from t;
create statistics on a, b from t;
create statistics on (a + 1), b from t;
