CREATE TABLE users (id bigint PRIMARY KEY);
CREATE ROLE app;
CREATE ROLE other;
GRANT SELECT ON users TO app;
GRANT app TO other;
REVOKE ALL ON users FROM app;
