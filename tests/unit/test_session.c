/*
 * Transactions and settings: each test replays a migration statement by
 * statement as the engine does, and looks at the session before a statement
 * that it marks with SELECT.
 */
#include "analyzer/check/engine.h"
#include "migvet/frontend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_PROBES = 8 };

/* What a SELECT in the migration sees. */
typedef struct Probe {
	Session session;
	uint32_t path_count;
	const char *path;
	bool has_table; /* is there a table 't'? */
} Probe;

typedef struct Replay {
	Arena *arena;
	Engine *engine;
	Migration migration;
	Probe probes[MOST_PROBES];
	unsigned count;
} Replay;

static void probe(Replay *replay)
{
	const Schema *schema = &replay->engine->schema;
	const QName name = { .name = "t" };

	assert_true(replay->count < MOST_PROBES);
	replay->probes[replay->count++] = (Probe){
		.session = replay->engine->session,
		.path_count = schema->search_path.count,
		.path = schema->search_path.count ? schema->search_path.items[0] : "",
		.has_table = mv_schema_table(schema, &name) != NULL,
	};
}

static void run_statement(Replay *replay, const Statement *statement)
{
	Engine *engine = replay->engine;

	mv_session_begin_statement(engine);
	for (uint32_t c = 0; c < statement->changes.count; c++) {
		const Change *change = &statement->changes.items[c];
		Birth birth = { .migration = &replay->migration, .change = change };

		if (change->kind == CHANGE_SELECT)
			probe(replay);
		mv_savepoints_track(engine, change);
		mv_schema_apply(&engine->schema, change, &birth);
		mv_session_apply(engine, change);
	}
}

static Replay replay(TransactionMode mode, const char *text)
{
	Replay replay = { .arena = mv_arena_new() };
	Arena *scratch = mv_arena_new();
	Engine *engine = MV_NEW(replay.arena, Engine);
	Migration *migration = &replay.migration;
	Error err = { 0 };

	migration->transaction = mode;
	migration->source = MV_NEW(replay.arena, Source);
	assert_true(mv_source_from_bytes(migration->source, mv_str(text), "x.sql", replay.arena, &err));
	VEC_PUSH(replay.arena, &migration->sections)->span = (Span){ 0, (uint32_t)strlen(text) };
	mv_postgres_read(migration, replay.arena, scratch);
	mv_arena_free(scratch);
	engine->arena = replay.arena;
	engine->lock_arena = mv_arena_new();
	mv_schema_init(&engine->schema, replay.arena);
	replay.engine = engine;
	mv_session_begin_migration(engine, migration, false);
	mv_savepoints_begin_migration(engine, migration);
	for (uint32_t s = 0; s < migration->statements.count; s++)
		run_statement(&replay, &migration->statements.items[s]);
	mv_session_end_migration(engine, false);
	return replay;
}

static void finish(Replay *replay)
{
	mv_arena_free(replay->engine->lock_arena);
	mv_arena_free(replay->arena);
}

static void the_runner_decides_first(void **state)
{
	static const struct {
		TransactionMode mode;
		Tri several, single;
	} modes[] = {
		{ TRANSACTION_UNKNOWN, TRI_UNKNOWN, TRI_UNKNOWN },
		{ TRANSACTION_NONE, TRI_NO, TRI_NO },
		{ TRANSACTION_IMPLICIT, TRI_YES, TRI_NO },
		{ TRANSACTION_FILE, TRI_YES, TRI_YES },
		{ TRANSACTION_ALL, TRI_YES, TRI_YES },
	};

	(void)state;
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		Replay several = replay(modes[i].mode, "SELECT 1; SELECT 2;"), single = replay(modes[i].mode, "SELECT 1;");

		assert_int_equal(several.count, 2);
		assert_int_equal(several.probes[0].session.in_transaction, modes[i].several);
		assert_int_equal(single.probes[0].session.in_transaction, modes[i].single);
		assert_int_equal(several.probes[0].session.transaction == several.probes[1].session.transaction,
				 modes[i].several != TRI_NO);
		finish(&several);
		finish(&single);
	}
}

