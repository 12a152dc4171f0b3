-- The rows of one of analyzer/replay/builtin_{calls,operators,assignments,casts}.inc, by :what (see tests/live/signatures).
\if :calls
SELECT format('{"%s", "%s", "%s"},', proname, coalesce((SELECT string_agg(typname, ',' ORDER BY place) FROM unnest(proargtypes::oid[])
         WITH ORDINALITY AS given(type, place) JOIN pg_type t ON t.oid = given.type), ''),
         (SELECT typname FROM pg_type t WHERE t.oid = prorettype))
  FROM pg_proc p
 WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind IN ('f', 'a', 'w') AND proname !~ '^(pg_|binary_upgrade|ts_.*_(in|out)|.*_(send|recv|out|in)$)'
   AND NOT ('internal'::regtype = ANY (proargtypes) OR 'cstring'::regtype = ANY (proargtypes)) AND NOT proretset
   AND prorettype NOT IN (SELECT oid FROM pg_type WHERE typtype = 'p' AND typname ~ 'handler$|trigger$|internal|cstring|void|record')
   -- what only operators and index methods call
   AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid) AND p.oid NOT IN (SELECT amproc FROM pg_amproc);
\elif :operators
SELECT format('{"%s", "%s", "%s", "%s"},', oprname, coalesce(l.typname, ''), r.typname, t.typname)
  FROM pg_operator o LEFT JOIN pg_type l ON l.oid = oprleft JOIN pg_type r ON r.oid = oprright JOIN pg_type t ON t.oid = oprresult
 WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprresult <> 'boolean'::regtype;
\elif :assignments
SELECT format('{"%s", "%s"},', s.typname, t.typname)
  FROM pg_cast c JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
 WHERE castcontext = 'a' AND castsource <> casttarget AND s.oid < 16384 AND t.oid < 16384;
\else
SELECT format('{"%s", "%s"},', s.typname, t.typname)
  FROM pg_cast c JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
 WHERE castcontext = 'i' AND castsource <> casttarget AND s.oid < 16384 AND t.oid < 16384;
\endif
