CREATE TABLE users (id bigint PRIMARY KEY);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
-- next migration
CREATE TEMPORARY TABLE scratch (id bigint);
CREATE TRIGGER noted AFTER INSERT ON scratch FOR EACH ROW EXECUTE FUNCTION note();
ALTER TABLE scratch DISABLE TRIGGER noted;
CREATE TRIGGER noted AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note(); -- want: trigger-blocks-writes
ALTER TABLE users DISABLE TRIGGER noted; -- want: trigger-blocks-writes
ALTER TABLE users ENABLE TRIGGER noted; -- want: trigger-blocks-writes
DROP TRIGGER noted ON users; -- want: trigger-blocks-writes
