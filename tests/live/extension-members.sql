-- One line a member of each extension that can be created here; everything is taken back.
BEGIN;
SET client_min_messages = error;
CREATE TEMP TABLE lines (number serial, line text);
DO $$
DECLARE
	extension text;
	members text[];
BEGIN
	FOR extension IN
		SELECT e.name FROM pg_available_extensions e
		 WHERE e.name NOT IN ('plpgsql') AND e.name NOT LIKE 'pl%' AND e.name NOT LIKE '%_pl%' ORDER BY e.name COLLATE "C"
	LOOP
		BEGIN
			EXECUTE format('CREATE EXTENSION %I CASCADE', extension);
			SELECT array_agg(format('{"%s",''%s'',%s,"%s","%s"},', extension, kind, volatility, name, detail)
			                 ORDER BY kind, name COLLATE "C", detail COLLATE "C") INTO members
			  FROM (
				SELECT 's' AS kind, 0 AS volatility, n.nspname AS name, '' AS detail
				  FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
				 WHERE x.extname = extension AND n.nspname <> 'public'
				UNION ALL
				SELECT 'r', 0, x.extname, '' FROM pg_depend d
				  JOIN pg_extension x ON x.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
				 WHERE d.classid = 'pg_extension'::regclass
				   AND d.objid = (SELECT oid FROM pg_extension WHERE extname = extension)
				UNION ALL
				SELECT 't', 0, t.typname, '' FROM pg_depend d JOIN pg_type t ON t.oid = d.objid
				 WHERE d.classid = 'pg_type'::regclass AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
				   AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = extension) AND t.typcategory <> 'A'
				   AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class r WHERE r.oid = t.typrelid AND r.relkind = 'c'))
				UNION ALL
				SELECT 'f', CASE p.provolatile WHEN 'i' THEN 1 WHEN 's' THEN 2 ELSE 3 END, p.proname,
				       (SELECT coalesce(string_agg(replace(replace(format_type(a.type, NULL), 'character varying', 'varchar'),
				                                           'timestamp with time zone', 'timestamptz'), ', ' ORDER BY a.number), '')
				          FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, number))
				  FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
				 WHERE d.classid = 'pg_proc'::regclass AND NOT (ARRAY['internal', 'cstring']::regtype[]::oid[] && p.proargtypes::oid[]) AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
				   AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = extension)
				UNION ALL
				SELECT 'c', 0, c.opcname, a.amname FROM pg_depend d JOIN pg_opclass c ON c.oid = d.objid
				  JOIN pg_am a ON a.oid = c.opcmethod
				 WHERE d.classid = 'pg_opclass'::regclass AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
				   AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = extension)
				UNION ALL
				SELECT CASE c.relkind WHEN 'v' THEN 'v' ELSE 'e' END, 0, c.relname, '' FROM pg_depend d
				  JOIN pg_class c ON c.oid = d.objid
				 WHERE d.classid = 'pg_class'::regclass AND c.relkind <> 'c' AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
				   AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = extension)
			) AS every;
			-- a variable outlives what is taken back
			RAISE EXCEPTION 'taken back' USING ERRCODE = 'ZZ999';
		EXCEPTION
			WHEN SQLSTATE 'ZZ999' THEN INSERT INTO lines (line) SELECT unnest(members);
			WHEN OTHERS THEN RAISE WARNING '%: %', extension, SQLERRM;
		END;
	END LOOP;
END $$;
SELECT line FROM lines ORDER BY number;
ROLLBACK;
