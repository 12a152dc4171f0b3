CREATE TABLE users (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
-- next migration
ALTER TABLE users DISABLE TRIGGER audit; -- want: disabled-trigger "trigger 'audit' of 'users' does not fire any more"
-- next migration
ALTER TABLE users DISABLE TRIGGER ALL; -- want: disabled-trigger "foreign keys of 'users'"
-- next migration
ALTER TABLE users DISABLE TRIGGER USER; -- want: disabled-trigger
ALTER TABLE users ENABLE TRIGGER audit;
