-- models_1 models/versions/0001_create.py [transaction: all]
-- line 35
CREATE TABLE tags (
	id SERIAL NOT NULL,
	name VARCHAR(20) NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT tags_name UNIQUE (name)
);
-- line 36
CREATE TABLE others (
	id SERIAL NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE tagged (
	id SERIAL NOT NULL,
	tag_id INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(tag_id) REFERENCES tags (id)
);
-- down
-- line 41
DROP TABLE others;
-- line 42
DROP TABLE tagged;
-- line 43
DROP TABLE tags;

