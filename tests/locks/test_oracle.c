/*
 * test_oracle.c: does the lock model agree with what PostgreSQL 13 to 18 did?
 *
 * For each observed case and version: fixture, setup and statement go through
 * the real front end and replay; then the model's report is compared with
 *   - whether the statement may run in a transaction block;
 *   - every table, view, sequence and composite type: the strongest mode, in both
 *     directions (what was locked is predicted, what is predicted was locked);
 *   - every index with a mode of SHARE UPDATE EXCLUSIVE or above, likewise;
 *   - relations with a new file, relations that were read in full, indexes that were rebuilt;
 *   - of statements that the server refused: the SQLSTATE, when the replay predicts one.
 * Statements that refuse a transaction block were watched from another session, so the last, short lock on an index
 * may be missing there: a weaker observed mode of an index, and none on a partitioned index, are accepted then.
 * Not compared: TOAST tables and the weak locks on indexes (the planner takes them on whatever it considers),
 * the table zz (only there to be unrelated), and scans of tables that hold no rows in the case: PostgreSQL's
 * statistics show none, although the statement would read a filled table. When a table was truncated in the
 * setup, scans are left out altogether: joins with it read nothing of the other side either.
 *
 * usage: test_oracle CASES.json TODO
 */
#include "migvet/frontend.h"
#include "migvet/replay.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Arena *arena, *scratch;
static unsigned compared, agreed, refused, predicted;
static StrBuf differences;

static Statement *read_sql(const char *sql, const char *path, uint32_t *count, bool *is_valid)
{
	Migration *migration = MV_NEW(arena, Migration);
	Section section = { 0 };

	migration->source = MV_NEW(arena, Source);
	migration->version = migration->name = path;
	migration->transaction = TRANSACTION_NONE;
	if (!mv_source_from_bytes(migration->source, mv_str(sql), path, arena, NULL))
		abort();
	section.span.end = (uint32_t)migration->source->text.len;
	*VEC_PUSH(arena, &migration->sections) = section;
	mv_postgres_read(migration, arena, scratch);
	mv_arena_reset(scratch);
	*count = migration->statements.count;
	*is_valid = migration->problems.count == 0;
	return migration->statements.items;
}

static const char *text_of(const cJSON *object, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* ---- the situation ---- */

typedef struct Situation {
	Schema schema;
	Session session;
	bool truncated; /* some table was emptied */
} Situation;

static void apply_statement(Situation *now, const Statement *statement)
{
	for (uint32_t c = 0; c < statement->changes.count; c++) {
		const Change *change = &statement->changes.items[c];
		Birth birth = { .migration = statement->migration, .change = change, .transaction = now->session.transaction };

		if (mv_change_happens(&now->schema, change) == TRI_NO)
			continue;
		now->truncated |= change->kind == CHANGE_TRUNCATE;
		if (change->kind == CHANGE_SET_VARIABLE && mv_streq(change->as.variable->name, "timezone") &&
		    change->as.variable->values.count)
			now->session.time_zone = change->as.variable->values.items[0];
		mv_schema_apply(&now->schema, change, &birth);
	}
}

static void replay_sql(Situation *now, const char *sql, const char *what)
{
	uint32_t count;
	bool is_valid;
	Statement *statements = read_sql(sql, what, &count, &is_valid);

	for (uint32_t s = 0; s < count; s++) {
		now->session.transaction++;
		apply_statement(now, &statements[s]);
	}
}

static void set_up(Situation *now, const char *fixture, const cJSON *setup)
{
	const cJSON *item;

	mv_schema_init(&now->schema, arena);
	now->schema.complete = true;
	now->session.in_transaction = TRI_NO;
	replay_sql(now, "CREATE SCHEMA lo; CREATE SCHEMA lo2; SET search_path = lo;", "start");
	replay_sql(now, fixture, "fixture");
	if (cJSON_IsString(setup))
		replay_sql(now, setup->valuestring, "setup");
	cJSON_ArrayForEach(item, setup) {
		/* ["cancelled", SQL, blocker]: what was begun and not finished leaves nothing that the replay knows */
		if (cJSON_IsString(item))
			replay_sql(now, item->valuestring, "setup");
	}
}

static bool holds_rows(const Table *table, int depth)
{
	if (table->first_row.change)
		return true;
	for (uint32_t i = 0; depth < 8 && i < table->parents.count; i++) {
		if (table->bound && holds_rows(table->parents.items[i], depth + 1))
			return true;
	}
	return false;
}

/* ---- comparing ---- */

static void differ(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void differ(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	mv_buf_adds(&differences, "#     ");
	mv_buf_adds(&differences, mv_arena_vformat(arena, format, args));
	mv_buf_addc(&differences, '\n');
	va_end(args);
}

static bool is_ignored(const char *name)
{
	return strcmp(name, "zz") == 0 || strstr(name, ".toast") != NULL;
}

static const Object *object_named(const Situation *now, const char *name)
{
	QName qname = { .schema = "lo", .name = name };

	return mv_schema_relation(&now->schema, &qname);
}

static const RelationLock *predicted_lock(const LockReport *report, const char *name)
{
	for (uint32_t i = 0; i < report->relations.count; i++) {
		if (mv_streq(report->relations.items[i].name, name))
			return &report->relations.items[i];
	}
	for (uint32_t i = 0; i < report->others.count; i++) {
		if (mv_streq(report->others.items[i].name, name))
			return &report->others.items[i];
	}
	return NULL;
}

static bool is_listed(const cJSON *array, const char *name)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, array) {
		if (mv_streq(item->valuestring, name))
			return true;
	}
	return false;
}

