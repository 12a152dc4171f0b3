CREATE PROCEDURE wait(INOUT a int, b interval day to second) LANGUAGE plpgsql AS 'begin a := 1; end';
ALTER PROCEDURE wait(INOUT a integer, IN b interval) RENAME TO pause;
CREATE FUNCTION later(interval day to second, at timestamptz) RETURNS void AS 'select null' LANGUAGE sql;
COMMENT ON FUNCTION later(interval, at timestamptz) IS 'some time';
CREATE FUNCTION gone(interval(3)) RETURNS void AS 'select null' LANGUAGE sql;
DROP FUNCTION gone(interval);
