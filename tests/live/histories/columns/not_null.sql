create table t (a int not null, b int null, c int, d int primary key, e int not null);
alter table t alter b set not null;
alter table t alter a drop not null;
alter table t alter c set not null, alter c drop not null;
alter table t drop constraint t_pkey;
alter table t alter e drop not null, alter e set not null;
