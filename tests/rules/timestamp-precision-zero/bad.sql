CREATE TABLE events (
  at timestamptz(0), -- want: timestamp-precision-zero "rounds to whole seconds"
  b timestamp(0), -- want: timestamp-precision-zero
  c time(0) -- want: timestamp-precision-zero
);
-- next migration
ALTER TABLE events ADD COLUMN d timestamptz(0); -- want: timestamp-precision-zero
