CREATE TABLE users (id bigint PRIMARY KEY);
CREATE POLICY a ON users USING (true); -- want: policy-always-true
CREATE POLICY b ON users FOR INSERT WITH CHECK (true); -- want: policy-always-true
