CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next migration
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID; -- want: never-validated
ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID; -- want: never-validated
-- next migration
ALTER TABLE users ADD COLUMN name text;
