/*
 * snapshot_postgres.c: PostgreSQL's catalogues read in one repeatable-read,
 * read-only transaction, and made into statements that are replayed.
 *
 * A second connection reads a part of them at the same time, in a transaction
 * that sees the same (pg_export_snapshot). Where it cannot be had (no connection
 * is left, a pooler leads to another server, a standby), the first reads all.
 */
#include "reading.h"
#include "sizes.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST = 12, NEWEST = 18 };

/* A connection and its transaction. */
typedef struct Session {
	Reading reading;
	const char *main_role_name; /* quoted */
	const char *seen, *now;     /* txid_snapshots: of the transaction, after it */
	const char *place;          /* which server and database it is */
	const char *exported;       /* what another transaction can see the same with, or NULL */
} Session;

/* The second connection. `told` guards what the first tells it: go (or stop), once. */
typedef struct Helper {
	pthread_t thread;
	bool started;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool told;
	const Session *first; /* whose transaction is open; NULL: stop */
	Session session;
	Snapshot snapshot;    /* for what is unread */
	Arena *arena;
	bool sees_the_same;
	bool ok;
	Error err;
} Helper;

/* ---- the transaction ---- */

/* Rows of two kinds: what the session is, and which kinds of things there are. */
static bool read_session(void *data, const char *const *fields, Error *err)
{
	Session *session = data;
	Reading *reading = &session->reading;
	uint32_t role;

	if (mv_streq(fields[0], "session")) {
		reading->snapshot->server = mv_arena_strdup(reading->arena, fields[1] ? fields[1] : "");
		session->seen = mv_arena_strdup(reading->arena, fields[2] ? fields[2] : "");
		session->place = mv_arena_strdup(reading->arena, fields[3] ? fields[3] : "");
		session->exported = mv_arena_strdup(reading->arena, fields[4]);
		return true;
	}
	if (!mv_number_of(fields[1], &role, err))
		return false;
	if (!fields[2] || !*fields[2])
		return mv_fail(err, "the server does not say to whom the schema belongs");
	snprintf(reading->facts.main_role, sizeof reading->facts.main_role, "%u", (unsigned)role);
	session->main_role_name = mv_arena_strdup(reading->arena, fields[2]);
	reading->facts.kinds = mv_arena_strdup(reading->arena, fields[3]);
	return true;
}

/* As many answers as there are kinds, or none counts. */
static void check_kinds(CatalogFacts *facts)
{
	size_t count = 0;

	while (mv_catalog_kinds[count].name)
		count++;
	if (facts->kinds && (strlen(facts->kinds) != count || strspn(facts->kinds, "01") != count))
		facts->kinds = NULL;
}

/*
 * One message opens all. One statement sets all: names come out qualified, text
 * as this program reads it, nothing waits for long. `exported` is of the
 * transaction whose view of the database is taken; NULL: a view of its own, for others to take.
 */
