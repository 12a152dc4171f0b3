-- Every function of the catalog with the strongest volatility of its overloads, as in
-- analyzer/replay/builtin_functions.inc (made by tests/live/volatility from one or more servers).
-- Those that only the server calls (input, output, triggers, access methods) are left out.
SELECT format('{"%s",%s},', proname, upper(max(translate(provolatile, 'isv', '123'))))
FROM pg_proc
WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
  AND NOT ('internal'::regtype = ANY (proargtypes) OR 'cstring'::regtype = ANY (proargtypes))
  AND prorettype NOT IN (SELECT oid FROM pg_type WHERE typtype = 'p' AND typname ~ 'handler$|trigger$|internal|cstring')
GROUP BY proname;
