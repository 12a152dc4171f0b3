create table t (a int not null, b int, c int not null);
create unique index ia on t (a);
create unique index ib on t (b) include (c);
create unique index ic on t (c);
alter table t add primary key using index ia;
alter table t add constraint b_once unique using index ib deferrable;
alter table t add unique using index ic;
alter index ic rename to c_index;
alter table t rename constraint ia to the_pk;
