CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE posts (id bigint PRIMARY KEY);
-- next migration
-- said once a migration
ALTER TABLE users ADD COLUMN a int; -- want: missing-statement-timeout "closed to everybody"
ALTER TABLE posts ADD COLUMN a int;
-- next migration
CREATE INDEX posts_a ON posts (a); -- want: missing-statement-timeout "closed to writers"
-- next migration
-- another limit is not this one
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN b int; -- want: missing-statement-timeout
-- next migration
-- the limit ends with the transaction
BEGIN;
SET LOCAL statement_timeout = '15s';
ALTER TABLE users ADD COLUMN c int;
COMMIT;
ALTER TABLE users ADD COLUMN d int; -- want: missing-statement-timeout
