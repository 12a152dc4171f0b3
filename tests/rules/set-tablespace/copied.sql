CREATE TABLE events (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE events SET TABLESPACE fast; -- want: set-tablespace
