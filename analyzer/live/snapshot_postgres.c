/*
 * snapshot_postgres.c: PostgreSQL's catalogues read in one repeatable-read,
 * read-only transaction, and made into statements in an order in which each
 * finds what it needs.
 */
#include "live.h"

#include "catalog.h"
#include "libpq.h"
#include "sizes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST = 12, NEWEST = 18, FIELDS = 5 };

typedef struct Row {
	uint32_t step, class, object;
	const char *schema; /* NULL: in none */
	const char *sql;
	uint32_t next;      /* of the same object, position + 1; 0: none */
	uint8_t state;      /* of the walk over dependencies */
} Row;

typedef struct Edge {
	uint64_t from; /* needs `to` */
	uint64_t to;
} Edge;

typedef struct Reading {
	const SnapshotOptions *options;
	Snapshot *snapshot;
	Server server;
	Arena *arena;
	int version; /* major */
	char main_role[16];         /* to which most belongs: its oid, */
	const char *main_role_name; /* and its name, quoted */
	bool changed;               /* while it was read */
	const char *seen, *now;     /* txid_snapshots: of the transaction, after it */
	VEC(Row) rows;
	VEC(Edge) edges;
} Reading;

/* ---- rows ---- */

static bool number_of(const char *text, uint32_t *number, Error *err)
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

	if (!number_of(fields[0], &row.step, err) || !number_of(fields[1], &row.class, err) || !number_of(fields[2], &row.object, err))
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

	if (!number_of(fields[0], &class, err) || !number_of(fields[1], &object, err) || !number_of(fields[2], &needed_class, err) ||
	    !number_of(fields[3], &needed, err))
		return false;
	*VEC_PUSH(reading->arena, &reading->edges) = (Edge){ .from = (uint64_t)class << 32 | object, .to = (uint64_t)needed_class << 32 | needed };
	return true;
}

static uint64_t object_of(const Row *row)
{
	return (uint64_t)row->class << 32 | row->object;
}

static int by_member(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

/* What an extension brings is the extension's. */
static void leave_members_out(Reading *reading)
{
	VEC(uint64_t) members = { 0 };
	uint32_t kept = 0;

	for (uint32_t i = 0; i < reading->rows.count; i++) {
		if (reading->rows.items[i].step == STEP_MEMBER)
			*VEC_PUSH(reading->arena, &members) = object_of(&reading->rows.items[i]);
	}
	if (!members.count)
		return;
	qsort(members.items, members.count, sizeof *members.items, by_member);
	for (uint32_t i = 0; i < reading->rows.count; i++) {
		uint64_t object = object_of(&reading->rows.items[i]);

		if (!bsearch(&object, members.items, members.count, sizeof object, by_member))
			reading->rows.items[kept++] = reading->rows.items[i];
	}
	reading->rows.count = kept;
}

/* ---- order ---- */

static int by_step(const void *left, const void *right)
{
	const Row *a = left, *b = right;
	int order = (a->step > b->step) - (a->step < b->step);

	if (!order)
		order = strcmp(a->schema ? a->schema : "", b->schema ? b->schema : "");
	return order ? order : strcmp(a->sql, b->sql);
}

static int by_edge(const void *left, const void *right)
{
	const Edge *a = left, *b = right;
	int order = (a->from > b->from) - (a->from < b->from);

	return order ? order : (a->to > b->to) - (a->to < b->to);
}

typedef struct Order {
	Reading *reading;
	LiveStatements *statements;
	Row **by_object; /* of the sorted steps, by class and object */
	uint32_t count;
	struct { uint32_t row, edge; } *stack; /* no recursion: chains of views can be long */
} Order;

static int by_object(const void *left, const void *right)
{
	uint64_t a = object_of(*(Row *const *)left), b = object_of(*(Row *const *)right);

	return (a > b) - (a < b);
}

static Row *row_of(const Order *order, uint64_t object)
{
	uint32_t low = 0, high = order->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (object_of(order->by_object[middle]) < object)
			low = middle + 1;
		else
			high = middle;
	}
	return low < order->count && object_of(order->by_object[low]) == object ? order->by_object[low] : NULL;
}