static void write_opening(StrBuf *sql, const char *exported, long timeout)
{
	mv_buf_adds(sql, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ");
	if (exported)
		mv_buf_addf(sql, "SET TRANSACTION SNAPSHOT '%s'; ", exported);
	mv_buf_addf(sql,
		    "SELECT 'session', pg_catalog.current_setting('server_version'), pg_catalog.txid_current_snapshot(),"
		    " pg_catalog.concat_ws(' ', pg_catalog.pg_postmaster_start_time(), d.oid), %s"
		    " FROM (SELECT pg_catalog.count(pg_catalog.set_config(s, v, true)) AS n FROM (VALUES ('search_path', ''), ('statement_timeout', '%ld'),"
		    " ('lock_timeout', '%ld'), ('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'), ('DateStyle', 'ISO'),"
		    " ('IntervalStyle', 'postgres'), ('extra_float_digits', '3'), ('TimeZone', 'UTC'), ('jit', 'off'), ('max_parallel_workers_per_gather', '0'),"
		    /* joins are written in a good order: planning them takes longer than they do */
		    " ('join_collapse_limit', '3'), ('from_collapse_limit', '3')) AS x(s, v)) y,"
		    " (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) d WHERE n > 0; SAVEPOINT migvet",
		    exported ? "NULL" :
			       "CASE WHEN NOT pg_catalog.pg_is_in_recovery() AND pg_catalog.has_function_privilege('pg_catalog.pg_export_snapshot()', 'EXECUTE')"
			       " THEN pg_catalog.pg_export_snapshot() END",
		    timeout * 1000, timeout * 250 + 1);
}

static bool begin(Session *session, Error *err)
{
	Reading *reading = &session->reading;
	StrBuf sql = { 0 };
	QueryResult result;

	write_opening(&sql, NULL, reading->options->timeout);
	mv_buf_adds(&sql, "; ");
	mv_catalog_probe(&sql);
	result = mv_server_query(&reading->server, "settings", sql.ptr, 5, read_session, session, err);
	mv_buf_release(&sql);
	if (result == QUERY_DENIED && reading->snapshot->server) {
		/* one of the catalogues may not be read: which one is seen later */
		*err = (Error){ 0 };
		result = mv_ask_roll_back(reading, err) ?
				 mv_server_query(&reading->server, "settings", "SELECT 'owner', datdba, pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(datdba)), NULL, NULL"
						 " FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()", 5, read_session, session, err) : QUERY_FAILED;
	}
	if (result != QUERY_OK)
		return false;
	if (!reading->snapshot->server)
		return mv_fail(err, "the server does not say what it is");
	if (!session->main_role_name)
		return mv_fail(err, "the server does not say to whom the schema belongs");
	check_kinds(&reading->facts);
	return true;
}

/* ---- two at a time ---- */

static bool read_tables(Reading *reading, Error *err)
{
	static const CatalogPart *const tables[] = { mv_catalog_relations, NULL };

	return mv_ask_parts(reading, "tables and views", tables, err) && mv_ask_edges(reading, err);
}

static bool read_others(Reading *reading, Error *err)
{
	static const CatalogPart *const small[] = { mv_catalog_types, mv_catalog_rare, mv_catalog_said, NULL };
	static const CatalogPart *const parts[] = { mv_catalog_parts, NULL };

	return mv_ask_parts(reading, "types, routines, privileges and comments", small, err) &&
	       mv_ask_parts(reading, "constraints, indexes and triggers", parts, err);
}

/* The same server, the same database, the same moment? Whatever stands in the way, the first can do without. */
static bool see_the_same(Helper *helper)
{
	Session *session = &helper->session;
	const char *exported = helper->first->exported;
	StrBuf sql = { 0 };
	Error ignored = { 0 };
	bool ok;

	write_opening(&sql, exported, session->reading.options->timeout);
	ok = mv_server_query(&session->reading.server, "settings", sql.ptr, 5, read_session, session, &ignored) == QUERY_OK;
	mv_buf_release(&sql);
	return ok && session->seen && mv_streq(session->seen, helper->first->seen) && mv_streq(session->place, helper->first->place) &&
	       session->reading.server.version == helper->first->reading.server.version;
}

static void *help(void *data)
{
	Helper *helper = data;
	Reading *reading = &helper->session.reading;
	Error ignored = { 0 };
	bool connected = mv_server_connect(&reading->server, reading->options->url, reading->options->timeout, helper->arena, &ignored);

	pthread_mutex_lock(&helper->lock);
	while (!helper->told)
		pthread_cond_wait(&helper->changed, &helper->lock);
	pthread_mutex_unlock(&helper->lock);
	if (connected && helper->first && see_the_same(helper)) {
		helper->sees_the_same = true;
		reading->facts = helper->first->reading.facts;
		helper->ok = read_others(reading, &helper->err);
	}
	mv_server_close(&reading->server);
	return NULL;
}

static void start_helper(Helper *helper, const SnapshotOptions *options)
{
	helper->arena = mv_arena_new();
	helper->session.reading = (Reading){ .options = options, .snapshot = &helper->snapshot, .arena = helper->arena };
	pthread_mutex_init(&helper->lock, NULL);
	pthread_cond_init(&helper->changed, NULL);
	helper->started = pthread_create(&helper->thread, NULL, help, helper) == 0;
}

/* `first` NULL: stop. */
static void tell_helper(Helper *helper, const Session *first)
{
	pthread_mutex_lock(&helper->lock);
	helper->told = true;
	helper->first = first;
	pthread_cond_signal(&helper->changed);
	pthread_mutex_unlock(&helper->lock);
}

static void end_helper(Helper *helper)
{
	if (helper->started)
		pthread_join(helper->thread, NULL);
	helper->started = false;
}

static void release_helper(Helper *helper)
{
	pthread_mutex_destroy(&helper->lock);
	pthread_cond_destroy(&helper->changed);
	mv_arena_free(helper->arena);
}

static void take_over(Reading *reading, const Helper *helper)
{
	const Reading *other = &helper->session.reading;

	reading->changed = reading->changed || other->changed;
	for (uint32_t i = 0; i < other->rows.count; i++) {
		Row *row = VEC_PUSH(reading->arena, &reading->rows);

		*row = other->rows.items[i];
		row->schema = mv_arena_strdup(reading->arena, row->schema);
		row->sql = mv_arena_strdup(reading->arena, row->sql);
	}
	for (uint32_t i = 0; i < other->edges.count; i++)
		*VEC_PUSH(reading->arena, &reading->edges) = other->edges.items[i];
	for (uint32_t i = 0; i < helper->snapshot.unread.count; i++) {
		const Unread *unread = &helper->snapshot.unread.items[i];

		mv_live_unread(reading->snapshot, reading->arena, mv_arena_strdup(reading->arena, unread->what),
			       mv_arena_strdup(reading->arena, unread->name), mv_arena_strdup(reading->arena, unread->reason));
	}
}

/* Is it a name of a snapshot, and nothing that would end a string? */
static bool is_exported(const char *name)
{
	return name && *name && strlen(name) < 64 && strspn(name, "0123456789ABCDEFabcdef-") == strlen(name);
}

static bool read_all(Session *session, Helper *helper, Error *err)
{
	Reading *reading = &session->reading;
	bool ok = begin(session, err), both = ok && is_exported(session->exported);

	tell_helper(helper, both ? session : NULL);
	ok = ok && read_tables(reading, err);
	end_helper(helper);
	if (helper->sees_the_same)
		take_over(reading, helper);
	if (!ok)
		return false;
	if (!helper->sees_the_same)
		return read_others(reading, err);
	if (!helper->ok)
		*err = helper->err;
	return helper->ok;
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
	((Session *)data)->reading.changed = true;
	return true;
}

static bool read_now(void *data, const char *const *fields, Error *err)
{
	(void)err;
	((Session *)data)->now = mv_arena_strdup(((Session *)data)->reading.arena, fields[0] ? fields[0] : "");
	return true;
}

/* Where the role may not look at the catalogues, nothing can be said. */
static bool ask_for_changes(Session *session, Error *err)
{
	Server *server = &session->reading.server;
	QueryResult result = mv_server_query(server, "transactions", "COMMIT; SELECT pg_catalog.txid_current_snapshot()", 1, read_now, session, err);

	/* when no transaction has begun to write since, none has changed anything */
	if (result == QUERY_OK && !mv_streq(session->now, session->seen) && strspn(session->seen, "0123456789:,") == strlen(session->seen))
		result = mv_server_query(server, "changes of the schema", mv_arena_format(session->reading.arena, changes_sql, session->seen), 1, read_change, session, err);
	if (result == QUERY_DENIED)
		*err = (Error){ 0 };
	return result != QUERY_FAILED;
}

static bool read_server(Session *session, Error *err)
{
	Reading *reading = &session->reading;
	Server *server = &reading->server;
	Helper helper = { 0 };
	bool ok;

	reading->facts.version = server->version / 10000;
	if (reading->facts.version < OLDEST)
		return mv_fail(err, "the server is PostgreSQL %d, and only %d to %d are understood", reading->facts.version, OLDEST, NEWEST);
	if (reading->facts.version > NEWEST)
		return mv_fail(err, "the server is PostgreSQL %d, of which this program knows nothing yet; it understands %d to %d",
			       reading->facts.version, OLDEST, NEWEST);
	reading->snapshot->server_version = reading->facts.version < 13 ? 13 : reading->facts.version;
	start_helper(&helper, reading->options);
	ok = read_all(session, &helper, err) && (!reading->options->sizes || mv_live_sizes(server, reading->snapshot, reading->arena, err)) &&
	     ask_for_changes(session, err);
	release_helper(&helper);
	return ok;
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

static bool make_schema(Session *session, Error *err)
{
	Reading *reading = &session->reading;
	LiveStatements statements = { 0 };

	mv_rows_order(reading, &statements);
	/* so most need no ALTER ... OWNER TO */
	if (!mv_live_replay(reading->snapshot, mv_arena_format(reading->arena, "SET SESSION AUTHORIZATION %s", session->main_role_name), &statements, reading->arena, err))
		return false;
	note_rest(reading);
	return true;
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
		Session session = { .reading = { .options = options, .snapshot = snapshot, .arena = arena } };
		Reading *reading = &session.reading;
		bool ok;

		*err = (Error){ 0 };
		snapshot->unread.count = snapshot->sizes.count = 0;
		ok = mv_server_connect(&reading->server, options->url, options->timeout, arena, err) && read_server(&session, err);
		mv_server_close(&reading->server);
		if (ok && !reading->changed)
			return make_schema(&session, err);
		if (!ok && !reading->changed && !tells_of_change(err))
			return false;
	}
	return mv_fail(err, "the schema changed while it was read, %d times in a row; try again when no migration runs", ATTEMPTS);
}
