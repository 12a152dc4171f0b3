-- postgres: 18
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next migration
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT ENFORCED;
