-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, payer bigint);
-- next migration
CREATE TABLE groups (id bigint PRIMARY KEY);
CREATE TABLE members (user_id bigint REFERENCES users (id), group_id bigint REFERENCES groups (id));
-- next migration
-- the same table twice
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (payer) REFERENCES users (id) NOT VALID;
