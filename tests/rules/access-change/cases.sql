CREATE TABLE users (id bigint PRIMARY KEY);
CREATE SCHEMA app;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT SELECT ON users TO app, report;
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE POLICY mine ON notes USING (true);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
-- next migration
REVOKE SELECT ON users FROM app; -- want: access-change "'app' loses access to 'users'"
REVOKE ALL ON ALL TABLES IN SCHEMA app FROM report; -- want: access-change
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC; -- want: access-change
REVOKE USAGE ON SCHEMA app FROM report; -- want: access-change
REVOKE admin FROM bob; -- want: access-change
-- next migration
-- less comes back
REVOKE SELECT, INSERT ON users FROM report; -- want: access-change
GRANT SELECT ON users TO report;
-- next migration
ALTER TABLE users OWNER TO bob; -- want: access-change "another owner"
ALTER SCHEMA app OWNER TO bob; -- want: access-change
-- next migration
ALTER TABLE users ENABLE ROW LEVEL SECURITY; -- want: access-change "empty for everybody but its owner"
ALTER TABLE notes DISABLE ROW LEVEL SECURITY; -- want: access-change "sees all of its rows"
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
-- next migration
DROP POLICY mine ON notes; -- want: access-change
