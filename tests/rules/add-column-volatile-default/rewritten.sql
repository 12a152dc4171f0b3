CREATE TABLE t (id bigint PRIMARY KEY);
CREATE SEQUENCE s;
CREATE FUNCTION token() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'x'; END $$;
-- next migration
ALTER TABLE t ADD COLUMN a double precision DEFAULT random(); -- want: add-column-volatile-default
ALTER TABLE t ADD COLUMN b timestamptz DEFAULT clock_timestamp(); -- want: add-column-volatile-default
ALTER TABLE t ADD COLUMN c uuid NOT NULL DEFAULT gen_random_uuid(); -- want: add-column-volatile-default
ALTER TABLE t ADD COLUMN d bigint DEFAULT nextval('s'); -- want: add-column-volatile-default
ALTER TABLE t ADD COLUMN e text DEFAULT token(); -- want: add-column-volatile-default
ALTER TABLE t ADD COLUMN f text DEFAULT 'x' || random()::text; -- want: add-column-volatile-default
