CREATE TABLE bills (id bigint PRIMARY KEY, changed timestamptz, rank int);
CREATE FUNCTION set_rank() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.rank = 1; RETURN NEW; END $$;
CREATE FUNCTION set_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed = now(); RETURN NEW; END $$;
CREATE TRIGGER ranked BEFORE INSERT ON bills FOR EACH ROW EXECUTE FUNCTION set_rank();
CREATE TRIGGER changing BEFORE UPDATE ON bills FOR EACH ROW EXECUTE FUNCTION set_changed();
-- next migration
-- the column that it filled goes, and with it the function
DROP TRIGGER ranked ON bills;
DROP FUNCTION set_rank();
ALTER TABLE bills DROP COLUMN rank;
-- next migration
-- the function goes, but the columns stay
DROP TRIGGER changing ON bills; -- want: drop-trigger
DROP FUNCTION set_changed();
