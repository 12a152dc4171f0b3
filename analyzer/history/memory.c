/* memory.c: opening the database, and adding and ending rows. */
#include "private.h"

#include <string.h>

static const struct {
	const char *name;
	int cells; /* columns of the table; versioned ones end with from_change and to_change */
	bool versioned;
} tables[STORE_TABLE_COUNT] = {
	[STORE_MIGRATIONS] = { "migrations", 15, false },   [STORE_STATEMENTS] = { "statements", 9, false },
	[STORE_CHANGES] = { "changes", 15, false },	   [STORE_LOCKS] = { "locks", 10, false },
	[STORE_FINDINGS] = { "findings", 10, false },	   [STORE_SCHEMAS] = { "schemas", 3, true },
	[STORE_TABLES] = { "tables", 13, true },	   [STORE_COLUMNS] = { "columns", 15, true },
	[STORE_CONSTRAINTS] = { "constraints", 18, true }, [STORE_INDEXES] = { "indexes", 16, true },
	[STORE_ENUMS] = { "enums", 7, true },		   [STORE_VIEWS] = { "views", 8, true },
	[STORE_SEQUENCES] = { "sequences", 7, true },	   [STORE_FUNCTIONS] = { "functions", 10, true },
	[STORE_TRIGGERS] = { "triggers", 11, true },	   [STORE_POLICIES] = { "policies", 9, true },
	[STORE_GRANTS] = { "grants", 7, false },	   [STORE_SIZES] = { "sizes", 11, false },
	[STORE_INDEX_SIZES] = { "index_sizes", 7, false },
};

bool mv_memory_is_versioned(StoreTable table)
{
	return tables[table].versioned;
}

int mv_memory_columns(StoreTable table)
{
	return tables[table].cells;
}

const char *mv_memory_table_name(StoreTable table)
{
	return tables[table].name;
}

static bool prepare(History *history, StoreTable table, Error *err)
{
	StrBuf sql = { 0 };
	bool ok;

	mv_buf_addf(&sql, "INSERT INTO %s VALUES (", tables[table].name);
	for (int i = 0; i < tables[table].cells; i++)
		mv_buf_adds(&sql, i ? ", ?" : "?");
	mv_buf_addc(&sql, ')');
	ok = sqlite3_prepare_v2(history->db, sql.ptr, -1, &history->inserts[table], NULL) == SQLITE_OK;
	if (ok && tables[table].versioned) {
		mv_buf_clear(&sql);
		mv_buf_addf(&sql, "UPDATE %s SET to_change = ? WHERE rowid = ?", tables[table].name);
		ok = sqlite3_prepare_v2(history->db, sql.ptr, -1, &history->ends[table], NULL) == SQLITE_OK;
	}
	mv_buf_release(&sql);
	return ok || mv_fail(err, "the table '%s' of the history cannot be written: %s", tables[table].name, sqlite3_errmsg(history->db));
}

bool mv_memory_prepare(History *history, Error *err)
{
	for (int i = 0; i < STORE_TABLE_COUNT; i++) {
		if (!prepare(history, (StoreTable)i, err))
			return false;
	}
	return true;
}

