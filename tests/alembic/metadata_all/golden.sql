-- metadata_all_1 metadata_all/versions/0001_create.py [transaction: all]
-- line 16
CREATE TYPE kinds AS ENUM ('a', 'b');
CREATE TABLE zoo (
	id SERIAL NOT NULL,
	kind kinds,
	PRIMARY KEY (id)
);
CREATE TABLE animal (
	id SERIAL NOT NULL,
	zoo_id INTEGER,
	kind kinds,
	PRIMARY KEY (id),
	FOREIGN KEY(zoo_id) REFERENCES zoo (id)
);
CREATE INDEX ix_animal_zoo_id ON animal (zoo_id);
CREATE TABLE cage (
	id SERIAL NOT NULL,
	animal_id INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(animal_id) REFERENCES animal (id)
);
COMMENT ON TABLE cage IS 'bars';
-- line 20
CREATE TABLE other (
	id SERIAL NOT NULL,
	x INTEGER,
	y INTEGER,
	CONSTRAINT pk_other PRIMARY KEY (id),
	CONSTRAINT uq_other_y UNIQUE (y)
);
CREATE INDEX index_other_x ON other (x);
-- down
-- line 25
DROP TABLE other;
-- line 26
DROP TABLE cage;
-- line 27
DROP TABLE animal;
-- line 28
DROP TABLE zoo;
-- line 29
DROP TYPE kinds;

-- metadata_all_2 metadata_all/versions/0002_step.py [transaction: all]
-- line 14
CREATE TABLE plain (
	id SERIAL NOT NULL,
	a INTEGER,
	b INTEGER,
	PRIMARY KEY (id)
);
-- line 15
CREATE INDEX plain_a ON plain (a);
-- line 16
CREATE UNIQUE INDEX plain_b ON plain (b, a DESC) WHERE a > 3;
-- line 17
ALTER TABLE plain ADD CONSTRAINT plain_unique UNIQUE (b);
-- line 18
CREATE SEQUENCE numbers INCREMENT BY 2 START WITH 3 MINVALUE 1 MAXVALUE 100 CACHE 7 CYCLE;
-- line 19
COMMENT ON TABLE plain IS '50%';
-- down
-- line 25
DROP SEQUENCE numbers;
-- line 26
DROP INDEX plain_b;
-- line 27
DROP TABLE plain;

-- metadata_all_3 metadata_all/versions/0003_step.py [transaction: all]
-- line 21
CREATE TYPE tones AS ENUM ('a', 'b');
CREATE TYPE shades AS ENUM ('x');
CREATE TABLE first (
	id SERIAL NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE second (
	id SERIAL NOT NULL,
	tone tones,
	PRIMARY KEY (id)
);
CREATE TABLE third (
	id SERIAL NOT NULL,
	tone tones,
	shade shades,
	PRIMARY KEY (id)
);
-- line 23
CREATE TYPE sizes_alone AS ENUM ('a', 'b');
CREATE TABLE alone (
	id SERIAL NOT NULL,
	size sizes_alone,
	PRIMARY KEY (id)
);
-- down
-- line 28
DROP TABLE alone;
-- line 29
DROP TYPE sizes_alone;
-- line 31
DROP TABLE third;
DROP TABLE second;
DROP TABLE first;
DROP TYPE tones;
DROP TYPE shades;

