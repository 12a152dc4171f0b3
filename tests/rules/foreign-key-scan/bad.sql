CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next migration
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id); -- want: foreign-key-scan
ALTER TABLE orders ADD COLUMN payer bigint DEFAULT 1 REFERENCES users (id); -- want: foreign-key-scan
