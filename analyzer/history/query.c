/*
 * query.c: somebody's SELECT over the history. What may be done is listed, the
 * rest is refused: reading tables, calling SQLite's own functions, recursion.
 */
#include "private.h"

#include <string.h>

/* About a second of work; rows and bytes that nobody reads. */
enum { MOST_STEPS = 20000, STEP_OPERATIONS = 1000, MOST_ROWS = 100000, LONGEST_VALUE = 1 << 20, LONGEST_QUERY = 100000 };

static int authorize(void *data, int action, const char *first, const char *second, const char *database, const char *trigger)
{
	(void)data;
	(void)first;
	(void)database;
	(void)trigger;
	if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE)
		return SQLITE_OK;
	if (action == SQLITE_FUNCTION && strcmp(second, "load_extension") != 0)
		return SQLITE_OK;
	return SQLITE_DENY;
}

static int count_steps(void *data)
{
	uint32_t *steps = data;

	return ++*steps > MOST_STEPS;
}

static void set_limits(sqlite3 *db)
{
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, LONGEST_QUERY);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 200);
	sqlite3_limit(db, SQLITE_LIMIT_COMPOUND_SELECT, 50);
	sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 100000);
	sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n;")] == '\0';
}

/* NULL with `err`: it is no single SELECT. */
static sqlite3_stmt *prepare(History *history, const char *sql, long *offset, Error *err)
{
	sqlite3_stmt *statement = NULL;
	const char *rest = NULL;
	int code;

	*offset = -1;
	sqlite3_set_authorizer(history->db, authorize, NULL);
	code = sqlite3_prepare_v2(history->db, sql, -1, &statement, &rest);
	if (code == SQLITE_AUTH) {
		mv_fail(err, "a query may only read: SELECT and WITH over the tables of 'migvet query --tables'");
	} else if (code != SQLITE_OK) {
		*offset = sqlite3_error_offset(history->db);
		mv_fail(err, "%s", sqlite3_errmsg(history->db));
	} else if (!statement) {
		mv_fail(err, "the query is empty");
	} else if (!is_blank(rest)) {
		*offset = (long)(rest - sql);
		mv_fail(err, "only one statement is allowed");
	} else if (!sqlite3_stmt_readonly(statement) || sqlite3_column_count(statement) == 0) {
		mv_fail(err, "a query may only read: SELECT and WITH over the tables of 'migvet query --tables'");
	} else {
		return statement;
	}
	sqlite3_finalize(statement);
	sqlite3_set_authorizer(history->db, NULL, NULL);
	return NULL;
}

static void give_row(History *history, sqlite3_stmt *statement, const char **names, const char **values, QueryRow *row)
{
	(void)history;
	row->count = (uint32_t)sqlite3_column_count(statement);
	row->names = names;
	row->values = values;
	for (uint32_t i = 0; i < row->count; i++) {
		names[i] = sqlite3_column_name(statement, (int)i);
		values[i] = (const char *)sqlite3_column_text(statement, (int)i);
	}
}

bool mv_history_query(History *history, const char *sql, bool (*row)(void *data, const QueryRow *row), void *data, long *offset,
		      Error *err)
{
	sqlite3_stmt *statement;
	uint32_t steps = 0, rows = 0;
	const char **names, **values;
	int code = SQLITE_ROW;

	if (strlen(sql) > LONGEST_QUERY)
		return mv_fail(err, "a query of more than %d bytes is not run", LONGEST_QUERY);
	set_limits(history->db);
	statement = prepare(history, sql, offset, err);
	if (!statement)
		return false;
	names = MV_NEW_ARRAY(history->scratch, const char *, sqlite3_column_count(statement));
	values = MV_NEW_ARRAY(history->scratch, const char *, sqlite3_column_count(statement));
	sqlite3_progress_handler(history->db, STEP_OPERATIONS, count_steps, &steps);
	while (rows++ < MOST_ROWS && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		QueryRow given;

		give_row(history, statement, names, values, &given);
		if (!row(data, &given))
			break;
	}
	if (rows > MOST_ROWS)
		mv_fail(err, "the query gives more than %d rows", MOST_ROWS);
	else if (code == SQLITE_INTERRUPT)
		mv_fail(err, "the query takes too long: it was stopped after %u million steps", (unsigned)(MOST_STEPS * STEP_OPERATIONS / 1000000));
	else if (code != SQLITE_DONE && code != SQLITE_ROW)
		mv_fail(err, "%s", sqlite3_errmsg(history->db));
	else
		err = NULL;
	sqlite3_progress_handler(history->db, 0, NULL, NULL);
	sqlite3_finalize(statement);
	sqlite3_set_authorizer(history->db, NULL, NULL);
	mv_arena_reset(history->scratch);
	return err == NULL;
}

bool mv_history_columns(History *history, const char *sql, Arena *arena, const char *const **names, uint32_t *count, long *offset,
			Error *err)
{
	sqlite3_stmt *statement = prepare(history, sql, offset, err);
	const char **list;

	if (!statement)
		return false;
	*count = (uint32_t)sqlite3_column_count(statement);
	list = MV_NEW_ARRAY(arena, const char *, *count);
	for (uint32_t i = 0; i < *count; i++)
		list[i] = mv_arena_strdup(arena, sqlite3_column_name(statement, (int)i));
	*names = list;
	sqlite3_finalize(statement);
	sqlite3_set_authorizer(history->db, NULL, NULL);
	return true;
}
