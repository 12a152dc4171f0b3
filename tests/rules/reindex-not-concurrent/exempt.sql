CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE parts (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
-- next migration
-- there is no CONCURRENTLY for the catalogs
REINDEX SYSTEM app;
CREATE TEMPORARY TABLE scratch (id bigint PRIMARY KEY);
REINDEX TABLE scratch;
REINDEX TABLE users; -- want: reindex-not-concurrent
REINDEX INDEX users_pkey; -- want: reindex-not-concurrent
REINDEX SCHEMA public; -- want: reindex-not-concurrent
REINDEX DATABASE app; -- want: reindex-not-concurrent
