create table t (a int, b text, c int generated always as (a * 2) stored, d text generated always as (upper(b) || '-' || a::text) stored not null, e numeric generated always as (a / 3.0) stored check (e > 0));
alter table t add f int generated always as (coalesce(a, 0) + 1) stored;
alter table t rename a to aa;
alter table t alter c drop expression;
alter table t alter c set default 5;
create index on t (f);
alter table t alter e drop expression if exists;
