/*
 * store_sqlite.c: a store that is a SQLite file. Write-ahead log, one writer;
 * what was said to be stored is on the disk.
 */
#include "private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "migv" */
#define APPLICATION "1835624310"
enum { BUSY_MILLISECONDS = 5000 };

static bool fail(const Store *store, Error *err)
{
	sqlite3 *db = store->connection;

	switch (sqlite3_errcode(db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return mv_fail(err, "the history '%s' is being written by another process; try again when that is done", store->shown);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return mv_fail(err, "the history '%s' is damaged (%s); move it away and build it anew with 'migvet history build'", store->shown, sqlite3_errmsg(db));
	case SQLITE_READONLY:
		return mv_fail(err, "the history '%s' cannot be written: %s", store->shown, sqlite3_errmsg(db));
	default:
		return mv_fail(err, "the history '%s': %s", store->shown, sqlite3_errmsg(db));
	}
}

static bool read_rows(Store *store, sqlite3_stmt *statement, StoreReader *reader, void *data, Error *err)
{
	int columns = sqlite3_column_count(statement), code;
	Arena *arena = mv_arena_new();
	const char **names = MV_NEW_ARRAY(arena, const char *, columns), **values = MV_NEW_ARRAY(arena, const char *, columns);
	const QueryRow row = { .count = (uint32_t)columns, .names = names, .values = values };
	bool ok = true;

	for (int i = 0; i < columns; i++)
		names[i] = sqlite3_column_name(statement, i);
	while (ok && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		for (int i = 0; i < columns; i++)
			values[i] = (const char *)sqlite3_column_text(statement, i);
		ok = !reader || reader(data, &row, err);
	}
	mv_arena_free(arena);
	return ok && (code == SQLITE_DONE || fail(store, err));
}

static bool run(Store *store, const char *sql, const Cell *values, uint32_t count, StoreReader *reader, void *data, Error *err)
{
	sqlite3_stmt *statement = NULL;
	bool ok;

	/* tests look at how they are carried out */
	if (getenv("MIGVET_HISTORY_STATEMENTS"))
		fprintf(stderr, "statement: %s\n", sql);
	if (sqlite3_prepare_v2(store->connection, sql, -1, &statement, NULL) != SQLITE_OK)
		return fail(store, err);
	for (uint32_t i = 0; i < count; i++) {
		if (values[i].null)
			sqlite3_bind_null(statement, (int)i + 1);
		else if (values[i].text)
			sqlite3_bind_text(statement, (int)i + 1, values[i].text, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(statement, (int)i + 1, values[i].number);
	}
	ok = read_rows(store, statement, reader, data, err);
	sqlite3_finalize(statement);
	return ok;
}

typedef struct Asked {
	StoreReader *reader;
	void *data;
	Error *err;
	bool failed;
} Asked;

static bool pass_row(void *data, const QueryRow *row)
{
	Asked *asked = data;

	asked->failed = !asked->reader(asked->data, row, asked->err);
	return !asked->failed;
}

static bool ask(Store *store, const char *sql, StoreReader *reader, void *data, Error *err)
{
	History history = { .db = store->connection, .arena = store->arena, .scratch = mv_arena_new() };
	Asked asked = { .reader = reader, .data = data, .err = err };
	Error why = { 0 };
	long offset = -1;
	bool ok = mv_history_query(&history, sql, pass_row, &asked, &offset, &why);

	mv_arena_free(history.scratch);
	if (ok || asked.failed)
		return ok && !asked.failed;
	return offset >= 0 ? mv_fail(err, "%s, at byte %ld of the query", why.message, offset + 1) : mv_fail(err, "%s", why.message);
}

static bool begin(Store *store, const char *project, Error *err)
{
	(void)project;
	return run(store, "BEGIN IMMEDIATE", NULL, 0, NULL, NULL, err);
}

static bool end(Store *store, bool keep, Error *err)
{
	Error ignored = { 0 };

	if (!run(store, keep ? "COMMIT" : "ROLLBACK", NULL, 0, NULL, NULL, err))
		return false;
	/* readers do not wait for the writers to come; the first one had none, and a log would have doubled what it writes */
	if (keep)
		run(store, "PRAGMA journal_mode = WAL", NULL, 0, NULL, NULL, &ignored);
	return true;
}

static bool take_text(void *data, const QueryRow *row, Error *err)
{
	(void)err;
	mv_buf_clear(data);
	mv_buf_adds(data, row->values[0] ? row->values[0] : "");
	return true;
}

static bool version(Store *store, int *number, Error *err)
{
	StrBuf text = { 0 };
	bool ok = run(store, "PRAGMA user_version", NULL, 0, take_text, &text, err);

	*number = ok ? (int)strtol(text.ptr, NULL, 10) : 0;
	mv_buf_release(&text);
	return ok;
}

static void close_database(Store *store)
{
	sqlite3_close(store->connection);
	store->connection = NULL;
}

static const StoreBackend backend = { .run = run, .ask = ask, .begin = begin, .end = end, .version = version, .close = close_database };

sqlite3 *mv_store_sqlite_of(const Store *store)
{
	return store->backend == &backend ? store->connection : NULL;
}

/* Is it ours, and whole? */
static bool examine(Store *store, bool write, Error *err)
{
	StrBuf text = { 0 };
	bool ok = run(store, "PRAGMA application_id", NULL, 0, take_text, &text, err);

	if (ok && strcmp(text.ptr, APPLICATION) != 0) {
		ok = run(store, "SELECT count(*) FROM sqlite_master", NULL, 0, take_text, &text, err);
		if (ok && (strcmp(text.ptr, "0") != 0 || !write))
			ok = mv_fail(err, "'%s' is no history of migvet", store->shown);
	}
	/* reading notices damage by itself, where it is */
	if (ok && write) {
		ok = run(store, "PRAGMA quick_check(1)", NULL, 0, take_text, &text, err);
		if (ok && strcmp(text.ptr, "ok") != 0)
			ok = mv_fail(err, "the history '%s' is damaged (%s); move it away and build it anew with 'migvet history build'", store->shown, text.ptr);
	}
	mv_buf_release(&text);
	return ok;
}

bool mv_store_sqlite(Store *store, const char *file, bool write, Error *err)
{
	sqlite3 *db = NULL;
	int code = sqlite3_open_v2(file, &db, SQLITE_OPEN_NOMUTEX | (write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE), NULL);

	/* where it may only be read, it is */
	if (code != SQLITE_OK && !write) {
		sqlite3_close(db);
		code = sqlite3_open_v2(file, &db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY, NULL);
	}
	store->backend = &backend;
	store->connection = db;
	if (code != SQLITE_OK) {
		mv_fail(err, "the history '%s' cannot be opened: %s", store->shown, db ? sqlite3_errmsg(db) : "out of memory");
		return false;
	}
	sqlite3_busy_timeout(db, BUSY_MILLISECONDS);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return run(store, "PRAGMA cell_size_check = ON", NULL, 0, NULL, NULL, err) && examine(store, write, err) &&
	       (!write || (run(store, "PRAGMA synchronous = FULL", NULL, 0, NULL, NULL, err) && run(store, "PRAGMA temp_store = MEMORY", NULL, 0, NULL, NULL, err) &&
			   run(store, "PRAGMA page_size = 8192", NULL, 0, NULL, NULL, err) && run(store, "PRAGMA cache_size = -65536", NULL, 0, NULL, NULL, err)));
}
