-- server: >=18
create table t (a int, b int generated always as (a + 1) virtual, c int generated always as (a + 2), d int generated always as (a + 3) stored);
alter table t alter b set expression as (a * 10);
alter table t alter d set expression as (a * 11);
create table k (like t including all);
