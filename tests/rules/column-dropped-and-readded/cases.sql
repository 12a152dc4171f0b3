CREATE TABLE users (id bigint PRIMARY KEY, a text, b text, c text);
-- next migration
ALTER TABLE users DROP COLUMN a; -- want: column-dropped-and-readded "its values are lost"
ALTER TABLE users ADD COLUMN a int;
-- next migration
-- the values were carried over
ALTER TABLE users ADD COLUMN b_new text;
UPDATE users SET b_new = b WHERE b IS NOT NULL;
ALTER TABLE users DROP COLUMN b;
ALTER TABLE users ADD COLUMN b int;
-- next migration
-- another column, another table, a new one
ALTER TABLE users DROP COLUMN c;
ALTER TABLE users ADD COLUMN something_else bigint;
CREATE TABLE fresh (c text);
ALTER TABLE fresh DROP COLUMN c;
ALTER TABLE fresh ADD COLUMN c int;
