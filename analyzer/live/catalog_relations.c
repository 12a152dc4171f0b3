/* catalog_relations.c: tables, columns, sequences, views. */
#include "catalog.h"

#define COLUMN_TEXT                                                                                                         \
	"quote_ident(a.attname) || CASE WHEN c.reloftype <> 0 THEN ' WITH OPTIONS' ELSE ' ' || format_type(a.atttypid, a.atttypmod) END" \
	"{foreign_table? || CASE WHEN a.attfdwoptions IS NULL THEN '' ELSE " CATALOG_FOREIGN_OPTIONS("a.attfdwoptions") " END ?}"             \
	" || CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN (SELECT ' COLLATE ' || CASE n.nspname WHEN 'pg_catalog' THEN quote_ident(l.collname) ELSE format('%I.%I', n.nspname, l.collname) END" \
	" FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) ELSE '' END"     \
	" || CASE a.attgenerated WHEN 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'"   \
	" WHEN 'v' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL' ELSE '' END"             \
	" || CASE WHEN i.seqrelid IS NULL THEN '' ELSE format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s)',"           \
	" CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, i.seqrelid::regclass, " CATALOG_SEQUENCE("i") ") END" \
	" || CASE WHEN NOT a.attnotnull THEN ''"                                                                            \
	"{18? WHEN k.oid IS NULL OR NOT k.convalidated OR NOT (k.conislocal OR c.relispartition) THEN ''"                    \
	" WHEN k.conname <> left(c.relname, 63) || '_' || a.attname || '_not_null' OR k.connoinherit"                        \
	" THEN format(' CONSTRAINT %I NOT NULL%s', k.conname, CASE WHEN k.connoinherit THEN ' NO INHERIT' ELSE '' END) ?}"   \
	" ELSE ' NOT NULL' END"

static const char tables[] =
	"SELECT 60, 'pg_class'::regclass::oid, c.oid, n.nspname, format('CREATE %s%sTABLE %I.%I',"
	" CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, CASE WHEN c.relkind = 'f' THEN 'FOREIGN ' ELSE '' END,"
	" n.nspname, c.relname)"
	" || CASE WHEN c.reloftype <> 0 THEN ' OF ' || format_type(c.reloftype, NULL) ELSE '' END"
	" || CASE WHEN c.reloftype <> 0 AND p.columns IS NULL AND k.checks IS NULL THEN ''"
	"    ELSE ' (' || concat_ws(E',\\n', p.columns, k.checks) || ')' END"
	"{inheritance? || CASE WHEN c.relispartition OR c.relkind = 'p' OR NOT p.inherits THEN '' ELSE coalesce((SELECT ' INHERITS (' ||"
	"    string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) || ')' FROM pg_inherits h WHERE h.inhrelid = c.oid), '') END ?}"
	" || CASE WHEN c.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END"
	"{foreign_table? || coalesce(' SERVER ' || quote_ident(s.srvname), '')"
	" || CASE WHEN f.ftoptions IS NULL THEN '' ELSE " CATALOG_FOREIGN_OPTIONS("f.ftoptions") " END ?}"
	"{access_method? || CASE WHEN m.amname <> 'heap' THEN ' USING ' || quote_ident(m.amname) ELSE '' END ?}"
	" || CASE WHEN c.reloptions IS NULL AND o.reloptions IS NULL THEN '' ELSE ' WITH (' || concat_ws(', ',"
	"    (SELECT string_agg(quote_ident(option_name) || '=' || quote_literal(option_value), ', ') FROM pg_options_to_table(c.reloptions)),"
	"    (SELECT string_agg('toast.' || quote_ident(option_name) || '=' || quote_literal(option_value), ', ') FROM pg_options_to_table(o.reloptions)))"
	"    || ')' END"
	"{tablespace? || coalesce(' TABLESPACE ' || quote_ident(b.spcname), '') ?}"
	" || CASE WHEN c.relrowsecurity THEN format(E';\\nALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', n.nspname, c.relname) ELSE '' END"
	" || CASE WHEN c.relforcerowsecurity THEN format(E';\\nALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', n.nspname, c.relname) ELSE '' END"
	" || CASE CASE c.relkind WHEN 'f' THEN 'd' ELSE c.relreplident END WHEN 'n' THEN format(E';\\nALTER TABLE ONLY %I.%I REPLICA IDENTITY NOTHING', n.nspname, c.relname)"
	"    WHEN 'f' THEN format(E';\\nALTER TABLE ONLY %I.%I REPLICA IDENTITY FULL', n.nspname, c.relname) ELSE '' END"
	" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace";

