/*
 * catalog_said.c: what is said about things of whatever kind: who owns them, who
 * may do what, comments, security labels.
 *
 * pg_identify_object gives the kind and the full name of all of them, in nearly
 * the words of the statements.
 */
#include "catalog.h"

/* The kind and the name as ALTER, COMMENT ON and SECURITY LABEL say it. `i` is pg_identify_object's. */
#define KIND(i)                                                                                                       \
	"CASE WHEN " i ".type LIKE '%column' THEN 'COLUMN' WHEN " i ".type = 'statistics object' THEN 'STATISTICS'"           \
	" WHEN " i ".type = 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER' WHEN " i ".type = 'composite type' THEN 'TYPE'" \
	" WHEN " i ".type LIKE '%constraint' THEN 'CONSTRAINT' ELSE upper(" i ".type) END"
#define IDENTITY(i)                                                                                                   \
	"CASE WHEN " i ".type = 'aggregate' THEN regexp_replace(" i ".identity, '\\(\\)$', '(*)') WHEN " i ".type = 'transform' THEN regexp_replace(" i ".identity, ' on language ', ' LANGUAGE ') ELSE " i ".identity END"

static const char owners[] =
	"SELECT 152, o.class, o.object, i.schema::name, format('ALTER %s %s OWNER TO %I', " KIND("i") ", " IDENTITY("i") ", pg_get_userbyid(o.owner)) FROM ("
	" SELECT 'pg_class'::regclass::oid AS class, oid AS object, relowner AS owner FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
	"   OR (relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))"
	"{routine? UNION ALL SELECT 'pg_proc'::regclass::oid, oid, proowner FROM pg_proc ?}"
	" UNION ALL SELECT 'pg_type'::regclass::oid, t.oid, typowner FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid"
	"   WHERE (c.oid IS NULL OR c.relkind = 'c') AND t.typtype <> 'm' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)"
	"{operator? UNION ALL SELECT 'pg_operator'::regclass::oid, oid, oprowner FROM pg_operator ?}"
	"{operator_class? UNION ALL SELECT 'pg_opclass'::regclass::oid, oid, opcowner FROM pg_opclass ?}"
	"{operator_family? UNION ALL SELECT 'pg_opfamily'::regclass::oid, oid, opfowner FROM pg_opfamily ?}"
	"{collation? UNION ALL SELECT 'pg_collation'::regclass::oid, oid, collowner FROM pg_collation ?}"
	"{conversion? UNION ALL SELECT 'pg_conversion'::regclass::oid, oid, conowner FROM pg_conversion ?}"
	"{text_search? UNION ALL SELECT 'pg_ts_dict'::regclass::oid, oid, dictowner FROM pg_ts_dict ?}"
	"{text_search? UNION ALL SELECT 'pg_ts_config'::regclass::oid, oid, cfgowner FROM pg_ts_config ?}"
	"{statistics? UNION ALL SELECT 'pg_statistic_ext'::regclass::oid, oid, stxowner FROM pg_statistic_ext ?}"
	"{language? UNION ALL SELECT 'pg_language'::regclass::oid, oid, lanowner FROM pg_language ?}"
	"{wrapper? UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass::oid, oid, fdwowner FROM pg_foreign_data_wrapper ?}"
	"{server? UNION ALL SELECT 'pg_foreign_server'::regclass::oid, oid, srvowner FROM pg_foreign_server ?}"
	"{publication? UNION ALL SELECT 'pg_publication'::regclass::oid, oid, pubowner FROM pg_publication ?}"
	"{event_trigger? UNION ALL SELECT 'pg_event_trigger'::regclass::oid, oid, evtowner FROM pg_event_trigger ?}"
	" UNION ALL SELECT 'pg_namespace'::regclass::oid, oid, nspowner FROM pg_namespace"
	" ) o CROSS JOIN LATERAL pg_identify_object(o.class, o.object, 0) i"
	" WHERE o.object >= 16384 AND o.owner <> {main} AND coalesce(i.schema, i.name, '') !~ '^pg_'"
	/* the schema that is there from the start: its owner is said unless it is the usual one */
	" UNION ALL SELECT 152, 'pg_namespace'::regclass::oid, oid, nspname, format('ALTER SCHEMA public OWNER TO %I', pg_get_userbyid(nspowner))"
	" FROM pg_namespace WHERE oid = 2200 AND pg_get_userbyid(nspowner) <> 'pg_database_owner'";