static void begin_and_commit_in_the_file_count_too(void **state)
{
	Replay none = replay(TRANSACTION_NONE, "BEGIN; SELECT 1; SELECT 2; COMMIT; SELECT 3;");
	Replay file = replay(TRANSACTION_FILE, "SELECT 1; COMMIT; SELECT 2; BEGIN; SELECT 3;");
	Replay implicit = replay(TRANSACTION_IMPLICIT, "SELECT 1; COMMIT; SELECT 2;");
	Replay unknown = replay(TRANSACTION_UNKNOWN, "SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3;");

	(void)state;
	assert_int_equal(none.probes[0].session.in_transaction, TRI_YES);
	assert_true(none.probes[0].session.explicit_block);
	assert_int_equal(none.probes[0].session.transaction, none.probes[1].session.transaction);
	assert_int_equal(none.probes[2].session.in_transaction, TRI_NO);
	assert_int_not_equal(none.probes[1].session.transaction, none.probes[2].session.transaction);
	assert_true(file.probes[0].session.runner_block);
	assert_int_equal(file.probes[1].session.in_transaction, TRI_NO);
	assert_false(file.probes[1].session.runner_block);
	assert_int_equal(file.probes[2].session.in_transaction, TRI_YES);
	assert_int_equal(implicit.probes[1].session.in_transaction, TRI_YES);
	assert_int_not_equal(implicit.probes[0].session.transaction, implicit.probes[1].session.transaction);
	assert_int_equal(unknown.probes[0].session.in_transaction, TRI_UNKNOWN);
	assert_int_equal(unknown.probes[1].session.in_transaction, TRI_YES);
	assert_int_equal(unknown.probes[2].session.in_transaction, TRI_NO);
	finish(&none);
	finish(&file);
	finish(&implicit);
	finish(&unknown);
}

static void chained_transactions_stay_open(void **state)
{
	Replay r = replay(TRANSACTION_NONE, "BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; ROLLBACK; SELECT 3;");

	(void)state;
	assert_int_equal(r.probes[1].session.in_transaction, TRI_YES);
	assert_int_not_equal(r.probes[0].session.transaction, r.probes[1].session.transaction);
	assert_int_equal(r.probes[2].session.in_transaction, TRI_NO);
	finish(&r);
}

static void set_local_ends_with_the_transaction(void **state)
{
	Replay r = replay(TRANSACTION_NONE, "SET lock_timeout = '5s'; BEGIN; SET LOCAL lock_timeout = '1s'; SELECT 1;"
					    "COMMIT; SELECT 2; BEGIN; SET lock_timeout = '2s'; ROLLBACK; SELECT 3;"
					    "RESET lock_timeout; SELECT 4;");

	(void)state;
	assert_string_equal(r.probes[0].session.lock_timeout, "1s");
	assert_true(r.probes[0].session.lock_timeout_local);
	assert_string_equal(r.probes[1].session.lock_timeout, "5s");
	assert_false(r.probes[1].session.lock_timeout_local);
	assert_string_equal(r.probes[2].session.lock_timeout, "5s");
	assert_null(r.probes[3].session.lock_timeout);
	assert_null(r.probes[3].session.lock_timeout_set);
	finish(&r);
}

static void set_local_outside_of_a_transaction_does_nothing(void **state)
{
	Replay r = replay(TRANSACTION_NONE, "SET LOCAL statement_timeout = '1s'; SET LOCAL search_path = shop; SELECT 1;");

	(void)state;
	assert_null(r.probes[0].session.statement_timeout);
	assert_int_equal(r.probes[0].path_count, 1);
	assert_string_equal(r.probes[0].path, "public");
	finish(&r);
}

static void set_in_a_transaction_survives_its_commit(void **state)
{
	Replay r = replay(TRANSACTION_NONE, "BEGIN; SET statement_timeout = '3s'; SET LOCAL statement_timeout = 0; SELECT 1;"
					    "COMMIT; SELECT 2; RESET ALL; SELECT 3;");

	(void)state;
	assert_string_equal(r.probes[0].session.statement_timeout, "0");
	assert_string_equal(r.probes[1].session.statement_timeout, "3s");
	assert_null(r.probes[2].session.statement_timeout);
	finish(&r);
}

