-- server: >=17
create table t (a text, b int);
alter table t alter a set statistics 10, alter b set statistics 20;
alter table t alter a set statistics default;
