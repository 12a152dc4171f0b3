CREATE TABLE users (id bigint PRIMARY KEY);
GRANT SELECT ON users TO PUBLIC; -- want: grant-to-public
GRANT ALL ON users TO PUBLIC; -- want: grant-to-public
CREATE SCHEMA app;
GRANT CREATE ON SCHEMA app TO PUBLIC; -- want: grant-to-public
