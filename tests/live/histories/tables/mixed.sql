create table a(id serial primary key, email varchar(20) not null default 'x', n int check (n > 0), b bigint generated always as identity, c text collate "C", unique(email, n));
create table b(id bigserial, a_id int references a on delete cascade, tags text[] default '{}', constraint bp primary key (id));
create index on b(a_id desc, lower(tags[1])) where id > 3;
create table p(id int, d date not null, primary key(id,d)) partition by range (d); create table p1 partition of p for values from ('2020-01-01') to ('2021-01-01'); create index pi on p(id);
create table ch (extra int) inherits (a);
alter table a rename n to num; alter table a add k numeric(10,2) generated always as (num * 2) stored;
