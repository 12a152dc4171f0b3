-- server: >=16
create table t (a text storage external, b text storage main, c text storage default, d text);
alter table t alter a set storage default;
