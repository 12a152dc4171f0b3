CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));
-- next migration
ALTER TABLE users ALTER COLUMN id TYPE bigint; -- want: column-type-key-mismatch "orders.user_id"
