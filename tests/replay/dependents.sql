CREATE TYPE mood AS ENUM ('sad', 'glad');
ALTER TYPE mood ADD VALUE 'so so' BEFORE 'glad';
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TYPE pair AS (a integer, m mood);
CREATE TABLE people (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL, feels mood DEFAULT 'blue', age positive,
	upper_name text GENERATED ALWAYS AS (upper(name)) STORED, CHECK (name <> ''), CHECK (length(name) > age));
CREATE INDEX people_lower ON people (lower(name)) WHERE age > 18;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER people_stamp BEFORE UPDATE OF name ON people FOR EACH ROW WHEN (old.name <> new.name) EXECUTE FUNCTION stamp();
CREATE POLICY own ON people USING (name = current_user);
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE VIEW adults AS SELECT p.id, p.name FROM people p WHERE p.age > 17;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM adults WITH NO DATA;
ALTER TABLE people RENAME COLUMN name TO full_name;
ALTER TYPE mood RENAME TO feeling;
ALTER SEQUENCE people_id_seq RENAME TO ids;
