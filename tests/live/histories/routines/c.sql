CREATE FUNCTION internal_lower(text) RETURNS text LANGUAGE internal STRICT AS 'lower';
CREATE FUNCTION moddate() RETURNS trigger LANGUAGE c AS '$libdir/moddatetime', 'moddatetime';
