-- server: >=14
create schema other;
create table other.source (
    id serial primary key,
    code varchar(10) collate "C" not null default 'x' check (code <> ''),
    n int generated always as identity (start 10 increment 5),
    g int generated always as (length(code)) stored,
    big text,
    price numeric(8, 2) default 1.50,
    constraint price_positive check (price > 0),
    constraint code_once unique (code)
) with (fillfactor = 60);
alter table other.source alter column big set storage external, alter column big set statistics 500;
create index on other.source (lower(code) desc nulls last) where price > 1;
create index named_idx on other.source (price) include (n);
create statistics other.st (dependencies) on id, price from other.source;
comment on column other.source.code is 'the code';
comment on index other.named_idx is 'an index';
comment on constraint price_positive on other.source is 'positive';
create table plain (like other.source);
create table everything (like other.source including all);
create table some_of_it (first int, like other.source including defaults including constraints, last int);
create table without_indexes (like other.source including all excluding indexes excluding identity);
create table stored (like other.source including storage including generated including statistics);
create table compressed (a text compression pglz, b text);
create table compressed_too (like compressed including compression);
create view v as select id, code from other.source;
create table of_view (like v);
create type comp as (x int, y text);
create table of_type (like comp);
