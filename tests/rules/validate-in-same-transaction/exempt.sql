-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
ALTER TABLE users ADD CONSTRAINT young CHECK (age < 200) NOT VALID;
-- next migration
CREATE TEMPORARY TABLE scratch (age integer);
ALTER TABLE scratch ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
ALTER TABLE scratch VALIDATE CONSTRAINT adult;
-- the lock of another statement is held just so
ALTER TABLE users ADD COLUMN size int;
ALTER TABLE users VALIDATE CONSTRAINT young; -- want: validate-in-same-transaction
