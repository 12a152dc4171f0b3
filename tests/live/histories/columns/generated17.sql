-- server: >=17
create table t (a int, b int generated always as (a + 1) stored);
alter table t alter b set expression as (a * 10);
