-- server: >=15
create table t (a numeric(3, -2), b numeric(3, 5));
