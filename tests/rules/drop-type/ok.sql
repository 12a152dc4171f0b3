CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE colour AS ENUM ('red', 'blue');
CREATE TYPE shape AS ENUM ('round');
CREATE TYPE size AS ENUM ('small', 'big');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood, likes colour);
CREATE TABLE things (id bigint PRIMARY KEY, form shape[], width size DEFAULT 'small');
-- next migration
-- the enum is built anew
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');
ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;
DROP TYPE mood_old;
-- next migration
-- the same, the other way round
CREATE TYPE mood_new AS ENUM ('sad', 'fine', 'happy', 'glad');
ALTER TABLE people ALTER COLUMN feels TYPE mood_new USING feels::text::mood_new;
DROP TYPE mood;
ALTER TYPE mood_new RENAME TO mood;
-- next migration
-- it goes with its column, or with its table
ALTER TABLE people DROP COLUMN likes;
DROP TYPE colour;
DROP TABLE things;
DROP TYPE shape;
DROP TYPE size;
-- next migration
CREATE TYPE trial AS ENUM ('a');
DROP TYPE trial;
DROP TYPE IF EXISTS never_there;
