-- what a change of precision leaves as it was is not told again
CREATE TABLE events (id bigint PRIMARY KEY, at timestamp(6)); -- want: timestamp-without-time-zone
-- next migration
ALTER TABLE events ALTER COLUMN at TYPE timestamp(3);
