-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- next migration
-- one table, and new ones
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ADD COLUMN phone text;
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD COLUMN note text;
-- readers of the other one pass
CREATE INDEX orders_id ON orders (id);
-- next migration
ALTER TABLE orders ADD COLUMN note text;
