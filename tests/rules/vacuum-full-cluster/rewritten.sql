CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
CREATE INDEX events_at ON events (at);
-- next migration
VACUUM FULL events; -- want: vacuum-full-cluster
CLUSTER events USING events_at; -- want: vacuum-full-cluster
VACUUM (FULL, ANALYZE); -- want: vacuum-full-cluster "all tables"
