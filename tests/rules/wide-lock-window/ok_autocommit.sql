-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders ADD COLUMN note text;
