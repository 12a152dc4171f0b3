create function f() returns trigger language plpgsql as 'begin return new; end';
create table t (a int, b int) partition by list (a);
create table t1 partition of t for values in (1);
create trigger tr after insert on t for each row execute function f();
create table t2 partition of t for values in (2);
create trigger own before update on t2 for each row execute function f();
alter table t detach partition t2;
