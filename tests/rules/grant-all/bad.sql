CREATE TABLE users (id bigint PRIMARY KEY);
CREATE ROLE app;
GRANT ALL PRIVILEGES ON users TO app; -- want: grant-all
