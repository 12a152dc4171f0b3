CREATE TABLE notes (id bigint PRIMARY KEY, owner text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (owner = current_user);
CREATE POLICY reading ON notes FOR SELECT USING (true);
CREATE POLICY paid ON notes AS RESTRICTIVE USING (id > 0);
CREATE POLICY writing ON notes FOR INSERT WITH CHECK (true);
-- next migration
DROP POLICY own ON notes; -- want: drop-policy "can no longer be seen"
-- next migration
-- the new one is for another command, or does not restrict
DROP POLICY reading ON notes; -- want: drop-policy
CREATE POLICY updating ON notes FOR UPDATE USING (true);
-- next migration
DROP POLICY IF EXISTS paid ON notes; -- want: drop-policy "that it hid"
CREATE POLICY everything ON notes USING (true);
