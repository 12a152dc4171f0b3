-- server: >=14
create table t (a int, b text, c int);
create statistics e1 on (a + 1) from t;
create statistics e2 (mcv) on (lower(b)), a from t;
create statistics e3 (ndistinct, dependencies, mcv) on a, (c * 2), b from t;
alter table t rename b to bee;
create table k (like t including statistics);
create table p (like t including all);
alter table t drop column c;
