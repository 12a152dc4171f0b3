-- naming_1 naming/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE users (
	id SERIAL NOT NULL,
	name VARCHAR(10),
	email VARCHAR(10),
	boss_id INTEGER,
	age INTEGER CONSTRAINT ck_users_age CHECK (age > 0),
	CONSTRAINT pk_users PRIMARY KEY (id),
	CONSTRAINT uq_users_email UNIQUE (email, boss_id),
	CONSTRAINT as_it_is CHECK (age < 200),
	CONSTRAINT uq_users_name UNIQUE (name),
	CONSTRAINT fk_users_boss_id_users FOREIGN KEY(boss_id) REFERENCES users (id)
);
CREATE INDEX ix_users_email ON users (email);
-- line 23
ALTER TABLE users ADD CONSTRAINT uq_users_age UNIQUE (age);
-- line 24
ALTER TABLE users ADD CONSTRAINT fk_users_age_users FOREIGN KEY(age) REFERENCES users (id);
-- line 25
ALTER TABLE users ADD CONSTRAINT ck_users_positive CHECK (id > 0);
-- line 26
CREATE INDEX ix_users_age ON users (age);
-- down
-- line 30
DROP INDEX ix_users_age;
-- line 31
ALTER TABLE users DROP CONSTRAINT ck_users_positive;
-- line 32
ALTER TABLE users DROP CONSTRAINT fk_users_age_users;
-- line 33
ALTER TABLE users DROP CONSTRAINT uq_users_age;
-- line 34
DROP TABLE users;

