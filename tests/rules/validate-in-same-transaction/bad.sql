-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next migration
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT adult; -- want: validate-in-same-transaction
-- next migration
ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT k; -- want: validate-in-same-transaction "blocks writes"