static uint32_t first_edge(const Reading *reading, uint64_t from)
{
	uint32_t low = 0, high = reading->edges.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (reading->edges.items[middle].from < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void write_row(const Order *order, const Row *row)
{
	*VEC_PUSH(order->reading->arena, order->statements) = (LiveStatement){ .name = row->schema ? row->schema : "", .sql = row->sql };
}

enum { WAITING, BEGUN, WRITTEN };

/* Behind all that it needs; a circle is cut where it is met. */
static void write_sorted(const Order *order, Row *first)
{
	const Reading *reading = order->reading;
	uint32_t depth = 1;

	if (first->state != WAITING)
		return;
	first->state = BEGUN;
	order->stack[0].row = (uint32_t)(first - reading->rows.items);
	order->stack[0].edge = first->object ? first_edge(reading, object_of(first)) : UINT32_MAX;
	while (depth) {
		Row *row = &reading->rows.items[order->stack[depth - 1].row], *needed = NULL;
		uint32_t *edge = &order->stack[depth - 1].edge;

		while (*edge < reading->edges.count && reading->edges.items[*edge].from == object_of(row)) {
			needed = row_of(order, reading->edges.items[(*edge)++].to);
			if (needed && needed->state == WAITING)
				break;
			needed = NULL;
		}
		if (needed) {
			needed->state = BEGUN;
			order->stack[depth].row = (uint32_t)(needed - reading->rows.items);
			order->stack[depth++].edge = needed->object ? first_edge(reading, object_of(needed)) : UINT32_MAX;
			continue;
		}
		write_row(order, row);
		row->state = WRITTEN;
		depth--;
	}
}

static void order_rows(Reading *reading, LiveStatements *statements)
{
	Order order = { .reading = reading, .statements = statements };
	uint32_t count = reading->rows.count;

	if (!count)
		return;
	qsort(reading->rows.items, count, sizeof *reading->rows.items, by_step);
	if (reading->edges.count)
		qsort(reading->edges.items, reading->edges.count, sizeof *reading->edges.items, by_edge);
	order.by_object = MV_NEW_ARRAY(reading->arena, Row *, count);
	order.stack = mv_arena_alloc(reading->arena, sizeof *order.stack * (count + 1));
	for (uint32_t i = 0; i < count; i++) {
		Row *row = &reading->rows.items[i];

		if (row->step >= STEP_SORTED && row->step < STEP_ATTACH)
			order.by_object[order.count++] = row;
	}
	if (order.count)
		qsort(order.by_object, order.count, sizeof *order.by_object, by_object);
	for (uint32_t i = 0; i < count; i++) {
		Row *row = &reading->rows.items[i];

		if (row->step >= STEP_SORTED && row->step < STEP_ATTACH)
			write_sorted(&order, row);
		else if (row->step < STEP_INVALID_INDEX)
			write_row(&order, row);
	}
}

/* ---- asking ---- */

static bool roll_back(Reading *reading, Error *err)
{
	return mv_server_execute(&reading->server, "transactions", "ROLLBACK TO SAVEPOINT migvet", err);
}

static bool ask_alone(Reading *reading, const CatalogPart *part, Error *err)
{
	StrBuf sql = { 0 };
	uint32_t rows = reading->rows.count;
	QueryResult result;

	mv_catalog_expand(&sql, part, reading->version, reading->main_role);
	result = mv_server_query(&reading->server, part->what, sql.ptr, FIELDS, read_row, reading, err);
	mv_buf_release(&sql);
	if (result == QUERY_DENIED) {
		reading->rows.count = rows;
		mv_live_unread(reading->snapshot, reading->arena, part->what, NULL, mv_arena_strdup(reading->arena, err->message));
		*err = (Error){ 0 };
		return roll_back(reading, err);
	}
	return result == QUERY_OK;
}

/* All parts in one statement; when one of them is denied, each alone. `lists` ends with NULL. */
static bool ask_parts(Reading *reading, const char *what, const CatalogPart *const *lists, Error *err)
{
	StrBuf sql = { 0 };
	uint32_t rows = reading->rows.count;
	QueryResult result;
	bool ok = true;

	for (const CatalogPart *const *list = lists; *list; list++) {
		for (const CatalogPart *part = *list; part->what; part++) {
			if (part->since > reading->version)
				continue;
			mv_buf_adds(&sql, sql.len ? " UNION ALL " : "");
			mv_catalog_expand(&sql, part, reading->version, reading->main_role);
		}
	}
	result = mv_server_query(&reading->server, what, sql.ptr, FIELDS, read_row, reading, err);
	mv_buf_release(&sql);
	if (result != QUERY_DENIED)
		return result == QUERY_OK;
	reading->rows.count = rows;
	*err = (Error){ 0 };
	ok = roll_back(reading, err);
	for (const CatalogPart *const *list = lists; *list; list++) {
		for (const CatalogPart *part = *list; ok && part->what; part++)
			ok = part->since > reading->version || ask_alone(reading, part, err);
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

static bool read_edges(Reading *reading, Error *err)
{
	StrBuf sql = { 0 };
	QueryResult result;

	mv_catalog_expand(&sql, &edges, reading->version, reading->main_role);
	result = mv_server_query(&reading->server, edges.what, sql.ptr, 4, read_edge, reading, err);
	mv_buf_release(&sql);
	if (result != QUERY_DENIED)
		return result == QUERY_OK;
	mv_live_unread(reading->snapshot, reading->arena, edges.what, NULL, mv_arena_strdup(reading->arena, err->message));
	*err = (Error){ 0 };
	return roll_back(reading, err);
}

/* ---- the transaction ---- */

static bool read_session(void *data, const char *const *fields, Error *err)
{
	Reading *reading = data;
	uint32_t role;

	if (!number_of(fields[0], &role, err))
		return false;
	if (!fields[2] || !*fields[2])
		return mv_fail(err, "the server does not say to whom the schema belongs");
	reading->seen = mv_arena_strdup(reading->arena, fields[3] ? fields[3] : "");
	reading->main_role_name = mv_arena_strdup(reading->arena, fields[2]);
	snprintf(reading->main_role, sizeof reading->main_role, "%u", (unsigned)role);
	reading->snapshot->server = mv_arena_strdup(reading->arena, fields[1] ? fields[1] : "");
	return true;
}

static bool begin(Reading *reading, Error *err)
{
	/* one statement sets all: names come out qualified, text as this program reads it, nothing waits for long */
	const char *settings = mv_arena_format(
		reading->arena,
		"SELECT m.oid, pg_catalog.current_setting('server_version'), pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(m.oid)),"
		" pg_catalog.txid_current_snapshot()"
		" FROM (SELECT coalesce((SELECT relowner FROM pg_catalog.pg_class WHERE oid >= 16384 GROUP BY 1 ORDER BY pg_catalog.count(*) DESC, 1 LIMIT 1),"
		" (SELECT datdba FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())) AS oid) m, (SELECT pg_catalog.count(pg_catalog.set_config(s, v, true)) AS n FROM (VALUES ('search_path', ''), ('statement_timeout', '%ld'),"
		" ('lock_timeout', '%ld'), ('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'), ('DateStyle', 'ISO'),"
		" ('IntervalStyle', 'postgres'), ('extra_float_digits', '3'), ('TimeZone', 'UTC'), ('jit', 'off')) AS x(s, v)) y WHERE n > 0",
		reading->options->timeout * 1000, reading->options->timeout * 250 + 1);

	if (!mv_server_execute(&reading->server, "transactions", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err) ||
	    mv_server_query(&reading->server, "settings", settings, 4, read_session, reading, err) != QUERY_OK ||
	    !mv_server_execute(&reading->server, "transactions", "SAVEPOINT migvet", err))
		return false;
	return reading->snapshot->server || mv_fail(err, "the server does not say what it is");
}

static bool read_all(Reading *reading, Error *err)
{
	static const CatalogPart *const small[] = { mv_catalog_types, mv_catalog_rare, mv_catalog_said, NULL };
	static const CatalogPart *const tables[] = { mv_catalog_relations, NULL };
	static const CatalogPart *const parts[] = { mv_catalog_parts, NULL };

	return ask_parts(reading, "types, routines, privileges and comments", small, err) && ask_parts(reading, "tables and views", tables, err) &&
	       ask_parts(reading, "constraints, indexes and triggers", parts, err) && read_edges(reading, err);
}

/* ---- the schema ---- */

/* The lines of a text; false when there are fewer. */
static bool lines_of(const Reading *reading, const char *text, const char **lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = i + 1 < count ? strcspn(text, "\n") : strlen(text);

		lines[i] = mv_arena_strndup(reading->arena, text, length);
		if (i + 1 < count && !text[length])
			return false;
		text += length + 1;
	}
	return true;
}

/* What no statement says. */
static void note_rest(Reading *reading)
{
	const Schema *schema = &reading->snapshot->schema;

	for (uint32_t i = 0; i < reading->rows.count; i++) {
		const Row *row = &reading->rows.items[i];
		QName name = { .schema = row->schema, .name = row->sql };
		const char *lines[3];

		if (row->step == STEP_INVALID_INDEX) {
			TableIndex *index = mv_schema_index(schema, &name);

			if (index)
				index->valid = false;
		} else if (row->step == STEP_UNREAD && lines_of(reading, row->sql, lines, 3)) {
			mv_live_unread(reading->snapshot, reading->arena, lines[0], lines[1], lines[2]);
		} else if (row->step == STEP_SEQUENCE_TYPE && lines_of(reading, row->sql, lines, 2)) {
			Object *object;

			name.name = lines[1];
			object = mv_schema_relation(schema, &name);
			if (object && object->kind == OBJ_SEQUENCE)
				((Sequence *)object)->type = lines[0];
		}
	}
}

static bool make_schema(Reading *reading, Error *err)
{
	LiveStatements statements = { 0 };

	/* so most need no ALTER ... OWNER TO */
	*VEC_PUSH(reading->arena, &statements) = (LiveStatement){
		.name = "", .sql = mv_arena_format(reading->arena, "SET SESSION AUTHORIZATION %s", reading->main_role_name) };
	leave_members_out(reading);
	order_rows(reading, &statements);
	if (!mv_live_replay(reading->snapshot, &statements, reading->arena, err))
		return false;
	note_rest(reading);
	return true;
}

/*
 * Definitions are written by functions of the server that look at the newest
 * catalogues, not at those of the transaction's snapshot. So it is asked in the
 * end whether the catalogues have rows that this snapshot does not see.
 */
static const char changes_sql[] =
	"WITH o AS (SELECT '%s'::txid_snapshot AS s, pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) AS now),"
	" x AS (SELECT c.xmin AS x FROM pg_catalog.pg_class c WHERE c.relpersistence <> 't' AND c.relkind <> 't'"
	" UNION ALL SELECT a.xmin FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relpersistence <> 't' AND c.relkind <> 't'"
	" UNION ALL SELECT xmin FROM pg_catalog.pg_constraint UNION ALL SELECT xmin FROM pg_catalog.pg_proc UNION ALL SELECT xmin FROM pg_catalog.pg_enum"
	" UNION ALL SELECT xmin FROM pg_catalog.pg_trigger UNION ALL SELECT xmin FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_'"
	" UNION ALL SELECT r.xmin FROM pg_catalog.pg_rewrite r)"
	" SELECT 1 WHERE EXISTS (SELECT FROM x, o WHERE NOT pg_catalog.txid_visible_in_snapshot(o.now - ((o.now - x.x::text::bigint) & 4294967295), o.s))";

static bool read_change(void *data, const char *const *fields, Error *err)
{
	(void)fields;
	(void)err;
	((Reading *)data)->changed = true;
	return true;
}

static bool read_now(void *data, const char *const *fields, Error *err)
{
	(void)err;
	((Reading *)data)->now = mv_arena_strdup(((Reading *)data)->arena, fields[0] ? fields[0] : "");
	return true;
}

/* Where the role may not look at the catalogues, nothing can be said. */
static bool ask_for_changes(Reading *reading, Error *err)
{
	Server *server = &reading->server;
	QueryResult result = mv_server_query(server, "transactions", "SELECT pg_catalog.txid_current_snapshot()", 1, read_now, reading, err);

	/* when no transaction has begun to write since, none has changed anything */
	if (result == QUERY_OK && !mv_streq(reading->now, reading->seen) && strspn(reading->seen, "0123456789:,") == strlen(reading->seen))
		result = mv_server_query(server, "changes of the schema", mv_arena_format(reading->arena, changes_sql, reading->seen), 1, read_change, reading, err);
	if (result == QUERY_DENIED)
		*err = (Error){ 0 };
	return result != QUERY_FAILED;
}

static bool read_server(Reading *reading, Error *err)
{
	Server *server = &reading->server;

	reading->version = server->version / 10000;
	if (reading->version < OLDEST)
		return mv_fail(err, "the server is PostgreSQL %d, and only %d to %d are understood", reading->version, OLDEST, NEWEST);
	if (reading->version > NEWEST)
		return mv_fail(err, "the server is PostgreSQL %d, of which this program knows nothing yet; it understands %d to %d", reading->version, OLDEST,
			       NEWEST);
	reading->snapshot->server_version = reading->version < 13 ? 13 : reading->version;
	if (!begin(reading, err) || !read_all(reading, err) ||
	    (reading->options->sizes && !mv_live_sizes(server, reading->snapshot, reading->arena, err)) ||
	    !mv_server_execute(server, "transactions", "COMMIT", err))
		return false;
	return ask_for_changes(reading, err);
}

/* What a definition's function says of an object that is gone. */
static bool tells_of_change(const Error *err)
{
	return strstr(err->message, "cache lookup failed") || strstr(err->message, "could not open relation with OID");
}

bool mv_snapshot_postgres(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err)
{
	enum { ATTEMPTS = 3 };

	for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
		Reading reading = { .options = options, .snapshot = snapshot, .arena = arena };
		bool ok;

		*err = (Error){ 0 };
		snapshot->unread.count = snapshot->sizes.count = 0;
		ok = mv_server_connect(&reading.server, options->url, options->timeout, arena, err) && read_server(&reading, err);
		mv_server_close(&reading.server);
		if (ok && !reading.changed)
			return make_schema(&reading, err);
		if (!ok && !reading.changed && !tells_of_change(err))
			return false;
	}
	return mv_fail(err, "the schema changed while it was read, %d times in a row; try again when no migration runs", ATTEMPTS);
}
