-- core_expressions_1 core_expressions/versions/0001_create.py [transaction: all]
-- line 12
CREATE TABLE users (
	id SERIAL NOT NULL,
	name VARCHAR(40),
	age INTEGER,
	active BOOLEAN,
	PRIMARY KEY (id)
);
-- line 19
CREATE TABLE copies (
	id INTEGER,
	name VARCHAR(40)
);
-- down
-- line 23
DROP TABLE copies;
-- line 24
DROP TABLE users;

-- core_expressions_2 core_expressions/versions/0002_rows.py [transaction: all]
-- line 23
UPDATE users SET age=0 WHERE users.age IS NULL;
-- line 24
UPDATE users SET age=(users.age + 1) WHERE users.age > 10 AND (users.name = 'a' OR users.name LIKE 'b%');
-- line 25
UPDATE users SET name=lower(users.name);
-- line 26
DELETE FROM users WHERE users.name IS NULL AND users.age != 3;
-- line 27
DELETE FROM users WHERE users.age < 0 AND users.id >= 5;
-- line 28
UPDATE users SET age=CASE WHEN (users.age > 5) THEN 1 ELSE 2 END WHERE users.age != 4;
-- line 29
INSERT INTO copies (id, name) SELECT users.id, users.name FROM users;
-- line 30
UPDATE users SET age=CAST(users.name AS INTEGER) WHERE users.id BETWEEN 1 AND 2;
-- line 32
UPDATE users SET active=true WHERE users.age > 3;
-- line 33
DELETE FROM users WHERE users.name = 'x' AND users.age IS NOT NULL;
-- line 34
UPDATE users SET name='z' WHERE users.id = 1;

