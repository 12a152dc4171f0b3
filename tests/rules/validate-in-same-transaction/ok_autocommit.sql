-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
-- next migration
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT adult;
