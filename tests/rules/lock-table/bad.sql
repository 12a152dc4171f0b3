-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- next migration
LOCK TABLE users; -- want: lock-table "reads and writes"
LOCK TABLE orders IN SHARE MODE; -- want: lock-table "blocks writes"
