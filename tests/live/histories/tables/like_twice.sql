create table a (id int primary key, v text default 'a');
create table b (bid int unique, w int check (w > 0));
create table c (like a including all, like b including all, z int);
create table d (like c including indexes);
