create table src (id serial primary key, name varchar(30) not null, price numeric(10,2), at timestamptz default now(), tags text[]);
create table copy_all as select * from src;
create table some_cols (a, b) as select id, name from src with no data;
create table casts as select 1 as one, 'x'::text as t, 2.5 as num, true as flag, now()::date as d, null::uuid as u, id::bigint as big from src;
create unlogged table un as table src;
select id, price into picked from src where price > 1;
create table aggregated as select name, count(*) as n, max(at) as latest, array_agg(id) as ids from src group by name;
create table joined as select s.id, t.name as other from src s join src t using (id);
create table if not exists copy_all as select 1 as nothing;
