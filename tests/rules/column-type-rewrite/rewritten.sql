CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), s text, n numeric(10,2), c char(3), j json, at timestamp, r real, a varchar(10)[]);
-- next migration
ALTER TABLE t ALTER COLUMN id TYPE bigint; -- want: column-type-rewrite "from integer to bigint"
ALTER TABLE t ALTER COLUMN s TYPE varchar(50); -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4); -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN c TYPE text; -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN j TYPE jsonb; -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC'; -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN r TYPE double precision; -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN a TYPE text[]; -- want: column-type-rewrite
ALTER TABLE t ALTER COLUMN v TYPE varchar(30) USING trim(v); -- want: column-type-rewrite
