create table t (a int, b varchar(10), c int);
create view v as select a, b as bee, c + 1 as next from t where b <> '';
create materialized view mv as select * from v;
create index on mv (a);
alter table t rename a to alpha;
alter table t rename to tt;
alter view v rename column next to following;
alter table tt add d int;
