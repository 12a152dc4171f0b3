CREATE TABLE t (a bigint, b varchar(100), c numeric(10, 4), d timestamptz, e text, f int, g varchar(10), h numeric(8, 2), i timestamptz(3));
-- next migration
ALTER TABLE t ALTER COLUMN a TYPE int; -- want: narrowing-type-change
ALTER TABLE t ALTER COLUMN b TYPE varchar(50); -- want: narrowing-type-change
ALTER TABLE t ALTER COLUMN c TYPE numeric(10, 2); -- want: narrowing-type-change
ALTER TABLE t ALTER COLUMN e TYPE varchar(20); -- want: narrowing-type-change
-- next migration
ALTER TABLE t ALTER COLUMN f TYPE bigint;
ALTER TABLE t ALTER COLUMN g TYPE varchar(20);
ALTER TABLE t ALTER COLUMN g TYPE text;
ALTER TABLE t ALTER COLUMN h TYPE numeric(10, 2);
ALTER TABLE t ALTER COLUMN h TYPE numeric;
CREATE TABLE fresh (a bigint);
ALTER TABLE fresh ALTER COLUMN a TYPE int;
ALTER TABLE t ADD COLUMN z bigint;
ALTER TABLE t ALTER COLUMN z TYPE int;
