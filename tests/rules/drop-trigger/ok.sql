CREATE TABLE bills (id bigint PRIMARY KEY);
CREATE TABLE parts (id bigint PRIMARY KEY);
CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION audit_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER audited AFTER INSERT OR UPDATE ON bills FOR EACH ROW EXECUTE FUNCTION audit();
CREATE TRIGGER audited AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION audit();
CREATE TRIGGER twice AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION audit();
-- next migration
-- again, under its name
DROP TRIGGER audited ON bills;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON bills FOR EACH ROW EXECUTE FUNCTION audit();
-- next migration
-- under another name, the same function; then another function for the same events
DROP TRIGGER audited ON bills;
CREATE TRIGGER bills_audit AFTER INSERT OR UPDATE ON bills FOR EACH ROW EXECUTE FUNCTION audit();
-- next migration
DROP TRIGGER bills_audit ON bills;
CREATE TRIGGER bills_more AFTER INSERT OR UPDATE ON bills FOR EACH ROW EXECUTE FUNCTION audit_more();
-- next migration
-- disabled, so it did nothing
ALTER TABLE bills DISABLE TRIGGER bills_more;
-- next migration
DROP TRIGGER bills_more ON bills;
-- next migration
-- one of two that do the same
DROP TRIGGER twice ON parts;
-- next migration
-- it goes with its table
DROP TRIGGER audited ON parts;
DROP TABLE parts;
-- next migration
CREATE TRIGGER trial AFTER INSERT ON bills FOR EACH ROW EXECUTE FUNCTION audit();
DROP TRIGGER trial ON bills;
DROP TRIGGER IF EXISTS never_there ON bills;
-- next migration
CREATE TABLE fresh (id int);
CREATE TRIGGER one AFTER INSERT ON fresh FOR EACH ROW EXECUTE FUNCTION audit();
DROP TRIGGER one ON fresh;
