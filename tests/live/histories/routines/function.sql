CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('a');
SET search_path TO app, public;
CREATE FUNCTION f(a integer, b text DEFAULT 'it''s', state DEFAULT 'a', VARIADIC d integer[] DEFAULT ARRAY[1, 2]) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 7 SET search_path = app, "$user" SET work_mem = '1MB'
    AS $$ SELECT 1 $$;
CREATE FUNCTION g(OUT a integer, OUT b state) RETURNS record LANGUAGE plpgsql STABLE AS $f$ begin a := 1; end $f$;
CREATE FUNCTION h(INOUT x integer) LANGUAGE plpgsql AS 'begin x := $$a$$; end';
CREATE FUNCTION rows(state[]) RETURNS SETOF state LANGUAGE sql ROWS 7 AS $$ SELECT 'a'::app.state $$;
CREATE FUNCTION tab(n integer) RETURNS TABLE(a integer, "B c" text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE PROCEDURE p(a integer, INOUT b text) LANGUAGE plpgsql AS $$ begin b := a; end $$;
CREATE FUNCTION nothing() RETURNS void LANGUAGE sql AS '';
ALTER TYPE state RENAME TO status;
