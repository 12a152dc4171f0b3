-- transaction: file
-- Writers of orders lock it first, and users second, to check the foreign key.
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE orders ADD COLUMN note text;
