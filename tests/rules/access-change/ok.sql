CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE POLICY mine ON notes USING (true);
ALTER TABLE notes OWNER TO bob;
-- next migration
CREATE TABLE tags (id bigint PRIMARY KEY);
REVOKE ALL ON tags FROM PUBLIC;
ALTER TABLE tags OWNER TO bob;
ALTER TABLE tags ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
-- next migration
-- only what is made from now on
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
-- next migration
-- set anew
REVOKE ALL ON users FROM app;
GRANT SELECT, INSERT ON users TO app, report;
-- next migration
-- it was his
ALTER TABLE notes OWNER TO bob;
-- next migration
-- with a policy, here or before
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_rows ON users USING (true);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
-- next migration
DROP POLICY mine ON notes;
CREATE POLICY mine ON notes USING (id > 0);
