create table t (a int check (a > 0), b int constraint b_ok check (b between 1 and 10), c text check (c in ('x', 'y')), d text check (d ~ '^[a-z]+$'),
    check (a < b), constraint both_set check ((c is null) = (d is null)), check (a <> b or c like 'q%'));
alter table t add check (a <> 5);
alter table t add constraint nv check (b <> 7) not valid;
alter table t add constraint nv2 check (b <> 8) not valid;
alter table t validate constraint nv2;
alter table t add constraint ni check (b <> 9) no inherit;
alter table t rename column c to cc;
alter table t drop constraint b_ok;
alter table t add column e int check (e > a) check (e <> 4) constraint e_max check (e < 100);
alter table t rename constraint t_a_check to a_positive;
alter table t add constraint cast_check check (d::text <> ''::text and length(d) <= 10 and char_length(trim(both from d)) > 0);
alter table t add constraint array_check check (d = any (array['a'::text, 'b'::text]));
alter table t drop column d;
alter table t add constraint nvni check (b > -4) no inherit not valid;
