-- transaction: file
CREATE TABLE users (id bigint PRIMARY KEY, x text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD CONSTRAINT old CHECK (id > 0) NOT VALID;
-- next migration
ALTER TABLE users ADD COLUMN a text, ADD COLUMN b text;
ALTER TABLE orders ADD COLUMN a text;
-- needs what the one before makes
ALTER TABLE orders ADD CONSTRAINT has_a CHECK (a <> '') NOT VALID;
-- another lock
ALTER TABLE orders VALIDATE CONSTRAINT old;
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD COLUMN a text;
ALTER TABLE fresh ADD COLUMN b text;
