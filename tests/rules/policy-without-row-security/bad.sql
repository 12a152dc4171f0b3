CREATE TABLE users (id bigint PRIMARY KEY);
CREATE POLICY own ON users USING (id = 1); -- want: policy-without-row-security "policy 'own' does nothing"
