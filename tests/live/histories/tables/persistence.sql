create unlogged table u (id serial primary key, v text);
create temp table t (id int);
create temporary table t2 (id serial primary key);
create table l (id int generated always as identity);
alter table l set unlogged;
create unlogged table back (id bigserial);
alter table back set logged;
create table pg_temp.t3 (a int);
create index on t (id);
