CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
SET lock_timeout = 0; -- want: ineffective-lock-timeout "no limit"
ALTER TABLE users ADD COLUMN a text;
-- next migration
SET lock_timeout = '5min'; -- want: ineffective-lock-timeout "5min"
ALTER TABLE users ADD COLUMN b text;
