-- server: >=18
create table p (id int4range, valid daterange, primary key (id, valid without overlaps));
create table u (id int4range, valid daterange, name text, unique (id, valid without overlaps));
create table c (id int4range, valid daterange, p_id int4range, p_valid daterange, foreign key (p_id, period p_valid) references p (id, period valid), foreign key (id, period valid) references p);
alter table p rename valid to during;