bool mv_memory_open(History *history, Error *err)
{
	history->db_is_own = true;
	if (sqlite3_open_v2(":memory:", &history->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return mv_fail(err, "no database for the history: %s", history->db ? sqlite3_errmsg(history->db) : "out of memory");
	/* it is in memory, and nobody else looks at it */
	if (sqlite3_exec(history->db, "PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY", NULL, NULL, NULL) != SQLITE_OK)
		return mv_fail(err, "%s", sqlite3_errmsg(history->db));
	for (const char *const *table = mv_history_tables; *table; table++) {
		if (sqlite3_exec(history->db, *table, NULL, NULL, NULL) != SQLITE_OK)
			return mv_fail(err, "the tables of the history cannot be made: %s", sqlite3_errmsg(history->db));
	}
	return mv_memory_prepare(history, err) &&
	       (sqlite3_exec(history->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK || mv_fail(err, "%s", sqlite3_errmsg(history->db)));
}

static void fail(History *history)
{
	if (!history->failed)
		mv_fail(&history->error, "the history cannot be written: %s", sqlite3_errmsg(history->db));
	history->failed = true;
}

static void bind(sqlite3_stmt *statement, int at, const Cell *cell)
{
	if (cell->null)
		sqlite3_bind_null(statement, at);
	else if (cell->text)
		sqlite3_bind_text(statement, at, cell->text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_int64(statement, at, cell->number);
}

int64_t mv_memory_insert(History *history, StoreTable table, const Cell *cells, uint32_t count)
{
	sqlite3_stmt *statement = history->inserts[table];

	if (history->failed)
		return 0;
	for (uint32_t i = 0; i < count; i++)
		bind(statement, (int)i + 1, &cells[i]);
	if (sqlite3_step(statement) != SQLITE_DONE)
		fail(history);
	sqlite3_reset(statement);
	return sqlite3_last_insert_rowid(history->db);
}

void mv_memory_end(History *history, StoreTable table, int64_t rowid, int64_t change)
{
	sqlite3_stmt *statement = history->ends[table];

	if (history->failed)
		return;
	sqlite3_bind_int64(statement, 1, change);
	sqlite3_bind_int64(statement, 2, rowid);
	if (sqlite3_step(statement) != SQLITE_DONE)
		fail(history);
	sqlite3_reset(statement);
}

void mv_history_free(History *history)
{
	if (!history)
		return;
	for (int i = 0; i < STORE_TABLE_COUNT; i++) {
		sqlite3_finalize(history->inserts[i]);
		sqlite3_finalize(history->ends[i]);
	}
	if (history->db_is_own)
		sqlite3_close(history->db);
	mv_arena_free(history->scratch);
}

/* ---- to a server ---- */

enum { ROWS_AT_ONCE = 200 };

bool mv_memory_copy(History *history, Store *store, Error *err)
{
	for (int t = 0; t < STORE_TABLE_COUNT; t++) {
		sqlite3_stmt *statement = NULL;
		Arena *scratch = mv_arena_new();
		VEC(Cell) cells = { 0 };
		StrBuf sql = { 0 };
		uint32_t rows = 0;
		int code = SQLITE_ROW;
		bool ok = sqlite3_prepare_v2(history->db, mv_arena_format(history->arena, "SELECT * FROM %s ORDER BY rowid", tables[t].name), -1, &statement, NULL) == SQLITE_OK ||
			  mv_fail(err, "%s", sqlite3_errmsg(history->db));

		while (ok && code == SQLITE_ROW) {
			code = sqlite3_step(statement);
			if (code == SQLITE_ROW) {
				mv_buf_addf(&sql, rows ? ", (" : "INSERT INTO %s VALUES (", tables[t].name);
				for (int c = 0; c < tables[t].cells; c++) {
					int type = sqlite3_column_type(statement, c);

					mv_buf_adds(&sql, c ? ", ?" : "?");
					*VEC_PUSH(scratch, &cells) = type == SQLITE_NULL ? (Cell){ .null = true } :
								     type == SQLITE_INTEGER ? cell_number(sqlite3_column_int64(statement, c)) :
								     cell_text(mv_arena_strdup(scratch, (const char *)sqlite3_column_text(statement, c)));
				}
				mv_buf_addc(&sql, ')');
				rows++;
			}
			if (rows && (rows == ROWS_AT_ONCE || code != SQLITE_ROW)) {
				ok = store->backend->run(store, sql.ptr, cells.items, cells.count, NULL, NULL, err);
				mv_buf_clear(&sql);
				rows = cells.count = 0;
				cells.items = NULL;
				cells.capacity = 0;
				mv_arena_reset(scratch);
			}
		}
		sqlite3_finalize(statement);
		mv_buf_release(&sql);
		mv_arena_free(scratch);
		if (!ok)
			return false;
	}
	return true;
}
