-- server: >=14
create table t (a text compression pglz, b text, c text compression default);
alter table t alter b set compression pglz;
alter table t alter a set compression default;
alter table t add d text compression pglz;
create table k (like t including all);
