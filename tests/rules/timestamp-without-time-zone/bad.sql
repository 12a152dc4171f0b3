CREATE TABLE events (
  id bigint PRIMARY KEY,
  at timestamp NOT NULL, -- want: timestamp-without-time-zone "'at' stores digits"
  seen timestamp(3), -- want: timestamp-without-time-zone
  many timestamp without time zone[] -- want: timestamp-without-time-zone
);
CREATE TABLE log (day date, seen timestamptz);
-- next migration
ALTER TABLE events ADD COLUMN done timestamp; -- want: timestamp-without-time-zone
ALTER TABLE log ALTER COLUMN seen TYPE timestamp; -- want: timestamp-without-time-zone
