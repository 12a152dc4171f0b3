CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
CREATE INDEX events_at ON events (at);
-- next migration
VACUUM events;
VACUUM (ANALYZE) events;
ANALYZE events;
-- only marks the index for the next CLUSTER
ALTER TABLE events CLUSTER ON events_at;
CREATE TABLE fresh (id bigint PRIMARY KEY);
CLUSTER fresh USING fresh_pkey;
