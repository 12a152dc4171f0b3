/*
 * catalog_rare.c: languages, collations, operators and their classes, casts,
 * text search, foreign servers, event triggers, publications, subscriptions.
 */
#include "catalog.h"

static const char languages[] =
	"SELECT 48, 'pg_language'::regclass::oid, l.oid, NULL::name, format('CREATE %sLANGUAGE %I HANDLER %s', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END,"
	" l.lanname, l.lanplcallfoid::regproc) || CASE WHEN l.laninline <> 0 THEN ' INLINE ' || l.laninline::regproc ELSE '' END"
	" || CASE WHEN l.lanvalidator <> 0 THEN ' VALIDATOR ' || l.lanvalidator::regproc ELSE '' END"
	" FROM pg_language l WHERE l.lanispl AND " CATALOG_MADE("l.oid");

static const char collations[] =
	"SELECT 33, 'pg_collation'::regclass::oid, l.oid, n.nspname, format('CREATE COLLATION %I.%I (provider = %s', n.nspname, l.collname,"
	" CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' ELSE 'libc' END)"
	" || CASE WHEN l.collisdeterministic THEN '' ELSE ', deterministic = false' END"
	"{17? || coalesce(', locale = ' || quote_literal(coalesce(l.colllocale, CASE WHEN l.collcollate = l.collctype THEN l.collcollate END)), '')"
	" || CASE WHEN l.collcollate <> l.collctype THEN format(', lc_collate = %L, lc_ctype = %L', l.collcollate, l.collctype) ELSE '' END"
	"?:{15? || coalesce(', locale = ' || quote_literal(coalesce(l.colliculocale, CASE WHEN l.collcollate = l.collctype THEN l.collcollate END)), '')"
	" || CASE WHEN l.collcollate <> l.collctype THEN format(', lc_collate = %L, lc_ctype = %L', l.collcollate, l.collctype) ELSE '' END"
	"?: || CASE WHEN l.collcollate = l.collctype THEN format(', locale = %L', l.collcollate)"
	" ELSE format(', lc_collate = %L, lc_ctype = %L', l.collcollate, l.collctype) END ?}?}"
	"{16? || coalesce(', rules = ' || quote_literal(l.collicurules), '') ?} || ')'"
	" FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace"
	" WHERE " CATALOG_MADE("l.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char conversions[] =
	"SELECT 50, 'pg_conversion'::regclass::oid, c.oid, n.nspname, format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s',"
	" CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END, n.nspname, c.conname, pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc)"
	" FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace"
	" WHERE " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

#define OPERATOR_NAMED(oid) "(SELECT format('OPERATOR(%I.%s)', m.nspname, x.oprname) FROM pg_operator x JOIN pg_namespace m ON m.oid = x.oprnamespace WHERE x.oid = " oid ")"

static const char operators[] =
	"SELECT 46, 'pg_operator'::regclass::oid, o.oid, n.nspname, format('CREATE OPERATOR %I.%s (FUNCTION = %s', n.nspname, o.oprname, o.oprcode)"
	" || CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) ELSE '' END"
	" || CASE WHEN o.oprright <> 0 THEN ', RIGHTARG = ' || format_type(o.oprright, NULL) ELSE '' END"
	" || coalesce(', COMMUTATOR = ' || " OPERATOR_NAMED("o.oprcom") ", '')"
	" || coalesce(', NEGATOR = ' || " OPERATOR_NAMED("o.oprnegate") ", '')"
	" || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END"
	" || CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest::text ELSE '' END"
	" || CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin::text ELSE '' END || ')'"
	" FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace"
	" WHERE o.oprcode <> 0 AND " CATALOG_MADE("o.oid") " AND " CATALOG_PLAIN("n.nspname");

/* Members that depend on a class by itself belong to it, the others to the family. */
#define FAMILY_MEMBERS(of, id)                                                                                           \
	"concat_ws(', ', (SELECT string_agg(format('OPERATOR %s %s', a.amopstrategy, a.amopopr::regoperator) || CASE WHEN a.amopsortfamily <> 0 THEN"  \
	" (SELECT format(' FOR ORDER BY %I.%I', m.nspname, y.opfname) FROM pg_opfamily y JOIN pg_namespace m ON m.oid = y.opfnamespace"                 \
	" WHERE y.oid = a.amopsortfamily) ELSE '' END, ', ' ORDER BY a.amopstrategy, a.amopopr::regoperator::text)"                                    \
	" FROM pg_amop a JOIN pg_depend e ON e.classid = 'pg_amop'::regclass AND e.objid = a.oid AND e.refclassid = '" of "'::regclass"                 \
	" AND e.refobjid = " id " AND e.deptype IN ('i', 'a')),"                                                                                       \
	" (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL),"  \
	" a.amproc::regprocedure), ', ' ORDER BY a.amprocnum, a.amproc::regprocedure::text)"                                                           \
	" FROM pg_amproc a JOIN pg_depend e ON e.classid = 'pg_amproc'::regclass AND e.objid = a.oid AND e.refclassid = '" of "'::regclass"             \
	" AND e.refobjid = " id " AND e.deptype IN ('i', 'a')))"

/* Not one that its only class made by itself. */
static const char operator_families[] =
	"SELECT 51, 'pg_opfamily'::regclass::oid, f.oid, n.nspname, format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, m.amname)"
	" FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod"
	" WHERE NOT EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = f.oid AND c.opcname = f.opfname AND c.opcnamespace = f.opfnamespace AND c.opcmethod = f.opfmethod)"
	" AND " CATALOG_MADE("f.oid") " AND " CATALOG_PLAIN("n.nspname")
	" UNION ALL SELECT 54, 'pg_opfamily'::regclass::oid, 0::oid, g.nspname, format('ALTER OPERATOR FAMILY %I.%I USING %I ADD %s', g.nspname, g.opfname, g.amname, g.members)"
	" FROM (SELECT n.nspname, f.opfname, m.amname, " FAMILY_MEMBERS("pg_opfamily", "f.oid") " AS members"
	"   FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod"
	"   WHERE " CATALOG_MADE("f.oid") " AND " CATALOG_PLAIN("n.nspname") ") g WHERE g.members <> ''";

static const char operator_classes[] =
	"SELECT 52, 'pg_opclass'::regclass::oid, c.oid, n.nspname, format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I', n.nspname, c.opcname,"
	" CASE WHEN c.opcdefault THEN 'DEFAULT ' ELSE '' END, format_type(c.opcintype, NULL), m.amname)"
	" || CASE WHEN f.opfname <> c.opcname OR f.opfnamespace <> c.opcnamespace THEN format(' FAMILY %I.%I', g.nspname, f.opfname) ELSE '' END"
	" || ' AS ' || concat_ws(', ', CASE WHEN c.opckeytype <> 0 THEN 'STORAGE ' || format_type(c.opckeytype, NULL) END, nullif(" FAMILY_MEMBERS("pg_opclass", "c.oid") ", ''),"
	"   CASE WHEN c.opckeytype = 0 AND " FAMILY_MEMBERS("pg_opclass", "c.oid") " = '' THEN 'STORAGE ' || format_type(c.opcintype, NULL) END)"
	" FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily"
	" JOIN pg_namespace g ON g.oid = f.opfnamespace WHERE " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char casts[] =
	"SELECT 72, 'pg_cast'::regclass::oid, c.oid, NULL::name, format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),"
	" CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION' WHEN 'i' THEN 'WITH INOUT' ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END,"
	" CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END)"
	" FROM pg_cast c WHERE " CATALOG_WRITTEN("pg_cast", "c.oid");

static const char transforms[] =
	"SELECT 73, 'pg_transform'::regclass::oid, t.oid, NULL::name, format('CREATE TRANSFORM FOR %s LANGUAGE %I (', format_type(t.trftype, NULL), l.lanname)"
	" || concat_ws(', ', CASE WHEN t.trffromsql <> 0 THEN format('FROM SQL WITH FUNCTION %s', t.trffromsql::regprocedure) END,"
	" CASE WHEN t.trftosql <> 0 THEN format('TO SQL WITH FUNCTION %s', t.trftosql::regprocedure) END) || ')'"
	" FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE " CATALOG_MADE("t.oid");

static const char access_methods[] =
	"SELECT 49, 'pg_am'::regclass::oid, m.oid, NULL::name, format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', m.amname,"
	" CASE m.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, m.amhandler) FROM pg_am m WHERE " CATALOG_MADE("m.oid");

static const char text_search[] =
	"SELECT 56, 'pg_ts_parser'::regclass::oid, p.oid, n.nspname, format('CREATE TEXT SEARCH PARSER %I.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s',"
	" n.nspname, p.prsname, p.prsstart, p.prstoken, p.prsend, p.prslextype) || CASE WHEN p.prsheadline <> 0 THEN ', HEADLINE = ' || p.prsheadline::text ELSE '' END || ')'"
	" FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace WHERE " CATALOG_MADE("p.oid") " AND " CATALOG_PLAIN("n.nspname")
	" UNION ALL SELECT 57, 'pg_ts_template'::regclass::oid, t.oid, n.nspname, format('CREATE TEXT SEARCH TEMPLATE %I.%I (', n.nspname, t.tmplname)"
	" || CASE WHEN t.tmplinit <> 0 THEN 'INIT = ' || t.tmplinit::text || ', ' ELSE '' END || format('LEXIZE = %s)', t.tmpllexize)"
	" FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE " CATALOG_MADE("t.oid") " AND " CATALOG_PLAIN("n.nspname")
	" UNION ALL SELECT 58, 'pg_ts_dict'::regclass::oid, d.oid, n.nspname, format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, d.dictname,"
	" m.nspname, t.tmplname, coalesce(', ' || d.dictinitoption, ''))"
	" FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace m ON m.oid = t.tmplnamespace"
	" WHERE " CATALOG_MADE("d.oid") " AND " CATALOG_PLAIN("n.nspname")
	" UNION ALL SELECT 59, 'pg_ts_config'::regclass::oid, c.oid, n.nspname, format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, m.nspname, p.prsname)"
	" || coalesce((SELECT string_agg(format(E';\\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.nspname, c.cfgname, x.token, x.dictionaries), '' ORDER BY x.number)"
	"   FROM (SELECT k.maptokentype AS number, (SELECT y.alias FROM ts_token_type(c.cfgparser) y WHERE y.tokid = k.maptokentype) AS token,"
	"     string_agg(k.mapdict::regdictionary::text, ', ' ORDER BY k.mapseqno) AS dictionaries FROM pg_ts_config_map k WHERE k.mapcfg = c.oid GROUP BY 1) x), '')"
	" FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace m ON m.oid = p.prsnamespace"
	" WHERE " CATALOG_MADE("c.oid") " AND " CATALOG_PLAIN("n.nspname");

static const char foreign_servers[] =
	"SELECT 53, 'pg_foreign_data_wrapper'::regclass::oid, w.oid, NULL::name, format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname)"
	" || CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc ELSE '' END"
	" || CASE WHEN w.fdwvalidator <> 0 THEN ' VALIDATOR ' || w.fdwvalidator::regproc ELSE '' END"
	" || CASE WHEN w.fdwoptions IS NULL THEN '' ELSE " CATALOG_FOREIGN_OPTIONS("w.fdwoptions") " END"
	" FROM pg_foreign_data_wrapper w WHERE " CATALOG_MADE("w.oid")
	" UNION ALL SELECT 54, 'pg_foreign_server'::regclass::oid, s.oid, NULL::name, format('CREATE SERVER %I', s.srvname)"
	" || coalesce(' TYPE ' || quote_literal(s.srvtype), '') || coalesce(' VERSION ' || quote_literal(s.srvversion), '') || format(' FOREIGN DATA WRAPPER %I', w.fdwname)"
	" || CASE WHEN s.srvoptions IS NULL THEN '' ELSE " CATALOG_FOREIGN_OPTIONS("s.srvoptions") " END"
	" FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE " CATALOG_MADE("s.oid");

/* Their options hold passwords, which no snapshot holds. */
static const char user_mappings[] =
	"SELECT 86, 'pg_user_mapping'::regclass::oid, u.umid, NULL::name, format('CREATE USER MAPPING FOR %s SERVER %I',"
	" CASE u.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(u.usename) END, u.srvname)"
	" || coalesce((SELECT ' OPTIONS (' || string_agg(quote_ident(option_name) || ' ' || CASE WHEN option_name ~* 'passw|secret|token|key' THEN '''********'''"
	"   ELSE quote_literal(option_value) END, ', ') || ')' FROM pg_options_to_table(u.umoptions)), '')"
	" FROM pg_user_mappings u WHERE u.umid >= 16384";

static const char event_triggers[] =
	"SELECT 140, 'pg_event_trigger'::regclass::oid, e.oid, NULL::name, format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', e.evtname, e.evtevent,"
	" coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ') FROM unnest(e.evttags) t) || ')', ''), e.evtfoid::regproc)"
	" || CASE e.evtenabled WHEN 'O' THEN '' ELSE format(E';\\nALTER EVENT TRIGGER %I %s', e.evtname, CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS'"
	"    ELSE 'ENABLE REPLICA' END) END"
	" FROM pg_event_trigger e WHERE " CATALOG_MADE("e.oid");

static const char publications[] =
	"SELECT 135, 'pg_publication'::regclass::oid, p.oid, NULL::name, format('CREATE PUBLICATION %I', p.pubname) || CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE '' END"
	" || format(' WITH (publish = %L{13?, publish_via_partition_root = %s?}{18?, publish_generated_columns = %s?})',"
	" concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,"
	" CASE WHEN p.pubtruncate THEN 'truncate' END) {13?, p.pubviaroot::text ?}{18?, CASE p.pubgencols WHEN 's' THEN 'stored' ELSE 'none' END ?})"
	" FROM pg_publication p WHERE " CATALOG_MADE("p.oid")
	" UNION ALL SELECT 136, 'pg_publication_rel'::regclass::oid, r.oid, NULL::name, format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, r.prrelid::regclass)"
	" {15? || coalesce((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')' FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])), '')"
	" || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '') ?}"
	" FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE r.oid >= 16384"
	"{15? UNION ALL SELECT 137, 'pg_publication_namespace'::regclass::oid, s.oid, n.nspname, format('ALTER PUBLICATION %I ADD TABLES IN SCHEMA %I', p.pubname, n.nspname)"
	" FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid JOIN pg_namespace n ON n.oid = s.pnnspid ?}";

/* What a subscription is connected with only a superuser may read; and the schema model has none. */
static const char subscriptions[] =
	"SELECT 251, 'pg_subscription'::regclass::oid, 0::oid, NULL::name, concat_ws(E'\\n', 'subscription', replace(s.subname, E'\\n', ' '), 'subscriptions are no part of the schema model')"
	" FROM pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())";

const CatalogPart mv_catalog_rare[] = {
	{ .what = "languages", .kind = "language", .sql = languages },
	{ .what = "collations", .kind = "collation", .sql = collations },
	{ .what = "conversions", .kind = "conversion", .sql = conversions },
	{ .what = "operators", .kind = "operator", .sql = operators },
	{ .what = "operator families", .kind = "operator_family", .sql = operator_families },
	{ .what = "operator classes", .kind = "operator_class", .sql = operator_classes },
	{ .what = "casts", .kind = "cast", .sql = casts },
	{ .what = "transforms", .kind = "transform", .sql = transforms },
	{ .what = "access methods", .kind = "access_method", .sql = access_methods },
	{ .what = "text search objects", .kind = "text_search", .sql = text_search },
	{ .what = "foreign servers", .kind = "wrapper", .sql = foreign_servers },
	{ .what = "user mappings", .kind = "server", .sql = user_mappings },
	{ .what = "event triggers", .kind = "event_trigger", .sql = event_triggers },
	{ .what = "publications", .kind = "publication", .sql = publications },
	{ .what = "subscriptions", .sql = subscriptions },
	{ .what = NULL },
};
