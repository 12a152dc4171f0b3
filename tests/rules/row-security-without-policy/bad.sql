CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ENABLE ROW LEVEL SECURITY; -- want: row-security-without-policy "nobody but its owner"
-- next migration
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE POLICY p ON t USING (true);
ALTER TABLE t ENABLE ROW LEVEL SECURITY; -- want: row-security-without-policy
DROP POLICY p ON t;
