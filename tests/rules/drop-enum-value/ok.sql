CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood);
-- next migration
-- all values, and more, in another order
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('happy', 'fine', 'glad', 'sad');
ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;
DROP TYPE mood_old;
-- next migration
-- the value was never seen
ALTER TYPE mood ADD VALUE 'odd';
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('happy', 'fine', 'glad', 'sad');
-- next migration
-- not an enum any more; just renamed; new
ALTER TYPE mood RENAME TO feeling;
CREATE TYPE trial AS ENUM ('a', 'b');
DROP TYPE trial;
CREATE TYPE trial AS ENUM ('a');
