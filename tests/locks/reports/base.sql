-- What was there before: the first migration of every case.
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(20), town text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, amount int, CONSTRAINT known FOREIGN KEY (user_id) REFERENCES users);
CREATE INDEX orders_amount_idx ON orders (amount);
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
CREATE VIEW rich AS SELECT id FROM orders WHERE amount > 1000;
INSERT INTO users SELECT 1;
