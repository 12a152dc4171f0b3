-- server: >=15
create table t (a int unique nulls not distinct, b int, unique nulls not distinct (a, b));
create unique index i on t (b) nulls not distinct;
alter table t add constraint u unique using index i;
create table k (like t including all);