static bool is_weak_index_lock(bool is_index, const char *mode)
{
	return is_index && (strcmp(mode, "ACCESS SHARE") == 0 || strcmp(mode, "ROW SHARE") == 0 ||
			    strcmp(mode, "ROW EXCLUSIVE") == 0);
}

static void compare_locks(const Situation *now, const cJSON *locks, const LockReport *report)
{
	/* what commits by itself was watched from outside: short locks on indexes may have been missed */
	bool was_sampled = report->transaction_allowed == TRI_NO;
	const cJSON *lock;

	cJSON_ArrayForEach(lock, locks) {
		const Object *object = object_named(now, lock->string);
		const RelationLock *found = predicted_lock(report, lock->string);

		if (is_ignored(lock->string) || is_weak_index_lock(!object || object->kind == OBJ_INDEX, lock->valuestring))
			continue;
		if (!found)
			differ("%s: observed %s, not predicted", lock->string, lock->valuestring);
		else if (strcmp(mv_lock_mode_name(found->mode), lock->valuestring) != 0 &&
			 !(was_sampled && object && object->kind == OBJ_INDEX && strcmp(lock->valuestring, "SHARE") != 0))
			differ("%s: observed %s, predicted %s", lock->string, lock->valuestring, mv_lock_mode_name(found->mode));
	}
	for (int others = 0; others < 2; others++) {
		const RelationLock *items = others ? report->others.items : report->relations.items;
		uint32_t count = others ? report->others.count : report->relations.count;

		for (uint32_t i = 0; i < count; i++) {
			const char *mode = mv_lock_mode_name(items[i].mode);

			if (was_sampled && items[i].object && items[i].object->kind == OBJ_INDEX &&
			    ((const TableIndex *)items[i].object)->table->partition_by != PARTITION_NONE)
				continue;
			if (!is_ignored(items[i].name) && items[i].certain &&
			    !is_weak_index_lock(items[i].kind == OBJ_INDEX, mode) &&
			    !cJSON_GetObjectItemCaseSensitive(locks, items[i].name))
				differ("%s: predicted %s, not observed", items[i].name, mode);
		}
	}
}

/* Observed names that are not predicted; predicted ones are looked up by the caller. */
static void compare_file(const cJSON *rewritten, const RelationLock *lock)
{
	if (lock->rewritten && !is_listed(rewritten, lock->name))
		differ("%s: predicted a rewrite, not observed%s", lock->name, lock->certain ? "" : " (possible)");
}

