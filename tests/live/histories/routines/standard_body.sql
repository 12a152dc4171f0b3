-- server: >=14
CREATE FUNCTION twice(a integer) RETURNS integer RETURN a * 2;
CREATE FUNCTION thrice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT a * 2; SELECT a + twice(a); END;
ALTER FUNCTION twice(integer) RENAME TO doubled;
CREATE PROCEDURE nothing() BEGIN ATOMIC END;