/*
 * Privileges that are not what a new object has, of the whole (part '') or of a
 * column: all are taken away, then given in the order of the list, each in the
 * name of who gave it.
 */
static const char acls[] =
	"SELECT 160, g.class, g.object, g.schema, concat_ws(E';\\n',"
	" CASE WHEN g.part = '' THEN format(E'SET SESSION AUTHORIZATION %I;\\nREVOKE ALL ON %s FROM PUBLIC;\\nREVOKE ALL ON %s FROM %I',"
	"   pg_get_userbyid(g.owner), g.target, g.target, pg_get_userbyid(g.owner)) END,"
	" string_agg(CASE WHEN g.grantor IS NOT NULL THEN format(E'SET SESSION AUTHORIZATION %I;\\nGRANT %s ON %s TO %s%s', pg_get_userbyid(g.grantor), g.rights, g.target,"
	"   CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,"
	"   CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) END, E';\\n' ORDER BY g.place, g.is_grantable),"
	" format('SET SESSION AUTHORIZATION %I', pg_get_userbyid({main})))"
	" FROM (SELECT o.class, o.object, o.part, o.owner, i.schema::name AS schema, t.target, x.grantor, x.grantee, x.is_grantable,"
	"   min(min(x.place)) OVER (PARTITION BY o.class, o.object, o.part, x.grantor, x.grantee) AS place,"
	"   string_agg(x.privilege_type || CASE o.part WHEN '' THEN '' ELSE ' (' || quote_ident(o.part) || ')' END, ', ' ORDER BY x.place) AS rights"
	"   FROM ("
	"     SELECT 'pg_class'::regclass::oid AS class, c.oid AS object, '' AS part, c.relowner AS owner, c.relacl AS acl FROM pg_class c WHERE c.relacl IS NOT NULL"
	"     UNION ALL SELECT 'pg_class'::regclass::oid, c.oid, a.attname::text, c.relowner, a.attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
	"       WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped"
	"     {routine? UNION ALL SELECT 'pg_proc'::regclass::oid, oid, '', proowner, proacl FROM pg_proc WHERE proacl IS NOT NULL ?}"
	"     UNION ALL SELECT 'pg_type'::regclass::oid, oid, '', typowner, typacl FROM pg_type WHERE typacl IS NOT NULL"
	"     {language? UNION ALL SELECT 'pg_language'::regclass::oid, oid, '', lanowner, lanacl FROM pg_language WHERE lanacl IS NOT NULL ?}"
	"     {wrapper? UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass::oid, oid, '', fdwowner, fdwacl FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL ?}"
	"     {server? UNION ALL SELECT 'pg_foreign_server'::regclass::oid, oid, '', srvowner, srvacl FROM pg_foreign_server WHERE srvacl IS NOT NULL ?}"
	"     UNION ALL SELECT 'pg_namespace'::regclass::oid, oid, '', nspowner, nspacl FROM pg_namespace WHERE nspacl IS NOT NULL"
	"   ) o CROSS JOIN LATERAL pg_identify_object(o.class, o.object, 0) i"
	"   CROSS JOIN LATERAL (SELECT CASE WHEN i.type IN ('table', 'view', 'materialized view', 'foreign table') THEN 'TABLE'"
	"     WHEN i.type IN ('composite type', 'domain') THEN 'TYPE' WHEN i.type = 'aggregate' THEN 'FUNCTION' WHEN i.type = 'server' THEN 'FOREIGN SERVER'"
	"     WHEN i.type = 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER' ELSE upper(i.type) END || ' ' || i.identity AS target) t"
	"   LEFT JOIN LATERAL (SELECT e.*, row_number() OVER () AS place FROM aclexplode(o.acl) e) x ON true"
	"   WHERE (o.object >= 16384 OR (o.object = 2200 AND o.class = 'pg_namespace'::regclass AND o.acl::text IS DISTINCT FROM"
	"     (SELECT p.initprivs::text FROM pg_init_privs p WHERE p.objoid = 2200 AND p.classoid = 'pg_namespace'::regclass)))"
	"   AND coalesce(i.schema, i.name, '') !~ '^pg_'"
	"   GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) g"
	" GROUP BY g.class, g.object, g.part, g.owner, g.schema, g.target";

