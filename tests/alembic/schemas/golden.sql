-- schemas_1 schemas/versions/0001_create.py [transaction: all]
-- line 12
CREATE SCHEMA other;
-- line 13
CREATE SCHEMA third;
-- line 14
CREATE TYPE other.letters AS ENUM ('a');
CREATE TABLE other.users (
	id SERIAL NOT NULL,
	e other.letters,
	PRIMARY KEY (id)
);
-- line 15
CREATE TABLE other.orders (
	id SERIAL NOT NULL,
	user_id INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(user_id) REFERENCES other.users (id)
);
-- line 16
ALTER TABLE other.users ADD COLUMN x INTEGER;
-- line 17
CREATE INDEX users_x ON other.users (x);
-- line 18
CREATE INDEX ix_other_orders_user_id ON other.orders (user_id);
-- line 19
ALTER TABLE other.users ALTER COLUMN x SET NOT NULL;
-- line 20
ALTER TABLE other.users ADD CONSTRAINT users_x_unique UNIQUE (x);
-- line 21
ALTER TABLE other.users ADD CONSTRAINT users_self FOREIGN KEY(x) REFERENCES other.users (id);
-- line 22
ALTER TABLE other.orders RENAME TO purchases;
-- down
-- line 26
ALTER TABLE other.purchases RENAME TO orders;
-- line 27
ALTER TABLE other.users DROP CONSTRAINT users_self;
-- line 28
ALTER TABLE other.users DROP CONSTRAINT users_x_unique;
-- line 29
DROP INDEX other.ix_other_orders_user_id;
-- line 30
DROP INDEX other.users_x;
-- line 31
ALTER TABLE other.users DROP COLUMN x;
-- line 32
DROP TABLE other.orders;
-- line 33
DROP TABLE other.users;
-- line 34
DROP SCHEMA third;
-- line 35
DROP SCHEMA other CASCADE;

