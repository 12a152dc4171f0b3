-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
-- next migration
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
CREATE TABLE fresh (age integer);
ALTER TABLE fresh ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
ALTER TABLE fresh VALIDATE CONSTRAINT adult;
-- next migration
ALTER TABLE users VALIDATE CONSTRAINT adult;
