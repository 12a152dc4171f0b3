CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, name text);
-- next migration
ALTER TABLE users DROP COLUMN email; -- want: drop-column
-- next migration
ALTER TABLE users DROP COLUMN IF EXISTS never_there;
ALTER TABLE users ADD COLUMN draft text;
ALTER TABLE users DROP COLUMN draft;
CREATE TABLE fresh (id int, a int);
ALTER TABLE fresh DROP COLUMN a;
