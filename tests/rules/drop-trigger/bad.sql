CREATE TABLE bills (id bigint PRIMARY KEY);
CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER audited AFTER INSERT OR UPDATE ON bills FOR EACH ROW EXECUTE FUNCTION audit();
CREATE TRIGGER touched BEFORE UPDATE ON bills FOR EACH ROW EXECUTE FUNCTION touch();
-- next migration
DROP TRIGGER audited ON bills; -- want: drop-trigger "'audit' is no longer called"
-- next migration
-- the new one fires at other times
DROP TRIGGER IF EXISTS touched ON bills; -- want: drop-trigger
CREATE TRIGGER counted AFTER INSERT ON bills FOR EACH ROW EXECUTE FUNCTION audit();
