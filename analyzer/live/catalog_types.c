/* catalog_types.c: schemas, extensions, types, routines. */
#include "catalog.h"

static const char schemas[] =
	"SELECT 10, 'pg_namespace'::regclass::oid, n.oid, n.nspname,"
	" CASE n.nspname WHEN 'public' THEN E'DROP SCHEMA public;\\n' ELSE '' END || format('CREATE SCHEMA %I', n.nspname)"
	" FROM pg_namespace n WHERE " CATALOG_MADE("n.oid") " AND " CATALOG_PLAIN("n.nspname")
	" UNION ALL SELECT 10, 'pg_namespace'::regclass::oid, 2200::oid, 'public', 'DROP SCHEMA public'"
	" WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')";

static const char extensions[] =
	"SELECT 20, 'pg_extension'::regclass::oid, e.oid, NULL::name, format('CREATE EXTENSION %I WITH SCHEMA %I', e.extname, n.nspname)"
	" FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.oid >= 16384";

static const char members[] =
	"SELECT 253, d.classid, d.objid, NULL::name, '' FROM pg_depend d WHERE d.deptype = 'e' AND d.objid >= 16384";

static const char enums[] =
	"SELECT 32, 'pg_type'::regclass::oid, t.oid, n.nspname, format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,"
	" (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))"
	" FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
	" WHERE t.typtype = 'e' AND " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char composites[] =
	"SELECT 35, 'pg_type'::regclass::oid, t.oid, n.nspname, format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,"
	" (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) || CASE WHEN a.attcollation <> y.typcollation AND a.attcollation <> 0"
	"   THEN (SELECT ' COLLATE ' || CASE m.nspname WHEN 'pg_catalog' THEN quote_ident(l.collname) ELSE format('%I.%I', m.nspname, l.collname) END FROM pg_collation l JOIN pg_namespace m ON m.oid = l.collnamespace"
	"   WHERE l.oid = a.attcollation) ELSE '' END, ', ' ORDER BY a.attnum) FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid"
	"   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))"
	" FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'"
	" WHERE " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char domains[] =
	"SELECT 38, 'pg_type'::regclass::oid, t.oid, n.nspname, format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod))"
	" || CASE WHEN t.typcollation <> b.typcollation THEN (SELECT ' COLLATE ' || CASE m.nspname WHEN 'pg_catalog' THEN quote_ident(l.collname) ELSE format('%I.%I', m.nspname, l.collname) END FROM pg_collation l"
	"    JOIN pg_namespace m ON m.oid = l.collnamespace WHERE l.oid = t.typcollation) ELSE '' END"
	" || coalesce(' DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)), '')"
	" || CASE WHEN t.typnotnull {17? AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'n'"
	"    AND k.conname <> t.typname || '_not_null') ?} THEN ' NOT NULL' ELSE '' END"
	" || coalesce((SELECT string_agg(format(E';\\nALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.nspname, t.typname, k.conname, pg_get_constraintdef(k.oid)), ''"
	"    ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid"
	"    AND (k.contype = 'c' {17? OR (k.contype = 'n' AND k.conname <> t.typname || '_not_null') ?})), '')"
	" FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype"
	" WHERE t.typtype = 'd' AND " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char ranges[] =
	"SELECT 36, 'pg_type'::regclass::oid, t.oid, n.nspname,"
	" CASE WHEN r.rngcanonical <> 0 THEN format(E'CREATE TYPE %I.%I;\\n', n.nspname, t.typname) ELSE '' END"
	" || format('CREATE TYPE %I.%I AS RANGE (subtype = %s', n.nspname, t.typname, format_type(r.rngsubtype, NULL))"
	"{14? || format(', multirange_type_name = %s', r.rngmultitypid::regtype) ?}"
	" || CASE WHEN NOT o.opcdefault THEN (SELECT format(', subtype_opclass = %I.%I', m.nspname, o.opcname) FROM pg_namespace m WHERE m.oid = o.opcnamespace) ELSE '' END"
	" || CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> s.typcollation THEN (SELECT format(', collation = %I.%I', m.nspname, l.collname) FROM pg_collation l"
	"    JOIN pg_namespace m ON m.oid = l.collnamespace WHERE l.oid = r.rngcollation) ELSE '' END"
	" || CASE WHEN r.rngcanonical <> 0 THEN ', canonical = ' || r.rngcanonical::text ELSE '' END"
	" || CASE WHEN r.rngsubdiff <> 0 THEN ', subtype_diff = ' || r.rngsubdiff::text ELSE '' END || ')'"
	" FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_opclass o ON o.oid = r.rngsubopc"
	" JOIN pg_type s ON s.oid = r.rngsubtype WHERE " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname");

