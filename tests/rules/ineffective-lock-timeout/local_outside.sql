-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
SET LOCAL lock_timeout = '2s'; -- want: ineffective-lock-timeout "no effect"
ALTER TABLE users ADD COLUMN a text;
