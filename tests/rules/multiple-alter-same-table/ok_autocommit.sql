-- transaction: none
CREATE TABLE users (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE users ADD COLUMN a text;
ALTER TABLE users ADD COLUMN b text;
