create table t (id serial, k int, v text default 'v') partition by list (k);
create table t1 partition of t for values in (1);
create table t2 partition of t (v default 'two') for values in (2);
create table t3 (id int not null, k int, v text);
alter table t attach partition t3 for values in (3);
alter table t alter v set default 'new';
alter table t1 alter v drop default;
