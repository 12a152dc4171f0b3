CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood);
-- next migration
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'happy'); -- want: drop-enum-value "without 'fine'"
ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;
DROP TYPE mood_old;
-- next migration
CREATE TYPE mood_new AS ENUM ('glum', 'happy'); -- want: drop-enum-value "without 'sad'"
ALTER TABLE people ALTER COLUMN feels TYPE mood_new USING feels::text::mood_new;
ALTER TYPE mood RENAME TO mood_old;
ALTER TYPE mood_new RENAME TO mood;
DROP TYPE mood_old;
-- next migration
-- the old one may stay, under its other name
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('happy'); -- want: drop-enum-value "without 'glum'"
ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;