static void the_search_path_follows_the_same_rules(void **state)
{
	Replay r = replay(TRANSACTION_NONE, "SET search_path = app, public; SELECT 1; BEGIN; SET LOCAL search_path = shop; SELECT 2;"
					    "COMMIT; SELECT 3; BEGIN; SET search_path = other; SELECT 4; ROLLBACK; SELECT 5;");

	(void)state;
	assert_string_equal(r.probes[0].path, "app");
	assert_int_equal(r.probes[0].path_count, 2);
	assert_string_equal(r.probes[1].path, "shop");
	assert_string_equal(r.probes[2].path, "app");
	assert_string_equal(r.probes[3].path, "other");
	assert_string_equal(r.probes[4].path, "app");
	assert_int_equal(r.probes[4].path_count, 2);
	finish(&r);
}

static void a_new_migration_starts_with_nothing_set(void **state)
{
	Replay r = replay(TRANSACTION_FILE, "SET search_path = app; SET lock_timeout = '1s'; SELECT 1;");

	(void)state;
	mv_session_begin_migration(r.engine, &r.migration, false);
	assert_null(r.engine->session.lock_timeout);
	assert_string_equal(r.engine->schema.search_path.items[0], "public");
	finish(&r);
}

static void rollback_takes_changes_back(void **state)
{
	Replay r = replay(TRANSACTION_NONE, "BEGIN; CREATE TABLE t (id int); SELECT 1; ROLLBACK; SELECT 2;"
					    "BEGIN; CREATE TABLE t (id int); COMMIT; SELECT 3;");
	Replay runner = replay(TRANSACTION_FILE, "CREATE TABLE t (id int); SELECT 1; ROLLBACK; SELECT 2;");

	(void)state;
	assert_true(r.probes[0].has_table);
	assert_false(r.probes[1].has_table);
	assert_true(r.probes[2].has_table);
	assert_true(runner.probes[0].has_table);
	assert_false(runner.probes[1].has_table);
	finish(&r);
	finish(&runner);
}

static void rollback_to_savepoint_takes_back_what_is_behind_it(void **state)
{
	Replay r = replay(TRANSACTION_FILE, "SET LOCAL lock_timeout = '1s'; SAVEPOINT a; CREATE TABLE t (id int);"
					    "SET LOCAL lock_timeout = '2s'; SAVEPOINT b; SELECT 1; ROLLBACK TO a; SELECT 2;"
					    "CREATE TABLE t (id int); ROLLBACK TO a; SELECT 3;"
					    "CREATE TABLE t (id int); RELEASE a; SELECT 4;");

	(void)state;
	assert_true(r.probes[0].has_table);
	assert_false(r.probes[1].has_table);
	assert_string_equal(r.probes[1].session.lock_timeout, "1s");
	assert_false(r.probes[2].has_table);
	assert_true(r.probes[3].has_table);
	finish(&r);
}

/* Thousands of rolled back transactions must not copy the schema thousands of times. */
static void saving_has_a_limit(void **state)
{
	StrBuf text = { 0 };
	Replay r;

	(void)state;
	for (int i = 0; i < 500; i++)
		mv_buf_addf(&text, "CREATE TABLE a%d (id int);", i);
	for (int i = 0; i < 2000; i++)
		mv_buf_adds(&text, "BEGIN; CREATE TABLE t (id int); ROLLBACK;");
	r = replay(TRANSACTION_NONE, text.ptr);
	assert_true(r.engine->schema.opaque_changes);
	assert_true(mv_arena_used(r.arena) < (size_t)1 << 30);
	mv_buf_release(&text);
	finish(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_runner_decides_first),
		cmocka_unit_test(begin_and_commit_in_the_file_count_too),
		cmocka_unit_test(chained_transactions_stay_open),
		cmocka_unit_test(set_local_ends_with_the_transaction),
		cmocka_unit_test(set_local_outside_of_a_transaction_does_nothing),
		cmocka_unit_test(set_in_a_transaction_survives_its_commit),
		cmocka_unit_test(the_search_path_follows_the_same_rules),
		cmocka_unit_test(a_new_migration_starts_with_nothing_set),
		cmocka_unit_test(rollback_takes_changes_back),
		cmocka_unit_test(rollback_to_savepoint_takes_back_what_is_behind_it),
		cmocka_unit_test(saving_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
