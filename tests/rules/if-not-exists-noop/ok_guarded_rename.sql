CREATE TABLE buckets (id text PRIMARY KEY);
-- next migration
-- the old column has another name by then, if the block runs at all
DO $$
BEGIN
	IF current_setting('app.tenants', true) = 'many' THEN
		ALTER TABLE buckets RENAME COLUMN id TO name;
		ALTER TABLE buckets ADD COLUMN IF NOT EXISTS id uuid NOT NULL;
	END IF;
END $$;
