CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, name text, gone text NOT NULL, phone text NOT NULL);
-- next migration
ALTER TABLE users ALTER COLUMN email DROP NOT NULL; -- want: drop-not-null
-- nullable already
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
ALTER TABLE users ADD COLUMN a int NOT NULL DEFAULT 1;
ALTER TABLE users ALTER COLUMN a DROP NOT NULL;
CREATE TABLE fresh (a int NOT NULL);
ALTER TABLE fresh ALTER COLUMN a DROP NOT NULL;
-- the column goes: drop-column tells
ALTER TABLE users ALTER COLUMN gone DROP NOT NULL;
ALTER TABLE users DROP COLUMN gone;
-- a CHECK still keeps NULLs out
ALTER TABLE users ADD CONSTRAINT has_phone CHECK (phone IS NOT NULL);
ALTER TABLE users ALTER COLUMN phone DROP NOT NULL;
