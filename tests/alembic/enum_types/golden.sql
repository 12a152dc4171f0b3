-- enum_types_1 enum_types/versions/0001_create.py [transaction: all]
-- line 26
CREATE TYPE color AS ENUM ('red', 'green', 'blue');
CREATE TYPE levels AS ENUM ('low', 'high');
CREATE TABLE a (
	id SERIAL NOT NULL,
	color color NOT NULL,
	level levels,
	PRIMARY KEY (id)
);
-- line 27
CREATE TYPE "Letters" AS ENUM ('x', 'y');
CREATE TABLE b (
	color color,
	colors "Letters"[]
);
-- line 28
CREATE TABLE c (
	later "Letters",
	loose VARCHAR(4)
);
-- line 30
CREATE TYPE shared AS ENUM ('one', 'two');
-- line 32
ALTER TABLE c ADD COLUMN shared shared DEFAULT 'one';
-- line 33
ALTER TABLE c ADD COLUMN many shared[];
-- line 35
CREATE TYPE generic AS ENUM ('p', 'q');
-- line 37
ALTER TABLE c ALTER COLUMN loose TYPE generic USING loose::text::generic;
-- line 38
CREATE SCHEMA other;
-- line 39
CREATE TYPE other.inherited AS ENUM ('x');
CREATE TABLE other.d (
	x other.inherited
);
-- line 40
CREATE TYPE other."Other Type" AS ENUM ('x');
CREATE TABLE e (
	x other."Other Type"
);
-- down
-- line 44
DROP TABLE e;
-- line 45
DROP TABLE other.d;
-- line 46
DROP SCHEMA other CASCADE;
-- line 47
DROP TABLE c;
-- line 48
DROP TABLE b;
-- line 49
DROP TABLE a;
-- line 50
DROP TYPE generic;
-- line 52
DROP TYPE color;
-- line 53
DROP TYPE levels;
-- line 54
DROP TYPE shared;
-- line 55
DROP TYPE "Letters";