static const char tables_from[] =
	" LEFT JOIN (SELECT a.attrelid, string_agg(" COLUMN_TEXT ", E',\\n' ORDER BY a.attnum)"
	"     FILTER (WHERE a.attislocal OR c.relispartition) AS columns, NOT bool_and(a.attislocal) AS inherits"
	"   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f') JOIN pg_type t ON t.oid = a.atttypid"
	"   LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated <> ''"
	"   LEFT JOIN (SELECT e.refobjid, e.refobjsubid, q.* FROM pg_depend e JOIN pg_sequence q ON q.seqrelid = e.objid"
	"     WHERE e.classid = 'pg_class'::regclass AND e.refclassid = 'pg_class'::regclass AND e.deptype = 'i') i"
	"     ON i.refobjid = a.attrelid AND i.refobjsubid = a.attnum"
	"   {18? LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum ?}"
	"   WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid >= 16384"
	"   AND (c.reloftype = 0 OR a.attnotnull OR a.attgenerated <> '' OR i.seqrelid IS NOT NULL)"
	"   GROUP BY a.attrelid) p ON p.attrelid = c.oid"
	" LEFT JOIN (SELECT k.conrelid, string_agg(format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), E',\\n' ORDER BY k.conname) AS checks"
	"   FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'c' AND k.convalidated AND (k.conislocal OR c.relispartition)"
	"   GROUP BY k.conrelid) k ON k.conrelid = c.oid"
	" LEFT JOIN pg_class o ON o.oid = c.reltoastrelid {access_method? LEFT JOIN pg_am m ON m.oid = c.relam AND c.relkind IN ('r', 'p') ?}"
	"{tablespace? LEFT JOIN pg_tablespace b ON b.oid = c.reltablespace ?}"
	"{foreign_table? LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid LEFT JOIN pg_foreign_server s ON s.oid = f.ftserver ?}"
	" WHERE c.relkind IN ('r', 'p', 'f') AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

/* ALTER COLUMN: whatever needs a statement of its own, defaults among it. */
static const char columns[] =
	"SELECT 82, 'pg_class'::regclass::oid, a.attrelid, n.nspname, concat_ws(E';\\n',"
	" CASE WHEN d.oid IS NOT NULL THEN format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname,"
	"   pg_get_expr(d.adbin, d.adrelid)) END,"
	" CASE WHEN c.relkind IN ('r', 'f') AND NOT a.attislocal AND NOT c.relispartition AND a.attnotnull"
	"   {18? AND EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum AND k.conislocal) ?}"
	"   THEN format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET NOT NULL', n.nspname, c.relname, a.attname) END,"
	" CASE WHEN c.relkind <> 'v' AND a.attstorage <> t.typstorage THEN format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET STORAGE %s', n.nspname, c.relname,"
	"   a.attname, CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) END"
	"{14?, CASE a.attcompression WHEN '' THEN NULL ELSE format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET COMPRESSION %s', n.nspname,"
	"   c.relname, a.attname, CASE a.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END) END ?},"
	" CASE WHEN a.attstattarget >= 0 AND c.relkind NOT IN ('i', 'I') THEN format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET STATISTICS %s', n.nspname,"
	"   c.relname, a.attname, a.attstattarget) END,"
	" CASE WHEN a.attoptions IS NOT NULL AND c.relkind NOT IN ('i', 'I') THEN format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET%s', n.nspname, c.relname,"
	"   a.attname, " CATALOG_OPTIONS("", "a.attoptions") ") END)"
	" FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid"
	" LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''"
	" WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')"
	" AND (d.oid IS NOT NULL OR (NOT a.attislocal AND a.attnotnull) OR a.attstorage <> t.typstorage OR a.attstattarget >= 0"
	"   OR a.attoptions IS NOT NULL {14? OR a.attcompression <> '' ?})"
	" AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

/* A child all of whose columns are its own was attached to its parents: they stay in their order. */
static const char children[] =
	"SELECT 81, 'pg_class'::regclass::oid, c.oid, n.nspname, string_agg(format('ALTER TABLE %I.%I INHERIT %s', n.nspname, c.relname, h.inhparent::regclass),"
	" E';\\n' ORDER BY h.inhseqno)"
	" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits h ON h.inhrelid = c.oid"
	" WHERE NOT c.relispartition AND c.relkind IN ('r', 'f') AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0"
	"   AND NOT a.attisdropped AND NOT a.attislocal) AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname") " GROUP BY c.oid, c.relname, n.nspname";

