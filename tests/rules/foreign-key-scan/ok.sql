CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next migration
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- all values are NULL: nothing is read
ALTER TABLE orders ADD COLUMN payer bigint REFERENCES users (id);
CREATE TABLE fresh (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
ALTER TABLE fresh ADD CONSTRAINT fresh_user FOREIGN KEY (user_id) REFERENCES users (id);
