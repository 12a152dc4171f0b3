create schema app;
create sequence app.seq;
create function app.make() returns text language sql as 'select ''x''::text';
create table t (
    a int default 1 + 2, b text default 'it''s', c text default E'tab\there', d timestamptz default now(), e timestamptz default current_timestamp,
    f date default current_date, g text default upper('a' || 'b'), h boolean default (not false), i int[] default '{1,2}', j int[] default array[1,2],
    k jsonb default '{}'::jsonb, l jsonb default '[]', m uuid default gen_random_uuid(), n numeric default -1.5, o varchar(10) default 'abc',
    p int default nextval('app.seq'), q bigint default nextval('app.seq'::regclass), r text default app.make(), s text default null,
    t timestamp default (now() at time zone 'utc'), u interval default '1 day', v interval default interval '1' hour, w char(3) default 'abc',
    x text default current_user, y text default case when 1 > 0 then 'a' else 'b' end, z int default coalesce(null, 3),
    a1 double precision default 'Infinity', b1 numeric default 1e10, c1 boolean default 't', d1 bigint default 1, e1 smallint default 5, f1 date default '2020-01-01',
    g1 text default (('x'::varchar)::text), h1 bit(4) default B'1010', i1 bytea default '\x00', j1 real default 0, k1 text default localtimestamp::text,
    l1 int default (extract(epoch from now()))::int, n1 date default 'today'::text::date, o1 bigint default -1, p1 text default ''
);
alter table t alter column a set default 7, alter column b drop default;
alter sequence app.seq rename to numbers;
alter function app.make() rename to produce;
alter table t alter column s set default 'now set';
