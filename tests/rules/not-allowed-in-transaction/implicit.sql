-- layout: golang-migrate
-- transaction: implicit
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- next migration
-- alone in its query string: no block
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
-- next migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_2 ON users (email, id); -- want: not-allowed-in-transaction
SELECT 1;
