CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT named CHECK (email <> ''));
CREATE INDEX users_email ON users (email);
-- next migration
DO $$ BEGIN
	DROP INDEX users_email; -- want: drop-index-not-concurrent
	ALTER TABLE users DROP CONSTRAINT named, ADD COLUMN x int;
END $$;
