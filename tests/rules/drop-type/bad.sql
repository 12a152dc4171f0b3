CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE place AS (x int, y int);
CREATE TYPE unused AS ENUM ('a');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood, at place);
-- next migration
ALTER TABLE people ALTER COLUMN feels TYPE text;
DROP TYPE mood; -- want: drop-type "name it"
-- next migration
DROP TYPE unused; -- want: drop-type
-- next migration
ALTER TABLE people DROP COLUMN at;
-- next migration
DROP TYPE IF EXISTS place; -- want: drop-type
