-- server: >=18
create table p (a int primary key);
create table t (a int check (a > 0) not enforced, b int references p not enforced, c int);
alter table t add constraint cc check (c > 0) not enforced;
alter table t add foreign key (c) references p;
alter table t alter constraint t_b_fkey enforced;
alter table t alter constraint t_c_fkey not enforced;
