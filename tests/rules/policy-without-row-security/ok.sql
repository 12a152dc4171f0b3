CREATE TABLE users (id bigint PRIMARY KEY);
CREATE POLICY own ON users USING (id = 1);
-- next migration
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
