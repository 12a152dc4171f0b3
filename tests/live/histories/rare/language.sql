CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION inl(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE TRUSTED LANGUAGE pl2 HANDLER handler INLINE inl;
CREATE FUNCTION f() RETURNS integer LANGUAGE pl2 AS 'begin return 1; end';
ALTER LANGUAGE pl2 RENAME TO pl3;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD bt2 TYPE INDEX HANDLER bthandler;