static const char default_privileges[] =
	"SELECT 170, 'pg_default_acl'::regclass::oid, g.oid, g.nspname, concat_ws(E';\\n',"
	" CASE WHEN g.nspname IS NULL THEN format(E'%sREVOKE ALL ON %s FROM PUBLIC;\\n%sREVOKE ALL ON %s FROM %I', g.before, g.target, g.before, g.target, g.role) END,"
	" string_agg(CASE WHEN g.grantee IS NOT NULL THEN format('%sGRANT %s ON %s TO %s%s', g.before, g.rights, g.target,"
	"   CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,"
	"   CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) END, E';\\n' ORDER BY g.place, g.is_grantable))"
	" FROM (SELECT d.oid, n.nspname, pg_get_userbyid(d.defaclrole) AS role, x.grantee, x.is_grantable,"
	"   format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', pg_get_userbyid(d.defaclrole)) || CASE WHEN n.nspname IS NULL THEN '' ELSE format('IN SCHEMA %I ', n.nspname) END AS before,"
	"   CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS'"
	"     ELSE 'LARGE OBJECTS' END AS target,"
	"   min(min(x.place)) OVER (PARTITION BY d.oid, x.grantee) AS place, string_agg(x.privilege_type, ', ' ORDER BY x.place) AS rights"
	"   FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace"
	"   LEFT JOIN LATERAL (SELECT e.*, row_number() OVER () AS place FROM aclexplode(d.defaclacl) e) x ON true"
	"   GROUP BY d.oid, n.nspname, d.defaclrole, d.defaclobjtype, x.grantee, x.is_grantable) g"
	" GROUP BY g.oid, g.nspname, g.before, g.target, g.role";

static const char comments[] =
	"SELECT 150, d.classoid, d.objoid, i.schema::name, format('COMMENT ON %s %s IS %L', " KIND("i") ","
	" CASE WHEN k.contypid <> 0 THEN format('%I ON DOMAIN %s', k.conname, format_type(k.contypid, NULL)) ELSE " IDENTITY("i") " END, d.description)"
	" FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i"
	" LEFT JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid"
	" WHERE (d.objoid >= 16384 OR (d.objoid = 2200 AND d.classoid = 'pg_namespace'::regclass AND d.description <> 'standard public schema'))"
	" AND i.identity IS NOT NULL AND coalesce(i.schema, '') !~ '^pg_' AND d.classoid <> 'pg_largeobject'::regclass AND d.classoid <> 'pg_extension'::regclass"
	" UNION ALL SELECT 150, d.classoid, d.objoid, NULL, format('COMMENT ON EXTENSION %I IS %L', x.extname, d.description)"
	" FROM pg_description d JOIN pg_extension x ON x.oid = d.objoid LEFT JOIN pg_available_extensions v ON v.name = x.extname"
	" WHERE d.classoid = 'pg_extension'::regclass AND x.oid >= 16384 AND v.comment IS DISTINCT FROM d.description"
	" UNION ALL SELECT 150, 'pg_namespace'::regclass::oid, n.oid, n.nspname, 'COMMENT ON SCHEMA public IS NULL' FROM pg_namespace n"
	" WHERE n.oid = 2200 AND obj_description(n.oid, 'pg_namespace') IS NULL";

static const char labels[] =
	"SELECT 151, l.classoid, l.objoid, i.schema::name, format('SECURITY LABEL FOR %I ON %s %s IS %L', l.provider, " KIND("i") ", i.identity, l.label)"
	" FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i"
	" WHERE l.objoid >= 16384 AND i.identity IS NOT NULL AND coalesce(i.schema, '') !~ '^pg_' AND l.classoid <> 'pg_largeobject'::regclass";

const CatalogPart mv_catalog_said[] = {
	{ .what = "owners", .sql = owners },
	{ .what = "privileges", .sql = acls },
	{ .what = "default privileges", .kind = "default_privilege", .sql = default_privileges },
	{ .what = "comments", .sql = comments },
	{ .what = "security labels", .kind = "label", .sql = labels },
	{ .what = NULL },
};
