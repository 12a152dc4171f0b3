CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, owner_id bigint CONSTRAINT orders_owner REFERENCES users);
-- next migration
-- as Django renames the field of a foreign key
ALTER TABLE orders DROP CONSTRAINT orders_owner;
ALTER TABLE orders RENAME COLUMN owner_id TO buyer_id;
ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (buyer_id) REFERENCES users;
-- next migration
ALTER TABLE orders DROP CONSTRAINT orders_buyer;
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE purchases ADD CONSTRAINT purchases_buyer FOREIGN KEY (buyer_id) REFERENCES users;
