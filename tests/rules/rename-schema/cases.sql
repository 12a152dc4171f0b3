CREATE SCHEMA app;
CREATE SCHEMA attic;
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE VIEW people AS SELECT id FROM users;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- next migration
ALTER SCHEMA app RENAME TO web; -- want: rename-schema
ALTER TABLE users SET SCHEMA attic; -- want: rename-schema
ALTER VIEW people SET SCHEMA attic; -- want: rename-schema
-- next migration
CREATE SCHEMA fresh;
ALTER SCHEMA fresh RENAME TO newer;
CREATE TABLE lines (id bigint);
ALTER TABLE lines SET SCHEMA newer;
CREATE VIEW shown AS SELECT id FROM newer.lines;
ALTER VIEW shown SET SCHEMA newer;
