-- metadata_1 metadata/versions/0001_create.py [transaction: all]
-- line 15
CREATE TABLE users (
	id SERIAL NOT NULL,
	name VARCHAR(10),
	PRIMARY KEY (id)
);
CREATE INDEX ix_users_name ON users (name);
-- line 16
CREATE TABLE orders (
	id SERIAL NOT NULL,
	user_id INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(user_id) REFERENCES users (id)
);
-- line 17
CREATE INDEX orders_user ON orders (user_id);
-- down
-- line 21
DROP TABLE orders;
-- line 22
DROP TABLE users;

