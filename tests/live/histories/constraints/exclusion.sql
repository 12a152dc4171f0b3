create table t (id int, during tsrange, room int, name text, c circle,
    exclude using gist (during with &&),
    constraint named exclude using gist (c with &&) where (id > 0),
    exclude (id with =), exclude using hash (name with =) with (fillfactor = 70) where (name is not null));
alter table t add constraint ex exclude using btree ((lower(name)) collate "C" text_pattern_ops with =, room with =) include (id) deferrable initially deferred;
alter table t rename during to period;
