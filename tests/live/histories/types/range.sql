-- server: >=14
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
CREATE TYPE span AS RANGE (subtype = integer, multirange_type_name = many_spans);
CREATE SCHEMA app;
ALTER TYPE floatrange RENAME TO reals;
ALTER TYPE floatmultirange RENAME TO realsets;
ALTER TYPE span SET SCHEMA app;
CREATE FUNCTION f(reals, realsets, app.span) RETURNS many_spans LANGUAGE sql AS 'SELECT null::many_spans';
CREATE TYPE gone AS RANGE (subtype = text);
DROP TYPE gone;
CREATE DOMAIN d AS reals;
