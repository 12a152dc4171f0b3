-- transaction: file
CREATE TABLE people (id serial PRIMARY KEY);
CREATE TABLE places (id serial PRIMARY KEY);
-- next migration
CREATE TABLE visits (id serial PRIMARY KEY, person int REFERENCES people, place int REFERENCES places); -- want: several-foreign-keys
-- told already for every version, though this one's locks depend on the version
CREATE TABLE blocks (id serial PRIMARY KEY, person int NOT NULL REFERENCES people ON UPDATE CASCADE, place int NOT NULL REFERENCES places ON DELETE CASCADE);
DROP TABLE IF EXISTS visits_old;
ALTER TABLE people ADD CONSTRAINT id_set CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE people ADD COLUMN IF NOT EXISTS at timestamptz NOT NULL DEFAULT now();
CREATE TABLE stays (id serial PRIMARY KEY, person int REFERENCES people, place int REFERENCES places);
