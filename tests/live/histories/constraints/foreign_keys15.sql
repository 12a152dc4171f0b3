-- server: >=15
create table p (a int, b int, primary key (a, b));
create table c (x int, y int, z int, foreign key (x, y) references p on delete set null (y), foreign key (x, z) references p on delete set default (x, z));
alter table c rename y to yy;
