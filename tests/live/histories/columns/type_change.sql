create table t (
    a varchar(10) default 'x', b int default 1, c text default 'lit', d int default 5, e timestamp default '2020-01-01', f varchar(5) collate "C" default 'q',
    g text, h int not null, i numeric(10,2) default 0, j text default '{}', k char(3) default 'abc', l date default current_date, m bigint default 0, n boolean default false, o varchar(20) default null
);
create index t_a on t (a);
create index t_h on t (h desc) where h > 3;
alter table t add constraint a_len check (length(a) > 0), add constraint h_pos check (h > 0), add constraint a_eq check (a <> 'bad');
alter table t alter column a type text;
alter table t alter column b type bigint;
alter table t alter column c type varchar(50);
alter table t alter column d type numeric(8,2);
alter table t alter column e type timestamptz;
alter table t alter column f type varchar(20);
alter table t alter column g type int using g::int;
alter table t alter column h type bigint;
alter table t alter column i type double precision;
alter table t alter column j drop default, alter column j type jsonb using j::jsonb, alter column j set default '{}';
alter table t alter column k type varchar(3);
alter table t alter column l type timestamptz;
alter table t alter column m type int;
alter table t alter column n drop default, alter column n type int using n::int, alter column n set default 0;
alter table t alter column o set data type text collate "C";
