CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
-- next migration
REINDEX TABLE users; -- want: reindex-not-concurrent
REINDEX INDEX users_email; -- want: reindex-not-concurrent
REINDEX SCHEMA public; -- want: reindex-not-concurrent
