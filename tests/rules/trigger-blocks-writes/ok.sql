CREATE TABLE users (id bigint PRIMARY KEY);
CREATE VIEW people AS SELECT id FROM users;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
-- next migration
CREATE TABLE fresh (id bigint);
CREATE TRIGGER noted AFTER INSERT ON fresh FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER wrote INSTEAD OF INSERT ON people FOR EACH ROW EXECUTE FUNCTION note();
-- not there: nothing is locked
DROP TRIGGER IF EXISTS never ON users;
