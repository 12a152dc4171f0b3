-- transaction: file
-- A stronger lock on what is locked already.
UPDATE users SET town = 'x' WHERE id = 1;
ALTER TABLE users ADD COLUMN name text;
CREATE INDEX ON notes (body);
ALTER TABLE notes ADD COLUMN title text;