static const char partitions[] =
	"SELECT 80, 'pg_class'::regclass::oid, c.oid, n.nspname, format('ALTER TABLE ONLY %s ATTACH PARTITION %I.%I %s', h.inhparent::regclass, n.nspname,"
	" c.relname, pg_get_expr(c.relpartbound, c.oid))"
	" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits h ON h.inhrelid = c.oid"
	" WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') AND c.relpartbound IS NOT NULL AND " CATALOG_MADE("c.oid")
	" AND " CATALOG_PLAIN("n.nspname");

static const char sequences[] =
	"SELECT 55, 'pg_class'::regclass::oid, c.oid, n.nspname, format('CREATE %sSEQUENCE %I.%I AS %s %s',"
	" CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, n.nspname, c.relname, format_type(s.seqtypid, NULL), " CATALOG_SEQUENCE("s") ")"
	" FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i') AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

/*
 * Identities that CREATE TABLE did not say: of inherited columns; and those whose
 * sequence is not of its column's type (LIKE ... INCLUDING IDENTITY makes them),
 * which nobody could write.
 */
static const char identities[] =
	"SELECT CASE WHEN a.atttypid <> q.seqtypid THEN 252 ELSE 83 END, 'pg_class'::regclass::oid, c.oid, n.nspname, CASE WHEN a.atttypid <> q.seqtypid"
	" THEN concat_ws(E'\\n', CASE q.seqtypid WHEN 21 THEN 'int2' WHEN 23 THEN 'int4' ELSE 'int8' END, s.relname)"
	" ELSE format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s)',"
	" n.nspname, c.relname, a.attname, CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, q.seqrelid::regclass, " CATALOG_SEQUENCE("q") ") END"
	" FROM pg_sequence q JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'"
	" JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" JOIN pg_class s ON s.oid = q.seqrelid WHERE (NOT a.attislocal AND NOT c.relispartition) OR a.atttypid <> q.seqtypid";

static const char owned_sequences[] =
	"SELECT 84, 'pg_class'::regclass::oid, c.oid, n.nspname, format('ALTER SEQUENCE %I.%I OWNED BY %s.%I', n.nspname, c.relname,"
	" d.refobjid::regclass, a.attname)"
	" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid"
	" AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
	" WHERE c.relkind = 'S' AND d.refobjsubid > 0 AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char views[] =
	"SELECT 70, 'pg_class'::regclass::oid, c.oid, n.nspname, format('CREATE %sVIEW %I.%I', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END,"
	" n.nspname, c.relname)"
	" || CASE WHEN c.relkind = 'm' AND m.amname <> 'heap' THEN ' USING ' || quote_ident(m.amname) ELSE '' END"
	" || coalesce((SELECT ' WITH (' || string_agg(quote_ident(option_name) || '=' || quote_literal(option_value), ', ') || ')'"
	"    FROM pg_options_to_table(c.reloptions) WHERE option_name <> 'check_option'), '')"
	" || coalesce(' TABLESPACE ' || quote_ident(b.spcname), '') || E' AS\\n' || rtrim(pg_get_viewdef(c.oid), ';')"
	" || coalesce((SELECT format(' WITH %s CHECK OPTION', upper(option_value)) FROM pg_options_to_table(c.reloptions) WHERE option_name = 'check_option'), '')"
	" || CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN ' WITH NO DATA' ELSE '' END"
	" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am m ON m.oid = c.relam"
	" LEFT JOIN pg_tablespace b ON b.oid = c.reltablespace"
	" WHERE c.relkind IN ('v', 'm') AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

const CatalogPart mv_catalog_relations[] = {
	{ .what = "tables", .sql = tables, .more = tables_from },
	{ .what = "columns", .sql = columns },
	{ .what = "children", .kind = "inheritance", .sql = children },
	{ .what = "partitions", .kind = "partition", .sql = partitions },
	{ .what = "sequences", .kind = "sequence", .sql = sequences },
	{ .what = "identities", .kind = "sequence", .sql = identities },
	{ .what = "owned sequences", .kind = "sequence", .sql = owned_sequences },
	{ .what = "views", .kind = "view", .sql = views },
	{ .what = NULL },
};
