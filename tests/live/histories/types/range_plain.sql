CREATE TYPE reals AS RANGE (subtype = float8);
CREATE TYPE gone AS RANGE (subtype = text);
DROP TYPE gone;
CREATE FUNCTION f(reals) RETURNS reals LANGUAGE sql AS 'SELECT $1';
ALTER TYPE reals RENAME TO float_range;
