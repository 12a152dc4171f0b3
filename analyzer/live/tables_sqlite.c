/* tables_sqlite.c: rows of tables in a SQLite file, which is opened for reading only. */
#include "live.h"

#include <sqlite3.h>
#include <string.h>

enum { LONGEST_VALUE = 64 * 1024 * 1024, PROGRESS_STEPS = 100000, STEPS_A_SECOND = 200 };

typedef struct File {
	sqlite3 *db;
	const char *name;
	long steps; /* left: a file that somebody made to be read for ever is read for so many only */
} File;

static int out_of_time(void *data)
{
	File *file = data;

	return file->steps-- <= 0;
}

static bool fail_in_words(const File *file, Error *err)
{
	StrBuf words = { 0 };

	mv_buf_add_clean(&words, mv_str(sqlite3_errmsg(file->db)));
	mv_fail(err, "the SQLite file '%s' cannot be read: %s", file->name, words.ptr ? words.ptr : "no reason given");
	mv_buf_release(&words);
	return false;
}

static sqlite3_stmt *prepare(const File *file, const char *sql, Error *err)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(file->db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_in_words(file, err);
	return statement;
}

static const char *text_of(sqlite3_stmt *row, int column, Arena *arena)
{
	const unsigned char *text = sqlite3_column_text(row, column);

	return text ? mv_arena_strdup(arena, (const char *)text) : NULL;
}

/* SQLite does not check that text is UTF-8. */
static const char *clean_text_of(sqlite3_stmt *row, int column, Arena *arena)
{
	const unsigned char *text = sqlite3_column_text(row, column);
	StrBuf clean = { 0 };
	const char *result;

	if (!text)
		return NULL;
	mv_buf_add_clean_lines(&clean, mv_str((const char *)text));
	result = mv_buf_to_arena(&clean, arena);
	mv_buf_release(&clean);
	return result;
}

static void add_quoted(StrBuf *sql, char quote, const char *text)
{
	mv_buf_addc(sql, quote);
	for (; *text; text++) {
		if (*text == quote)
			mv_buf_addc(sql, quote);
		mv_buf_addc(sql, *text);
	}
	mv_buf_addc(sql, quote);
}

/* Plain tables only: reading a view or a virtual table may run what somebody wrote. */
static bool find_tables(Database *database, const char *const *names, size_t count, LiveTableVec *tables, Error *err)
{
	File *file = database->connection;
	sqlite3_stmt *row;
	StrBuf sql = { 0 };
	int state = SQLITE_DONE;

	mv_buf_adds(&sql, "SELECT m.name, x.name FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) x"
			  " WHERE m.type = 'table' AND m.sql NOT LIKE 'create virtual%' AND x.hidden = 0 AND m.name IN (");
	for (size_t i = 0; i < count; i++) {
		if (i)
			mv_buf_adds(&sql, ", ");
		add_quoted(&sql, '\'', names[i]);
	}
	mv_buf_adds(&sql, ") ORDER BY m.name, x.cid LIMIT 20000");
	row = prepare(file, sql.ptr, err);
	mv_buf_release(&sql);
	while (row && (state = sqlite3_step(row)) == SQLITE_ROW) {
		const char *name = text_of(row, 0, database->arena), *column = text_of(row, 1, database->arena);
		LiveTable *table = tables->count ? &tables->items[tables->count - 1] : NULL;

		if (!name || !column)
			continue;
		if (!table || strcmp(table->name, name) != 0) {
			table = VEC_PUSH(database->arena, tables);
			*table = (LiveTable){ .name = name, .visible = true, .readable = true };
		}
		*VEC_PUSH(database->arena, &table->columns) = column;
	}
	if (row && state != SQLITE_DONE)
		fail_in_words(file, err);
	sqlite3_finalize(row);
	return row && state == SQLITE_DONE;
}

/* Any column holds any type here. Bytes come as PostgreSQL writes them. */
static void add_column(StrBuf *sql, const char *column)
{
	mv_buf_adds(sql, "CASE typeof(t.");
	add_quoted(sql, '"', column);
	mv_buf_adds(sql, ") WHEN 'null' THEN NULL WHEN 'blob' THEN '\\x' || lower(hex(substr(t.");
	add_quoted(sql, '"', column);
	mv_buf_addf(sql, ", 1, %d))) ELSE substr(CAST(t.", LIVE_LONGEST / 2);
	add_quoted(sql, '"', column);
	mv_buf_addf(sql, " AS text), 1, %d) END", LIVE_LONGEST);
}

static bool read_rows(Database *database, const LiveTable *table, const char *const columns[LIVE_COLUMNS], LiveRowVec *rows, Error *err)
{
	File *file = database->connection;
	StrBuf sql = { 0 };
	sqlite3_stmt *row;
	int state = SQLITE_DONE;

	mv_buf_adds(&sql, "SELECT ");
	for (int i = 0; i < LIVE_COLUMNS; i++) {
		mv_buf_adds(&sql, i ? ", " : "");
		if (columns[i])
			add_column(&sql, columns[i]);
		else
			mv_buf_adds(&sql, "NULL");
	}
	mv_buf_adds(&sql, " FROM ");
	add_quoted(&sql, '"', table->name);
	mv_buf_adds(&sql, " t");
	if (columns[0]) {
		mv_buf_adds(&sql, " ORDER BY t.");
		add_quoted(&sql, '"', columns[0]);
	}
	mv_buf_addf(&sql, " LIMIT %d", LIVE_MOST_ROWS + 1);
	row = prepare(file, sql.ptr, err);
	mv_buf_release(&sql);
	while (row && (state = sqlite3_step(row)) == SQLITE_ROW) {
		LiveRow *values;

		if (rows->count >= LIVE_MOST_ROWS) {
			mv_fail(err, "the table has more than %d rows: this is no history of migrations", LIVE_MOST_ROWS);
			sqlite3_finalize(row);
			return false;
		}
		values = VEC_PUSH(database->arena, rows);
		for (int i = 0; i < LIVE_COLUMNS; i++) {
			values->fields[i] = clean_text_of(row, i, database->arena);
		}
	}
	if (row && state != SQLITE_DONE)
		fail_in_words(file, err);
	sqlite3_finalize(row);
	return row && state == SQLITE_DONE;
}

bool mv_tables_sqlite(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err)
{
	File file = { .name = url, .steps = timeout * STEPS_A_SECOND };
	Database database = { .dialect = "sqlite", .connection = &file, .arena = arena, .find = find_tables, .read = read_rows };
	bool ok;

	if (strncmp(file.name, "sqlite:", 7) == 0)
		file.name += strncmp(file.name, "sqlite://", 9) == 0 ? 9 : 7;
	if (sqlite3_open_v2(file.name, &file.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		ok = fail_in_words(&file, err);
	} else {
		sqlite3_busy_timeout(file.db, (int)(timeout > 600 ? 600 : timeout) * 250);
		sqlite3_progress_handler(file.db, PROGRESS_STEPS, out_of_time, &file);
		sqlite3_limit(file.db, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
		sqlite3_exec(file.db, "PRAGMA trusted_schema = OFF", NULL, NULL, NULL);
		/* one state of the file for all queries */
		ok = (sqlite3_exec(file.db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK || fail_in_words(&file, err)) && use(&database, data, err);
	}
	sqlite3_close(file.db);
	return ok;
}
