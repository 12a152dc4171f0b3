CREATE TABLE orders (id bigint PRIMARY KEY);
-- next migration
-- %L is a constant, whatever it says
DO $$
DECLARE
	tenant text;
BEGIN
	SELECT current_setting('app.tenant') INTO tenant;
	EXECUTE format('ALTER TABLE orders ADD COLUMN tenant text NOT NULL DEFAULT %L', tenant);
END $$;
