CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN a text;
SET lock_timeout = '2s'; -- want: ineffective-lock-timeout "too late"
ALTER TABLE users ADD COLUMN b text;
