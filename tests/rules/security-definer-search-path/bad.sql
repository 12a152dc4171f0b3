CREATE FUNCTION a() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; -- want: security-definer-search-path "owner's rights"
CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE c() LANGUAGE plpgsql SECURITY DEFINER SET work_mem = '1GB' AS 'BEGIN END'; -- want: security-definer-search-path
-- next migration
ALTER FUNCTION b() SECURITY DEFINER; -- want: security-definer-search-path
