CREATE TABLE events (at timestamptz, body text); -- want: table-without-primary-key "rows of 'events' cannot be told apart"
CREATE TABLE pairs (a int, b int, UNIQUE (a, b)); -- want: table-without-primary-key
-- next migration
CREATE TABLE gone (id bigint PRIMARY KEY); -- want: table-without-primary-key
ALTER TABLE gone DROP CONSTRAINT gone_pkey;
