CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, other_id bigint);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;
-- next migration
ALTER TABLE orders ADD CONSTRAINT other FOREIGN KEY (other_id) REFERENCES users ON DELETE CASCADE; -- want: foreign-key-scan "'orders' and 'users'"
-- next migration
ALTER TABLE orders ADD COLUMN third_id bigint REFERENCES users;
ALTER TABLE orders ADD COLUMN fourth_id bigint DEFAULT 1 REFERENCES users; -- want: foreign-key-scan
-- next migration
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
ALTER TABLE lines ADD CONSTRAINT again FOREIGN KEY (order_id) REFERENCES orders NOT VALID;
