CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- next migration
ALTER TABLE users ADD COLUMN email text; -- want
ALTER TABLE users RENAME COLUMN name TO full_name; -- want
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f(); -- want
DO $$ BEGIN
  ALTER TABLE public.users ALTER COLUMN email SET NOT NULL; -- want
END $$;
-- next migration
DROP TABLE users; -- want
