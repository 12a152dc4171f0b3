CREATE TABLE notes (id bigint PRIMARY KEY, owner text);
CREATE TABLE drafts (id bigint PRIMARY KEY, owner text);
CREATE TABLE old_notes (id bigint PRIMARY KEY, owner text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE old_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (owner = current_user);
CREATE POLICY idle ON drafts USING (owner = current_user);
CREATE POLICY own ON old_notes USING (owner = current_user);
-- next migration
-- again, under its name
DROP POLICY own ON notes;
CREATE POLICY own ON notes USING (owner = session_user);
-- next migration
-- one for each command
DROP POLICY own ON notes;
CREATE POLICY own_read ON notes FOR SELECT USING (owner = session_user);
CREATE POLICY own_write ON notes FOR UPDATE USING (owner = session_user);
-- next migration
-- the other way round
DROP POLICY own_read ON notes;
DROP POLICY own_write ON notes;
CREATE POLICY own_all ON notes USING (owner = session_user);
-- next migration
-- row level security is off: no effect
DROP POLICY idle ON drafts;
-- next migration
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
DROP POLICY own_all ON notes;
-- next migration
DROP POLICY own ON old_notes;
DROP TABLE old_notes;
-- next migration
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY trial ON notes USING (true);
DROP POLICY trial ON notes;
DROP POLICY IF EXISTS never_there ON notes;