static void compare_work(const Situation *now, const cJSON *observed, const LockReport *report)
{
	const cJSON *rewritten = cJSON_GetObjectItemCaseSensitive(observed, "rewritten");
	const cJSON *scanned = cJSON_GetObjectItemCaseSensitive(observed, "scanned");
	const cJSON *rebuilt = cJSON_GetObjectItemCaseSensitive(observed, "indexes_rebuilt");
	const cJSON *item;

	cJSON_ArrayForEach(item, rewritten) {
		const RelationLock *lock = predicted_lock(report, item->valuestring);

		if (!is_ignored(item->valuestring) && (!lock || !lock->rewritten))
			differ("%s: observed a rewrite, not predicted", item->valuestring);
	}
	cJSON_ArrayForEach(item, scanned) {
		const RelationLock *lock = predicted_lock(report, item->valuestring);

		if (!is_ignored(item->valuestring) && (!lock || !lock->scanned))
			differ("%s: observed a scan, not predicted", item->valuestring);
	}
	cJSON_ArrayForEach(item, rebuilt) {
		bool found = is_ignored(item->valuestring);

		for (uint32_t i = 0; i < report->relations.count; i++) {
			const RelationLock *lock = &report->relations.items[i];

			for (uint32_t j = 0; j < lock->rebuilt.count; j++)
				found |= mv_streq(lock->rebuilt.items[j]->object.name, item->valuestring);
		}
		if (!found)
			differ("%s: observed a rebuilt index, not predicted", item->valuestring);
	}
	for (uint32_t i = 0; i < report->others.count; i++)
		compare_file(rewritten, &report->others.items[i]);
	for (uint32_t i = 0; i < report->relations.count; i++) {
		const RelationLock *lock = &report->relations.items[i];

		compare_file(rewritten, lock);
		if (lock->scanned && lock->certain && !now->truncated && lock->table && holds_rows(lock->table, 0) &&
		    !is_listed(scanned, lock->name))
			differ("%s: predicted a scan, not observed", lock->name);
		for (uint32_t j = 0; j < lock->rebuilt.count; j++) {
			if (!is_listed(rebuilt, lock->rebuilt.items[j]->object.name) && holds_rows(lock->table, 0))
				differ("%s: predicted a rebuilt index, not observed", lock->rebuilt.items[j]->object.name);
		}
	}
}

/* "{db}" in a statement is the name of the database it runs in. */
static const char *with_database(const char *sql)
{
	const char *place = strstr(sql, "{db}");

	return place ? mv_arena_format(arena, "%.*slo_db%s", (int)(place - sql), sql, place + 4) : sql;
}

static const char *first_failure(Situation *now, const Statement *statement, int version)
{
	Schema copy;
	Failure failure = { 0 };

	mv_schema_clone(&copy, &now->schema);
	for (uint32_t c = 0; c < statement->changes.count; c++) {
		const Change *change = &statement->changes.items[c];
		Birth birth = { .migration = statement->migration, .change = change, .transaction = 99 };

		if (mv_change_failure(&copy, &now->session, change, version, arena, &failure))
			return failure.sqlstate;
		if (c + 1 < statement->changes.count)
			mv_schema_apply(&copy, change, &birth);
	}
	return NULL;
}

