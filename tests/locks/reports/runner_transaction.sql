-- transaction: file
-- The runner's transaction holds everything to the end of the file.
ALTER TABLE notes ALTER COLUMN body SET NOT NULL;
CREATE TABLE fresh (id bigint PRIMARY KEY, note_id bigint REFERENCES notes);
CREATE INDEX ON fresh (note_id);
CREATE INDEX ON users (town);
