create schema app;
create schema "Odd";
create type app.mood as enum ('sad', 'ok');
create domain "Odd"."Email" as varchar(100) check (value like '%@%');
create type app.pair as (a int, b text);
set search_path = app, "Odd", public;
create table t (m mood, ms mood[] default '{}', e "Email", p pair, d mood default 'ok', x app.mood not null default 'sad'::mood);
create table public.u (m mood default 'ok');
reset search_path;

alter type app.mood rename to feeling;
alter type app.feeling set schema public;
create table v (f feeling, g feeling[]);
alter domain "Odd"."Email" rename to email;