/* Base types come twice: as a shell, which their functions need, and as a whole, which needs the functions. */
static const char shells[] =
	"SELECT 31, 'pg_type'::regclass::oid, t.oid, n.nspname, format('CREATE TYPE %I.%I', n.nspname, t.typname)"
	" FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
	" WHERE (t.typtype = 'p' OR (t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)))"
	" AND " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char base_types[] =
	"SELECT 37, 'pg_type'::regclass::oid, t.oid, n.nspname, format('CREATE TYPE %I.%I (INTERNALLENGTH = %s, INPUT = %s, OUTPUT = %s', n.nspname, t.typname,"
	" CASE WHEN t.typlen >= 0 THEN t.typlen::text ELSE 'VARIABLE' END, t.typinput, t.typoutput)"
	" || CASE WHEN t.typreceive <> 0 THEN ', RECEIVE = ' || t.typreceive::text ELSE '' END"
	" || CASE WHEN t.typsend <> 0 THEN ', SEND = ' || t.typsend::text ELSE '' END"
	" || CASE WHEN t.typmodin <> 0 THEN ', TYPMOD_IN = ' || t.typmodin::text ELSE '' END"
	" || CASE WHEN t.typmodout <> 0 THEN ', TYPMOD_OUT = ' || t.typmodout::text ELSE '' END"
	" || CASE WHEN t.typanalyze <> 0 THEN ', ANALYZE = ' || t.typanalyze::text ELSE '' END"
	"{14? || CASE WHEN t.typsubscript <> 0 THEN ', SUBSCRIPT = ' || t.typsubscript::text ELSE '' END ?}"
	" || CASE WHEN t.typbyval THEN ', PASSEDBYVALUE' ELSE '' END"
	" || ', ALIGNMENT = ' || CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' ELSE 'int4' END"
	" || ', STORAGE = ' || CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' ELSE 'plain' END"
	" || CASE WHEN t.typcategory <> 'U' THEN ', CATEGORY = ' || quote_literal(t.typcategory::text) ELSE '' END"
	" || CASE WHEN t.typispreferred THEN ', PREFERRED = true' ELSE '' END"
	" || coalesce(', DEFAULT = ' || quote_literal(t.typdefault), '')"
	" || CASE WHEN t.typelem <> 0 THEN ', ELEMENT = ' || format_type(t.typelem, NULL) ELSE '' END"
	" || CASE WHEN t.typdelim <> ',' THEN ', DELIMITER = ' || quote_literal(t.typdelim::text) ELSE '' END"
	" || CASE WHEN t.typcollation <> 0 THEN ', COLLATABLE = true' ELSE '' END || ')'"
	" FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
	" WHERE t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)"
	" AND " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char routines[] =
	"SELECT 40, 'pg_proc'::regclass::oid, p.oid, n.nspname, rtrim(pg_get_functiondef(p.oid), E'\\n')"
	" FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
	" WHERE p.prokind <> 'a' AND NOT (p.prolang = 12 AND p.prosrc ~ '^(multi)?range_constructor') AND " CATALOG_MADE("p.oid") " AND " CATALOG_PLAIN("n.nspname");

#define IF_PROC(column, word) " || CASE WHEN a." column " <> 0 THEN ', " word " = ' || a." column "::text ELSE '' END"
#define MODIFY(column, word, kind)                                                                                       \
	" || CASE WHEN a." column " <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END AND a." kind " <> 0 THEN ', " word " = ' ||" \
	" CASE a." column " WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END"

static const char aggregates[] =
	"SELECT 45, 'pg_proc'::regclass::oid, p.oid, n.nspname, format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s', n.nspname, p.proname,"
	" coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'), a.aggtransfn, format_type(a.aggtranstype, NULL))"
	" || CASE WHEN a.aggtransspace <> 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END"
	IF_PROC("aggfinalfn", "FINALFUNC")
	" || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END"
	MODIFY("aggfinalmodify", "FINALFUNC_MODIFY", "aggfinalfn")
	IF_PROC("aggcombinefn", "COMBINEFUNC")
	IF_PROC("aggserialfn", "SERIALFUNC")
	IF_PROC("aggdeserialfn", "DESERIALFUNC")
	" || coalesce(', INITCOND = ' || quote_literal(a.agginitval), '')"
	IF_PROC("aggmtransfn", "MSFUNC")
	IF_PROC("aggminvtransfn", "MINVFUNC")
	" || CASE WHEN a.aggmtranstype <> 0 THEN ', MSTYPE = ' || format_type(a.aggmtranstype, NULL) ELSE '' END"
	" || CASE WHEN a.aggmtransspace <> 0 THEN ', MSSPACE = ' || a.aggmtransspace ELSE '' END"
	IF_PROC("aggmfinalfn", "MFINALFUNC")
	" || CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END"
	MODIFY("aggmfinalmodify", "MFINALFUNC_MODIFY", "aggmfinalfn")
	" || coalesce(', MINITCOND = ' || quote_literal(a.aggminitval), '')"
	" || CASE WHEN a.aggsortop <> 0 THEN (SELECT format(', SORTOP = OPERATOR(%I.%s)', m.nspname, o.oprname) FROM pg_operator o"
	"    JOIN pg_namespace m ON m.oid = o.oprnamespace WHERE o.oid = a.aggsortop) ELSE '' END"
	" || CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END"
	" || CASE p.proparallel WHEN 's' THEN ', PARALLEL = safe' WHEN 'r' THEN ', PARALLEL = restricted' ELSE '' END || ')'"
	" FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace"
	" WHERE " CATALOG_MADE("p.oid") " AND " CATALOG_PLAIN("n.nspname");

const CatalogPart mv_catalog_types[] = {
	{ .what = "schemas", .sql = schemas },
	{ .what = "extensions", .kind = "extension", .sql = extensions },
	{ .what = "members of extensions", .kind = "extension", .sql = members },
	{ .what = "enum types", .kind = "enum", .sql = enums },
	{ .what = "composite types", .kind = "composite", .sql = composites },
	{ .what = "domains", .kind = "domain", .sql = domains },
	{ .what = "range types", .kind = "range", .sql = ranges },
	{ .what = "shell types", .kind = "base_type", .sql = shells },
	{ .what = "base types", .kind = "base_type", .sql = base_types },
	{ .what = "routines", .kind = "routine", .sql = routines },
	{ .what = "aggregates", .kind = "aggregate", .sql = aggregates },
	{ .what = NULL },
};
