-- all-rules
-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, age int);
-- next migration
-- a second run does not fail here, but makes a second index
CREATE INDEX CONCURRENTLY ON users (email); -- want: concurrent-index-not-retryable
ALTER TABLE users ADD COLUMN x int;
