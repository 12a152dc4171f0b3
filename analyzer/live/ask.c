/* ask.c: the parts of the catalogues as rows, and what needs what. */
#include "reading.h"

#include <stdlib.h>

enum { FIELDS = 5 };

bool mv_number_of(const char *text, uint32_t *number, Error *err)
{
	char *end;
	unsigned long value = text ? strtoul(text, &end, 10) : 0;

	if (!text || !*text || *end || value > UINT32_MAX)
		return mv_fail(err, "the server answers with something that is no number where one has to be");
	*number = (uint32_t)value;
	return true;
}

static bool is_wanted(const Reading *reading, const char *schema)
{
	return !reading->options->schemas || (schema && mv_glob_match(reading->options->schemas, schema));
}

static bool read_row(void *data, const char *const *fields, Error *err)
{
	Reading *reading = data;
	Row row = { 0 };

	if (!mv_number_of(fields[0], &row.step, err) || !mv_number_of(fields[1], &row.class, err) || !mv_number_of(fields[2], &row.object, err))
		return false;
	if (row.step != STEP_MEMBER && !is_wanted(reading, fields[3]))
		return true;
	if (!fields[4]) {
		/* pg_get_viewdef and its like look at what is there now: the object went away meanwhile */
		reading->changed = true;
		return mv_fail(err, "an object went away while it was read");
	}
	/* e.g. nothing that had to be said of an index */
	if (!*fields[4] && row.step != STEP_MEMBER)
		return true;
	row.schema = mv_arena_strdup(reading->arena, fields[3]);
	row.sql = mv_arena_strdup(reading->arena, fields[4]);
	*VEC_PUSH(reading->arena, &reading->rows) = row;
	return true;
}

static bool read_edge(void *data, const char *const *fields, Error *err)
{
	Reading *reading = data;
	uint32_t class, object, needed_class, needed;

	if (!mv_number_of(fields[0], &class, err) || !mv_number_of(fields[1], &object, err) || !mv_number_of(fields[2], &needed_class, err) ||
	    !mv_number_of(fields[3], &needed, err))
		return false;
	*VEC_PUSH(reading->arena, &reading->edges) = (Edge){ .from = (uint64_t)class << 32 | object, .to = (uint64_t)needed_class << 32 | needed };
	return true;
}

/* ---- asking ---- */

bool mv_ask_roll_back(Reading *reading, Error *err)
{
	return mv_server_execute(&reading->server, "transactions", "ROLLBACK TO SAVEPOINT migvet", err);
}

static bool ask_alone(Reading *reading, const CatalogPart *part, Error *err)
{
	StrBuf sql = { 0 };
	uint32_t rows = reading->rows.count;
	QueryResult result;

	mv_catalog_expand(&sql, part, &reading->facts);
	result = mv_server_query(&reading->server, part->what, sql.ptr, FIELDS, read_row, reading, err);
	mv_buf_release(&sql);
	if (result == QUERY_DENIED) {
		reading->rows.count = rows;
		mv_live_unread(reading->snapshot, reading->arena, part->what, NULL, mv_arena_strdup(reading->arena, err->message));
		*err = (Error){ 0 };
		return mv_ask_roll_back(reading, err);
	}
	return result == QUERY_OK;
}

/* All parts in one statement; when one of them is denied, each alone. `lists` ends with NULL. */
bool mv_ask_parts(Reading *reading, const char *what, const CatalogPart *const *lists, Error *err)
{
	StrBuf sql = { 0 };
	uint32_t rows = reading->rows.count;
	QueryResult result;
	bool ok = true;

	for (const CatalogPart *const *list = lists; *list; list++) {
		for (const CatalogPart *part = *list; part->what; part++) {
			if (!mv_catalog_wants(part, &reading->facts))
				continue;
			mv_buf_adds(&sql, sql.len ? " UNION ALL " : "");
			mv_catalog_expand(&sql, part, &reading->facts);
		}
	}
	result = sql.len ? mv_server_query(&reading->server, what, sql.ptr, FIELDS, read_row, reading, err) : QUERY_OK;
	mv_buf_release(&sql);
	if (result != QUERY_DENIED)
		return result == QUERY_OK;
	reading->rows.count = rows;
	*err = (Error){ 0 };
	ok = mv_ask_roll_back(reading, err);
	for (const CatalogPart *const *list = lists; *list; list++) {
		for (const CatalogPart *part = *list; ok && part->what; part++)
			ok = !mv_catalog_wants(part, &reading->facts) || ask_alone(reading, part, err);
	}
	return ok;
}

