create schema s;
create table s.p (a int, b int, c text unique, primary key (a, b));
create table q (id int primary key, v int unique);
create table t (id int primary key, a int, b int, c text references s.p (c) on update cascade on delete set null,
    q1 int references q on delete cascade, q2 int references q (v) on delete restrict on update set default deferrable initially deferred,
    q3 int default 1 constraint named references q match full on delete set default,
    foreign key (a, b) references s.p match full on delete no action,
    self int references t);
alter table t add constraint fk_nv foreign key (q1) references q (v) not valid;
alter table t add constraint fk_nv2 foreign key (q2) references q (id) not valid;
alter table t validate constraint fk_nv2;
alter table t add foreign key (q1, q2) references s.p (a, b) on delete cascade deferrable;
alter table t alter constraint named deferrable initially deferred;
alter table t alter constraint t_q2_fkey not deferrable;
alter table s.p rename b to bb;
alter table q rename to qq;
alter table t rename column q1 to first_q;
alter table t rename constraint t_self_fkey to self_fk;
alter schema s rename to ss;
alter table t drop constraint t_c_fkey;
