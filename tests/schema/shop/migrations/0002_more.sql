CREATE TABLE app.events (at timestamptz NOT NULL, kind text, payload jsonb) PARTITION BY RANGE (at);
CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT;
CREATE TABLE app.special () INHERITS (app.orders);
CREATE UNLOGGED TABLE app.cache (key text PRIMARY KEY, value text) WITH (fillfactor = 70);
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app AS $$
BEGIN
	RETURN NEW;
END $$;
CREATE FUNCTION app.add(a int, b int DEFAULT 1, OUT c int) LANGUAGE sql IMMUTABLE STRICT AS 'SELECT a + b';
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF status ON app.orders FOR EACH ROW WHEN (NEW.total > 0) EXECUTE FUNCTION app.touch();
CREATE VIEW app.open AS SELECT o.id, u.email FROM app.orders o JOIN app.users u ON u.id = o.user_id WHERE o.status = 'new';
CREATE MATERIALIZED VIEW app.totals AS SELECT user_id, sum(total) AS total FROM app.orders GROUP BY user_id WITH NO DATA;
CREATE RULE nothing AS ON DELETE TO app.cache DO INSTEAD NOTHING;
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users FOR SELECT TO role_a USING (email = current_user);
COMMENT ON TABLE app.orders IS 'what was ordered';
COMMENT ON COLUMN app.orders.total IS E'with tax,\nin EUR — “final”';
GRANT SELECT, INSERT ON app.orders TO role_a WITH GRANT OPTION;
GRANT UPDATE (status) ON app.orders TO role_b;
ALTER TABLE app.orders OWNER TO app_owner;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO role_b;
CREATE OPERATOR app.@+@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
CREATE STATISTICS app.st ON id, user_id FROM app.orders;
