CREATE TABLE t (id bigint PRIMARY KEY);
CREATE FUNCTION label() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'x' $$;
CREATE FUNCTION label2() RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 'x'; END $$;
-- next migration
ALTER TABLE t ADD COLUMN a integer;
ALTER TABLE t ADD COLUMN b integer NOT NULL DEFAULT 0;
ALTER TABLE t ADD COLUMN c timestamptz NOT NULL DEFAULT now();
ALTER TABLE t ADD COLUMN d timestamptz DEFAULT CURRENT_TIMESTAMP + interval '1 day';
ALTER TABLE t ADD COLUMN e timestamp DEFAULT (now() AT TIME ZONE 'utc');
ALTER TABLE t ADD COLUMN f text DEFAULT lower('A');
ALTER TABLE t ADD COLUMN g text DEFAULT label();
ALTER TABLE t ADD COLUMN h text DEFAULT label2();
ALTER TABLE t ADD COLUMN i jsonb NOT NULL DEFAULT '{}'::jsonb;
ALTER TABLE t ADD COLUMN j uuid;
ALTER TABLE t ALTER COLUMN j SET DEFAULT gen_random_uuid();
-- there already
ALTER TABLE t ADD COLUMN IF NOT EXISTS j uuid DEFAULT gen_random_uuid();
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD COLUMN token uuid DEFAULT gen_random_uuid();
CREATE TEMPORARY TABLE scratch (id bigint);
ALTER TABLE scratch ADD COLUMN token uuid DEFAULT gen_random_uuid();
