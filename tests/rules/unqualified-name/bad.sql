CREATE TABLE users (id bigint PRIMARY KEY); -- want: unqualified-name
CREATE VIEW v AS SELECT 1 AS one; -- want: unqualified-name
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; -- want: unqualified-name