static void compare(Situation *now, const char *sql, const cJSON *result, int version)
{
	const cJSON *observed = cJSON_GetObjectItemCaseSensitive(result, "observed");
	const char *sqlstate = text_of(observed ? observed : result, "sqlstate"), *failure = NULL;
	uint32_t count;
	bool is_valid;
	Statement *statements = read_sql(with_database(sql), "statement", &count, &is_valid);
	LockReport report = { 0 };

	if (!sqlstate)
		sqlstate = text_of(result, "sqlstate");
	if (!is_valid) {
		failure = "42601";
	} else {
		for (uint32_t s = 0; s < count && !failure; s++) {
			LockReport more;

			now->session.transaction = 100 + s;
			failure = first_failure(now, &statements[s], version);
			mv_statement_locks(&now->schema, &now->session, &statements[s], version, arena, &more);
			mv_lock_report_merge(&report, &more, arena);
			if (s + 1 < count)
				apply_statement(now, &statements[s]);
		}
	}
	if (sqlstate) {
		refused++;
		predicted += failure != NULL;
		if (failure && strcmp(failure, sqlstate) != 0)
			differ("fails with %s, predicted %s", sqlstate, failure);
		return;
	}
	if (failure) {
		differ("succeeds, predicted to fail with %s", failure);
		return;
	}
	if (report.transaction_allowed != mv_tri(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(observed, "in_transaction"))))
		differ("in a transaction block: predicted %s",
		       report.transaction_allowed == TRI_YES ? "allowed" : report.transaction_allowed == TRI_NO ? "refused" : "unknown");
	compare_locks(now, cJSON_GetObjectItemCaseSensitive(observed, "locks"), &report);
	compare_work(now, observed, &report);
}

/* ---- cases ---- */

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	StrBuf text = { 0 };
	char chunk[4096];
	size_t got;

	if (!file) {
		printf("not ok - %s can be read\n", path);
		exit(1);
	}
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		mv_buf_add(&text, (Str){ .ptr = chunk, .len = got });
	fclose(file);
	mv_buf_addc(&text, '\0');
	return text.ptr;
}

/* Lines `id: why`. */
static bool is_todo(const char *todo, const char *id)
{
	Str rest = mv_str(todo), line;

	while (mv_str_next_line(&rest, &line)) {
		if (mv_str_starts(line, mv_str(id)) && line.len > strlen(id) && line.ptr[strlen(id)] == ':')
			return true;
	}
	return false;
}

static bool run_case(const cJSON *fixtures, const cJSON *test, const char *todo)
{
	const char *id = text_of(test, "id");
	const char *fixture = text_of(fixtures, text_of(test, "fixture"));
	const cJSON *result, *version;
	bool known = is_todo(todo, id), ok;

	mv_buf_clear(&differences);
	cJSON_ArrayForEach(result, cJSON_GetObjectItemCaseSensitive(test, "results")) {
		cJSON_ArrayForEach(version, cJSON_GetObjectItemCaseSensitive(result, "versions")) {
			Situation now = { 0 };
			size_t before = differences.len;

			arena = mv_arena_new();
			set_up(&now, fixture ? fixture : "", cJSON_GetObjectItemCaseSensitive(test, "setup"));
			compare(&now, text_of(test, "statement"), result, version->valueint);
			compared++;
			if (differences.len == before)
				agreed++;
			else
				mv_buf_addf(&differences, "#   ^ PostgreSQL %d\n", version->valueint);
			mv_arena_free(arena);
		}
	}
	ok = (differences.len == 0) != known;
	printf("%s - %s%s\n", ok ? "ok" : "not ok", id, known ? " (known gap)" : "");
	if (!ok)
		printf("#   %s\n%s", text_of(test, "statement"), known ? "#     agrees by now: take it out of the .todo file\n" : differences.ptr);
	return ok;
}

int main(int argc, char **argv)
{
	char *cases = argc == 3 ? read_file(argv[1]) : NULL;
	char *todo = argc == 3 ? read_file(argv[2]) : NULL;
	cJSON *json = cases ? cJSON_Parse(cases) : NULL;
	const cJSON *test;
	bool ok = true;

	free(cases);
	if (!json) {
		free(todo);
		printf("not ok - the observed cases can be read\n");
		return 1;
	}
	scratch = mv_arena_new();
	cJSON_ArrayForEach(test, cJSON_GetObjectItemCaseSensitive(json, "cases"))
		ok &= run_case(cJSON_GetObjectItemCaseSensitive(json, "fixtures"), test, todo);
	printf("# %u of %u cases x versions agree; of %u refused ones %u are predicted\n", agreed, compared, refused, predicted);
	cJSON_Delete(json);
	free(todo);
	mv_arena_free(scratch);
	mv_buf_release(&differences);
	mv_postgres_thread_end();
	return ok ? 0 : 1;
}
