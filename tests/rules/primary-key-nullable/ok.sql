CREATE TABLE users (id bigint NOT NULL);
CREATE UNIQUE INDEX users_id ON users (id);
CREATE TABLE orders (id bigint CONSTRAINT has_id CHECK (id IS NOT NULL));
CREATE UNIQUE INDEX orders_id ON orders (id);
-- next migration
ALTER TABLE users ADD CONSTRAINT users_id PRIMARY KEY USING INDEX users_id;
ALTER TABLE orders ADD CONSTRAINT orders_id PRIMARY KEY USING INDEX orders_id;
