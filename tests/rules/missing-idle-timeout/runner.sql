-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- next migration
ALTER TABLE users ADD COLUMN a int; -- want: missing-idle-timeout
-- next migration
SET LOCAL idle_in_transaction_session_timeout = '10s';
ALTER TABLE users ADD COLUMN b int;
