CREATE TABLE users (id bigint PRIMARY KEY, chief bigint REFERENCES users);
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders, user_id bigint);
ALTER TABLE items ADD CONSTRAINT gone FOREIGN KEY (user_id) REFERENCES users;
-- next migration
ALTER TABLE items DROP CONSTRAINT gone;
