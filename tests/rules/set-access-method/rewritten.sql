-- postgres: 15-18
CREATE TABLE events (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE events SET ACCESS METHOD columnar; -- want: set-access-method
