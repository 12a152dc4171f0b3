/* catalog_parts.c: what belongs to a table: keys, indexes, statistics, rules, triggers, policies. */
#include "catalog.h"

static const char keys[] =
	"SELECT CASE k.contype WHEN 'f' THEN 110 WHEN 'c' THEN 92 WHEN 'n' THEN 93 ELSE 90 END, 'pg_class'::regclass::oid, c.oid, n.nspname,"
	" format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s',"
	" CASE WHEN k.contype IN ('c', 'n') OR (k.contype = 'f' AND c.relkind = 'p') THEN '' ELSE 'ONLY ' END,"
	" n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))"
	" FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE (k.contype IN ('p', 'u', 'x') OR (k.contype = 'f' AND k.conparentid = 0)"
	"   OR (k.contype IN ('c', 'n') AND NOT k.convalidated AND k.conislocal AND NOT c.relispartition))"
	" AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char indexes[] =
	"SELECT 100, 'pg_class'::regclass::oid, i.indrelid, n.nspname, pg_get_indexdef(i.indexrelid)"
	" FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE i.indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x'))"
	" AND " CATALOG_MADE("i.indrelid") " AND " CATALOG_PLAIN("n.nspname");

/* What pg_get_indexdef and pg_get_constraintdef leave out. */
static const char index_settings[] =
	"SELECT 105, 'pg_class'::regclass::oid, i.indrelid, n.nspname, concat_ws(E';\\n',"
	" CASE WHEN c.reloptions IS NOT NULL AND k.oid IS NOT NULL THEN format('ALTER INDEX %I.%I SET%s', n.nspname, c.relname, " CATALOG_OPTIONS("", "c.reloptions") ") END,"
	" CASE WHEN b.oid IS NOT NULL THEN format('ALTER INDEX %I.%I SET TABLESPACE %I', n.nspname, c.relname, b.spcname) END,"
	" CASE WHEN c.relispartition THEN (SELECT format('ALTER INDEX %s ATTACH PARTITION %I.%I', h.inhparent::regclass, n.nspname, c.relname)"
	"   FROM pg_inherits h WHERE h.inhrelid = c.oid) END,"
	" CASE WHEN i.indisclustered THEN format('ALTER TABLE %s CLUSTER ON %I', i.indrelid::regclass, c.relname) END,"
	" CASE WHEN i.indisreplident THEN format('ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %I', i.indrelid::regclass, c.relname) END,"
	" s.statements)"
	" FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" LEFT JOIN pg_constraint k ON c.reloptions IS NOT NULL AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')"
	" LEFT JOIN pg_tablespace b ON b.oid = c.reltablespace"
	/* only columns that are expressions have a target of their own */
	" LEFT JOIN LATERAL (SELECT string_agg(format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', a.attrelid::regclass, a.attnum, a.attstattarget),"
	"   E';\\n' ORDER BY a.attnum) AS statements FROM pg_attribute a WHERE a.attstattarget >= 0 AND a.attrelid = i.indexrelid) s ON i.indexprs IS NOT NULL"
	" WHERE (c.reloptions IS NOT NULL OR b.oid IS NOT NULL OR c.relispartition OR i.indisclustered OR i.indisreplident OR s.statements IS NOT NULL)"
	" AND " CATALOG_MADE("i.indrelid") " AND " CATALOG_PLAIN("n.nspname");

static const char invalid_indexes[] =
	"SELECT 250, 'pg_class'::regclass::oid, i.indrelid, n.nspname, c.relname::text"
	" FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND " CATALOG_MADE("i.indrelid") " AND " CATALOG_PLAIN("n.nspname");

static const char statistics[] =
	"SELECT 115, 'pg_statistic_ext'::regclass::oid, s.oid, n.nspname, pg_get_statisticsobjdef(s.oid)"
	" {13? || CASE WHEN s.stxstattarget >= 0 THEN format(E';\\nALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget) ELSE '' END ?}"
	" FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace"
	" WHERE " CATALOG_MADE("s.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char rules[] =
	"SELECT 120, 'pg_class'::regclass::oid, c.oid, n.nspname, pg_get_ruledef(r.oid) || CASE r.ev_enabled WHEN 'O' THEN ''"
	" ELSE format(E'\\nALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname, CASE r.ev_enabled WHEN 'D' THEN 'DISABLE'"
	" WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, r.rulename) END"
	" FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE r.rulename <> '_RETURN' AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char triggers[] =
	"SELECT 125, 'pg_class'::regclass::oid, c.oid, n.nspname, pg_get_triggerdef(g.oid) || CASE g.tgenabled WHEN 'O' THEN ''"
	" ELSE format(E';\\nALTER TABLE %s%I.%I %s TRIGGER %I', CASE WHEN c.relkind = 'p' THEN 'ONLY ' ELSE '' END, n.nspname, c.relname,"
	" CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, g.tgname) END"
	" FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE NOT g.tgisinternal {13? AND g.tgparentid = 0 ?} AND " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

/* Copies of a partitioned table's triggers, where they do not fire as that one does. */
static const char cloned_triggers[] =
	"SELECT 126, 'pg_class'::regclass::oid, c.oid, n.nspname, format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname,"
	" CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, g.tgname)"
	" FROM pg_trigger g {13? JOIN pg_trigger p ON p.oid = g.tgparentid ?: JOIN pg_depend d ON d.classid = 'pg_trigger'::regclass AND d.objid = g.oid"
	"   AND d.refclassid = 'pg_trigger'::regclass JOIN pg_trigger p ON p.oid = d.refobjid ?} JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE NOT p.tgisinternal AND (g.tgenabled <> p.tgenabled OR p.tgenabled <> 'O') AND " CATALOG_MADE("c.oid")
	" AND " CATALOG_PLAIN("n.nspname");

static const char policies[] =
	"SELECT 130, 'pg_class'::regclass::oid, c.oid, n.nspname, format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', p.polname, n.nspname, c.relname,"
	" CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,"
	" CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,"
	" (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ') FROM unnest(p.polroles) r))"
	" || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')"
	" || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')"
	" FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
	" WHERE " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

const CatalogPart mv_catalog_parts[] = {
	{ .what = "constraints", .sql = keys },
	{ .what = "indexes", .sql = indexes },
	{ .what = "index settings", .sql = index_settings },
	{ .what = "invalid indexes", .sql = invalid_indexes },
	{ .what = "extended statistics", .kind = "statistics", .sql = statistics },
	{ .what = "rules", .kind = "rule", .sql = rules },
	{ .what = "triggers", .kind = "trigger", .sql = triggers },
	{ .what = "triggers of partitions", .kind = "trigger", .sql = cloned_triggers },
	{ .what = "policies", .kind = "policy", .sql = policies },
	{ .what = NULL },
};