/*
 * What needs what, among what is sorted: parts of things stand for the whole
 * (a view's rule, a column's default, a check), a row type for its table.
 */
#define CLASS(name) "'" name "'::regclass::oid"
static const char edges_sql[] =
	/* types: an array stands for its element, a multirange for its range, a row for its table */
	"WITH t AS (SELECT d.classid, d.objid, coalesce(e.oid, {14? m.rngtypid, ?} t.oid) AS type, coalesce(e.typrelid, t.typrelid) AS relation"
	" FROM pg_depend d JOIN pg_type t ON t.oid = d.refobjid LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'"
	" {14? LEFT JOIN pg_range m ON m.rngmultitypid = coalesce(e.oid, t.oid) ?}"
	" WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid >= 16384 AND d.objid >= 16384 AND d.deptype IN ('n', 'a')),"
	" d AS (SELECT t.classid, t.objid, CASE WHEN c.relkind IN ('r', 'p', 'f', 'v', 'm') THEN " CLASS("pg_class") " ELSE " CLASS("pg_type") " END AS refclassid,"
	"   CASE WHEN c.relkind IN ('r', 'p', 'f', 'v', 'm') THEN t.relation ELSE t.type END AS refobjid FROM t LEFT JOIN pg_class c ON c.oid = t.relation"
	" UNION ALL SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend d WHERE d.refobjid >= 16384 AND d.objid >= 16384 AND d.deptype IN ('n', 'a', 'i')"
	"   AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_opfamily'::regclass, 'pg_cast'::regclass,"
	"   'pg_collation'::regclass, 'pg_language'::regclass, 'pg_am'::regclass, 'pg_ts_parser'::regclass, 'pg_ts_template'::regclass, 'pg_ts_dict'::regclass,"
	"   'pg_ts_config'::regclass, 'pg_foreign_data_wrapper'::regclass, 'pg_foreign_server'::regclass)"
	"   AND NOT (d.refclassid = 'pg_class'::regclass AND d.classid IN ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_attrdef'::regclass, 'pg_type'::regclass,"
	"   'pg_trigger'::regclass, 'pg_policy'::regclass)))"
	" SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM d WHERE d.classid NOT IN ('pg_rewrite'::regclass, 'pg_constraint'::regclass, 'pg_attrdef'::regclass)"
	/* parts stand for the whole */
	" UNION ALL SELECT " CLASS("pg_class") ", r.ev_class, d.refclassid, d.refobjid FROM d JOIN pg_rewrite r ON r.oid = d.objid"
	" WHERE d.classid = 'pg_rewrite'::regclass AND r.rulename = '_RETURN' AND r.ev_class <> d.refobjid"
	" UNION ALL SELECT CASE k.conrelid WHEN 0 THEN " CLASS("pg_type") " ELSE " CLASS("pg_class") " END, CASE k.conrelid WHEN 0 THEN k.contypid ELSE k.conrelid END, d.refclassid, d.refobjid"
	" FROM d JOIN pg_constraint k ON k.oid = d.objid WHERE d.classid = 'pg_constraint'::regclass AND k.contype = 'c'"
	" UNION ALL SELECT " CLASS("pg_class") ", a.adrelid, d.refclassid, d.refobjid FROM d JOIN pg_attrdef a ON a.oid = d.objid"
	" JOIN pg_attribute g ON g.attrelid = a.adrelid AND g.attnum = a.adnum WHERE d.classid = 'pg_attrdef'::regclass AND g.attgenerated <> ''"
	/* a composite type's attributes are of its relation */
	" UNION ALL SELECT " CLASS("pg_type") ", c.reltype, d.refclassid, d.refobjid FROM d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'c' WHERE d.classid = 'pg_class'::regclass"
	" UNION ALL SELECT " CLASS("pg_class") ", h.inhrelid, " CLASS("pg_class") ", h.inhparent FROM pg_inherits h"
	" JOIN pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'f') AND NOT c.relispartition";

static const CatalogPart edges = { .what = "dependencies", .sql = edges_sql };

bool mv_ask_edges(Reading *reading, Error *err)
{
	StrBuf sql = { 0 };
	QueryResult result;

	mv_catalog_expand(&sql, &edges, &reading->facts);
	result = mv_server_query(&reading->server, edges.what, sql.ptr, 4, read_edge, reading, err);
	mv_buf_release(&sql);
	if (result != QUERY_DENIED)
		return result == QUERY_OK;
	mv_live_unread(reading->snapshot, reading->arena, edges.what, NULL, mv_arena_strdup(reading->arena, err->message));
	*err = (Error){ 0 };
	return mv_ask_roll_back(reading, err);
}
