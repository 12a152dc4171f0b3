create schema s;
create table s.t (a int, b int, c text);
create statistics st1 on a, b from s.t;
create statistics s.st2 (ndistinct) on a, b, c from s.t;
create statistics st3 (dependencies, mcv) on b, c from s.t;

alter statistics st1 set statistics 200;
alter statistics st3 rename to st4;
alter statistics s.st2 set schema public;
alter table s.t rename column b to bb;
alter table s.t rename to tt;
create statistics gone on a, bb from s.tt;
drop statistics gone;
create statistics if not exists st1 on a, c from s.tt;
comment on statistics st4 is 'four';
