-- What the first statement locks stays locked while the second works, and is given back by COMMIT.
BEGIN;
ALTER TABLE users ADD COLUMN name text;
CREATE INDEX ON notes (body);
COMMIT;
ALTER TABLE users ADD COLUMN nick text;
