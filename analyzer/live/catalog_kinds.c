/*
 * catalog_kinds.c: which kinds of things are there at all. Most of a server's
 * time for a small schema goes into planning queries about kinds that nobody
 * uses, so they are asked for in one cheap statement first.
 */
#include "catalog.h"

/* `c` and `t` are of probe_sql below. True when in doubt; what is asked for needlessly only costs time. */
const CatalogKind mv_catalog_kinds[] = {
	{ "extension", "EXISTS (SELECT FROM pg_extension WHERE oid >= 16384)" },
	{ "enum", "t.enum" },
	{ "composite", "c.composite" },
	{ "sequence", "c.sequence" },
	{ "view", "c.view" },
	{ "foreign_table", "c.foreign_table" },
	{ "partition", "c.partition" },
	{ "domain", "t.domain" },
	{ "base_type", "t.base_type" },
	{ "range", "EXISTS (SELECT FROM pg_range WHERE rngtypid >= 16384)" },
	{ "routine", "EXISTS (SELECT FROM pg_proc WHERE oid >= 16384)" },
	{ "aggregate", "EXISTS (SELECT FROM pg_aggregate WHERE aggfnoid::oid >= 16384)" },
	{ "language", "EXISTS (SELECT FROM pg_language WHERE oid >= 16384)" },
	{ "collation", "EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)" },
	{ "conversion", "EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)" },
	{ "operator", "EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)" },
	{ "operator_family", "EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384)" },
	{ "operator_class", "EXISTS (SELECT FROM pg_opclass WHERE oid >= 16384)" },
	{ "cast", "EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)" },
	{ "transform", "EXISTS (SELECT FROM pg_transform WHERE oid >= 16384)" },
	{ "access_method", "EXISTS (SELECT FROM pg_am WHERE oid >= 16384)" },
	{ "tablespace", "EXISTS (SELECT FROM pg_tablespace WHERE oid >= 16384)" },
	{ "text_search", "EXISTS (SELECT FROM pg_ts_parser WHERE oid >= 16384) OR EXISTS (SELECT FROM pg_ts_template WHERE oid >= 16384)"
			 " OR EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384) OR EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)" },
	{ "wrapper", "EXISTS (SELECT FROM pg_foreign_data_wrapper WHERE oid >= 16384)" },
	{ "server", "EXISTS (SELECT FROM pg_foreign_server)" },
	{ "event_trigger", "EXISTS (SELECT FROM pg_event_trigger WHERE oid >= 16384)" },
	{ "publication", "EXISTS (SELECT FROM pg_publication WHERE oid >= 16384)" },
	{ "default_privilege", "EXISTS (SELECT FROM pg_default_acl)" },
	{ "label", "EXISTS (SELECT FROM pg_seclabel)" },
	{ "inheritance", "EXISTS (SELECT FROM pg_inherits)" },
	{ "statistics", "EXISTS (SELECT FROM pg_statistic_ext)" },
	{ "rule", "EXISTS (SELECT FROM pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN')" },
	{ "trigger", "EXISTS (SELECT FROM pg_trigger WHERE oid >= 16384 AND NOT tgisinternal)" },
	{ "policy", "EXISTS (SELECT FROM pg_policy)" },
	{ NULL, NULL },
};

/* Of relations and types, which are many, everything is asked in one pass. */
static const char probe_from[] =
	" FROM (SELECT coalesce((pg_catalog.array_agg(relowner ORDER BY n DESC, relowner))[1], (SELECT datdba FROM pg_database WHERE datname = current_database())) AS owner,"
	" bool_or(composite) AS composite, bool_or(sequence) AS sequence, bool_or(view) AS view, bool_or(foreign_table) AS foreign_table, bool_or(partition) AS partition"
	" FROM (SELECT relowner, count(*) AS n, bool_or(relkind = 'c') AS composite, bool_or(relkind = 'S') AS sequence, bool_or(relkind IN ('v', 'm')) AS view,"
	" bool_or(relkind = 'f') AS foreign_table, bool_or(relispartition) AS partition FROM pg_class WHERE oid >= 16384 GROUP BY 1) k) c,"
	" (SELECT bool_or(typtype = 'e') AS enum, bool_or(typtype = 'd') AS domain, bool_or(typtype = 'p' OR (typtype = 'b' AND typinput <> 'array_in'::regproc)) AS base_type FROM pg_type WHERE oid >= 16384) t";

void mv_catalog_probe(StrBuf *out)
{
	mv_buf_adds(out, "SELECT 'kinds', c.owner, quote_ident(pg_get_userbyid(c.owner)), concat(");
	for (const CatalogKind *kind = mv_catalog_kinds; kind->name; kind++)
		mv_buf_addf(out, "%scoalesce(%s, false)::int", kind == mv_catalog_kinds ? "" : ", ", kind->there);
	mv_buf_addf(out, "), NULL%s", probe_from);
}
