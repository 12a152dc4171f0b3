CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT 1'; -- want: function-without-search-path
