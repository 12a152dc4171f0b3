CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT one_email UNIQUE);
CREATE UNIQUE INDEX users_mail ON users (email);
CREATE SEQUENCE numbers;
CREATE SEQUENCE others;
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE pair AS (a int, b int);
CREATE DOMAIN name AS text;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
-- next migration
ALTER TABLE users RENAME CONSTRAINT one_email TO single_email; -- want: rename-object "ON CONFLICT ON CONSTRAINT"
ALTER INDEX users_mail RENAME TO users_email; -- want: rename-object "index 'users_mail' becomes 'users_email'"
ALTER SEQUENCE numbers RENAME TO invoices; -- want: rename-object "42P01"
ALTER TABLE others RENAME TO others_2; -- want: rename-object "sequence 'others'"
ALTER TYPE mood RENAME TO feeling; -- want: rename-object "42704"
ALTER TYPE pair RENAME TO two; -- want: rename-object
ALTER TYPE two RENAME ATTRIBUTE a TO x; -- want: rename-object "42703"
ALTER DOMAIN name RENAME TO person; -- want: rename-object
ALTER FUNCTION f() RENAME TO g; -- want: rename-object "42883"
ALTER PROCEDURE p() RENAME TO q; -- want: rename-object
ALTER ROLE bob RENAME TO robert; -- want: rename-object "logs in"
