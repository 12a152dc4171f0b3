-- server: >=14
create table t (a nummultirange, b int4multirange[], c tstzmultirange default '{}');
