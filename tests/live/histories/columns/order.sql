create table t (a int, b int, c int);
alter table t drop column b;
alter table t add b text;
alter table t add if not exists b int;
alter table t drop column if exists zzz;
alter table t add column d int, add column e int default 3 not null, drop column a;
alter table t add column a uuid;
alter table t rename c to cc;
alter table t add c int unique check (c > 3) references t (c);
