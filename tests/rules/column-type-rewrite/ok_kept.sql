CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w varchar, s text, n numeric(10,2), a cidr, b varbit(4), at timestamptz(3), x xml);
CREATE DOMAIN number AS integer;
-- next migration
ALTER TABLE t ALTER COLUMN v TYPE varchar(40);
ALTER TABLE t ALTER COLUMN w TYPE text;
ALTER TABLE t ALTER COLUMN s TYPE varchar;
ALTER TABLE t ALTER COLUMN n TYPE numeric(14,2);
ALTER TABLE t ALTER COLUMN n TYPE numeric;
ALTER TABLE t ALTER COLUMN a TYPE inet;
ALTER TABLE t ALTER COLUMN b TYPE varbit(8);
ALTER TABLE t ALTER COLUMN at TYPE timestamptz;
ALTER TABLE t ALTER COLUMN x TYPE text;
ALTER TABLE t ALTER COLUMN id TYPE number;
ALTER TABLE t ALTER COLUMN v TYPE text USING v::text;
