/*
 * snapshot_sqlite.c: a SQLite file, opened for reading only. Its own statements
 * are kept as they are; tables, columns, keys, indexes and views are also put
 * into the schema model, through statements in PostgreSQL's words. What these
 * have no words for (triggers, CHECK, virtual tables) is listed as unread with
 * its definition.
 */
#include "live.h"

#include "migvet/emit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_BYTES = 256 * 1024 * 1024, PROGRESS_STEPS = 100000 };

typedef struct Reading {
	Snapshot *snapshot;
	Arena *arena;
	sqlite3 *db;
	const char *file;
	long seconds;     /* of work of SQLite's machine, roughly: see out_of_time */
	long steps;
	LiveStatements statements, later, views; /* tables with columns; defaults, keys, indexes; what reads them */
} Reading;

/* Not SQLite's own, nor what a virtual table keeps its data in. */
#define PLAIN(table)                                                                                  \
	table " NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND " table " NOT IN (SELECT l.name FROM pragma_table_list l " \
	"WHERE l.schema = 'main' AND l.type = 'shadow')"

/* ---- asking ---- */

/* A file that somebody made to be read for ever is read for so many steps only. */
static int out_of_time(void *data)
{
	Reading *reading = data;

	return ++reading->steps > reading->seconds * 200;
}

static bool fail_in_words(const Reading *reading, Error *err)
{
	StrBuf words = { 0 };

	mv_buf_add_clean(&words, mv_str(sqlite3_errmsg(reading->db)));
	mv_fail(err, "the SQLite file '%s' cannot be read: %s", reading->file, words.ptr ? words.ptr : "no reason given");
	mv_buf_release(&words);
	return false;
}

typedef bool RowReader(Reading *reading, sqlite3_stmt *row, Error *err);

static bool ask(Reading *reading, const char *sql, RowReader *reader, Error *err)
{
	sqlite3_stmt *statement = NULL;
	bool ok = sqlite3_prepare_v2(reading->db, sql, -1, &statement, NULL) == SQLITE_OK || fail_in_words(reading, err);
	int state = SQLITE_DONE;

	while (ok && (state = sqlite3_step(statement)) == SQLITE_ROW)
		ok = !reader || reader(reading, statement, err);
	if (ok && state != SQLITE_DONE)
		ok = fail_in_words(reading, err);
	sqlite3_finalize(statement);
	return ok;
}

static const char *text_of(const Reading *reading, sqlite3_stmt *row, int column)
{
	const unsigned char *text = sqlite3_column_text(row, column);

	return text ? mv_arena_strdup(reading->arena, (const char *)text) : NULL;
}

static void add_ident(StrBuf *out, const char *name)
{
	mv_buf_addc(out, '"');
	for (; *name; name++) {
		if (*name == '"')
			mv_buf_addc(out, '"');
		mv_buf_addc(out, *name);
	}
	mv_buf_addc(out, '"');
}

static void add_statement(Reading *reading, LiveStatements *list, const char *name, StrBuf *sql)
{
	*VEC_PUSH(reading->arena, list) = (LiveStatement){ .name = name, .sql = mv_buf_to_arena(sql, reading->arena) };
	mv_buf_release(sql);
}

/* ---- types ---- */

/*
 * SQLite takes any words for a type. Those that PostgreSQL has, too, are written
 * in its way, all others as the name of a type.
 */
static void add_type(StrBuf *out, const char *declared)
{
	static const char *const known[] = { "bigint", "boolean", "char", "character", "date", "decimal", "double precision", "int", "integer", "json",
					     "numeric", "real", "smallint", "text", "time", "timestamp", "uuid", "varchar" };
	size_t words = strcspn(declared, "("), end = words;
	const char *modifier = declared + words;

	while (end && declared[end - 1] == ' ')
		end--;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strlen(known[i]) == end && strncasecmp(declared, known[i], end) == 0) {
			mv_buf_adds(out, known[i]);
			if (strspn(modifier, "(), 0123456789") == strlen(modifier))
				mv_buf_adds(out, modifier);
			return;
		}
	}
	if (!*declared)
		declared = "any";
	/* letter case does not matter to SQLite */
	mv_buf_addc(out, '"');
	for (; *declared; declared++) {
		if (*declared == '"')
			mv_buf_addc(out, '"');
		mv_buf_addc(out, *declared >= 'A' && *declared <= 'Z' ? (char)(*declared - 'A' + 'a') : *declared);
	}
	mv_buf_addc(out, '"');
}

/* ---- tables ---- */

/* name, column, type, not null, default, key, hidden, wr, strict, sql: all columns of all tables, in order */
static bool read_column(Reading *reading, sqlite3_stmt *row, Error *err)
{
	const char *table = text_of(reading, row, 0), *column = text_of(reading, row, 1), *type = text_of(reading, row, 2);
	const char *value = text_of(reading, row, 4);
	int hidden = sqlite3_column_int(row, 6);
	LiveStatements *list = &reading->statements;
	StrBuf sql = { 0 };

	if (!table || !column)
		return mv_fail(err, "the SQLite file '%s' has a column without a name", reading->file);
	if (!list->count || strcmp(list->items[list->count - 1].name, table) != 0) {
		mv_buf_adds(&sql, "CREATE TABLE main.");
		add_ident(&sql, table);
		mv_buf_adds(&sql, " ()");
		if (sqlite3_column_int(row, 7) || sqlite3_column_int(row, 8))
			mv_buf_addf(&sql, " WITH (%s%s%s)", sqlite3_column_int(row, 7) ? "without_rowid" : "",
				    sqlite3_column_int(row, 7) && sqlite3_column_int(row, 8) ? ", " : "", sqlite3_column_int(row, 8) ? "strict" : "");
		add_statement(reading, list, table, &sql);
	}
	mv_buf_adds(&sql, "ALTER TABLE main.");
	add_ident(&sql, table);
	mv_buf_adds(&sql, " ADD COLUMN ");
	add_ident(&sql, column);
	mv_buf_addc(&sql, ' ');
	add_type(&sql, type ? type : "");
	if (sqlite3_column_int(row, 3))
		mv_buf_adds(&sql, " NOT NULL");
	add_statement(reading, list, table, &sql);
	if (hidden)
		mv_live_unread(reading->snapshot, reading->arena, "generated columns", mv_arena_format(reading->arena, "%s.%s", table, column),
			       "SQLite tells their expression only in the text of CREATE TABLE");
	if (!value)
		return true;
	/* by itself: what PostgreSQL does not understand of it harms nothing else */
	mv_buf_adds(&sql, "ALTER TABLE main.");
	add_ident(&sql, table);
	mv_buf_adds(&sql, " ALTER COLUMN ");
	add_ident(&sql, column);
	mv_buf_addf(&sql, " SET DEFAULT (%s)", value);
	add_statement(reading, &reading->later, mv_arena_format(reading->arena, "%s.%s", table, column), &sql);
	return true;
}

static const char columns_sql[] =
	"SELECT m.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden, l.wr, l.strict"
	" FROM sqlite_schema m JOIN pragma_table_list(m.name) l ON l.schema = 'main' JOIN pragma_table_xinfo(m.name) x"
	" WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND l.type = 'table' ORDER BY m.name, x.cid";

/* ---- keys, indexes ---- */

/* table, origin, index, unique, columns (quoted, joined; NULL: with an expression), partial, sql */
static bool read_index(Reading *reading, sqlite3_stmt *row, Error *err)
{
	const char *table = text_of(reading, row, 0), *origin = text_of(reading, row, 1), *index = text_of(reading, row, 2);
	const char *columns = text_of(reading, row, 4), *text = text_of(reading, row, 6);
	bool is_key = origin && strcmp(origin, "pk") == 0, is_unique = origin && strcmp(origin, "u") == 0;
	StrBuf sql = { 0 };

	if (!table || !origin || !index)
		return mv_fail(err, "the SQLite file '%s' has an index without a name", reading->file);
	if (is_key || is_unique) {
		mv_buf_adds(&sql, "ALTER TABLE main.");
		add_ident(&sql, table);
		mv_buf_addf(&sql, " ADD %s (%s)", is_key ? "PRIMARY KEY" : "UNIQUE", columns ? columns : "");
	} else if (columns && !sqlite3_column_int(row, 5)) {
		mv_buf_adds(&sql, sqlite3_column_int(row, 3) ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
		add_ident(&sql, index);
		mv_buf_adds(&sql, " ON main.");
		add_ident(&sql, table);
		mv_buf_addf(&sql, " (%s)", columns);
	} else {
		mv_buf_adds(&sql, text ? text : "");
	}
	add_statement(reading, &reading->later, index, &sql);
	return true;
}

static const char indexes_sql[] =
	"SELECT m.name, i.origin, i.name, i.\"unique\", (SELECT CASE WHEN count(*) = count(name) THEN group_concat('\"' || replace(name, '\"', '\"\"') || '\"' ||"
	" CASE WHEN i.origin = 'c' AND \"desc\" THEN ' DESC' ELSE '' END, ', ') END FROM (SELECT name, \"desc\" FROM pragma_index_xinfo(i.name) WHERE key ORDER BY seqno)),"
	" i.partial, (SELECT s.sql FROM sqlite_schema s WHERE s.type = 'index' AND s.name = i.name)"
	" FROM sqlite_schema m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND " PLAIN("m.name") " ORDER BY m.name, i.origin <> 'pk', i.name";

/* An INTEGER PRIMARY KEY is the row's number and has no index. */
static bool read_rowid_key(Reading *reading, sqlite3_stmt *row, Error *err)
{
	const char *table = text_of(reading, row, 0), *column = text_of(reading, row, 1);
	StrBuf sql = { 0 };

	if (!table || !column)
		return mv_fail(err, "the SQLite file '%s' has a key without a name", reading->file);
	mv_buf_adds(&sql, "ALTER TABLE main.");
	add_ident(&sql, table);
	mv_buf_adds(&sql, " ADD PRIMARY KEY (");
	add_ident(&sql, column);
	mv_buf_addc(&sql, ')');
	add_statement(reading, &reading->later, table, &sql);
	return true;
}

static const char rowid_keys_sql[] =
	"SELECT m.name, x.name FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) x WHERE m.type = 'table' AND x.pk = 1 AND " PLAIN("m.name")
	" AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) i WHERE i.origin = 'pk') ORDER BY m.name";

/* table, referenced, columns, referenced columns (NULL: its primary key), on update, on delete */
static bool read_foreign_key(Reading *reading, sqlite3_stmt *row, Error *err)
{
	const char *table = text_of(reading, row, 0), *referenced = text_of(reading, row, 1), *columns = text_of(reading, row, 2);
	const char *others = text_of(reading, row, 3), *update = text_of(reading, row, 4), *delete = text_of(reading, row, 5);
	StrBuf sql = { 0 };

	if (!table || !referenced || !columns)
		return mv_fail(err, "the SQLite file '%s' has a foreign key without a name", reading->file);
	mv_buf_adds(&sql, "ALTER TABLE main.");
	add_ident(&sql, table);
	mv_buf_addf(&sql, " ADD FOREIGN KEY (%s) REFERENCES main.", columns);
	add_ident(&sql, referenced);
	if (others)
		mv_buf_addf(&sql, " (%s)", others);
	mv_buf_addf(&sql, " ON UPDATE %s ON DELETE %s", update ? update : "NO ACTION", delete ? delete : "NO ACTION");
	add_statement(reading, &reading->later, table, &sql);
	return true;
}

static const char foreign_keys_sql[] =
	"SELECT t, r, group_concat('\"' || replace(f, '\"', '\"\"') || '\"', ', '), group_concat('\"' || replace(o, '\"', '\"\"') || '\"', ', '), u, d"
	" FROM (SELECT m.name AS t, k.\"table\" AS r, k.id, k.\"from\" AS f, k.\"to\" AS o, k.on_update AS u, k.on_delete AS d FROM sqlite_schema m"
	" JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' AND " PLAIN("m.name") " ORDER BY m.name, k.id, k.seq) GROUP BY t, id ORDER BY t, id DESC";

/* ---- everything's own text ---- */

/* Words of the statement outside of strings and comments are not looked for: to say too often that a CHECK is unread is harmless. */
static bool has_word(const char *sql, const char *word)
{
	size_t length = strlen(word);

	for (; *sql; sql++) {
		if (strncasecmp(sql, word, length) == 0)
			return true;
	}
	return false;
}

static bool read_text(Reading *reading, sqlite3_stmt *row, Error *err)
{
	const char *type = text_of(reading, row, 0), *name = text_of(reading, row, 1), *text = text_of(reading, row, 2);
	Snapshot *snapshot = reading->snapshot;
	StrBuf sql = { 0 };

	(void)err;
	if (!type || !name || !text)
		return true;
	*VEC_PUSH(reading->arena, &snapshot->statements) = text;
	if (strcmp(type, "trigger") == 0) {
		mv_live_unread(snapshot, reading->arena, "triggers", name, "the schema model has no triggers without a function");
	} else if (strcmp(type, "view") == 0) {
		mv_buf_adds(&sql, text);
		add_statement(reading, &reading->views, name, &sql);
	} else if (strcmp(type, "table") == 0 && strncasecmp(text, "CREATE VIRTUAL", 14) == 0) {
		mv_live_unread(snapshot, reading->arena, "virtual tables", name, "the schema model has no virtual tables");
	} else if (strcmp(type, "table") == 0 && has_word(text, "CHECK")) {
		mv_live_unread(snapshot, reading->arena, "check constraints", name, "SQLite tells them only in the text of CREATE TABLE");
	}
	return true;
}

static const char texts_sql[] =
	"SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND " PLAIN("tbl_name")
	" ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, name";

/* ---- sizes: what ANALYZE left ---- */

static bool read_size(Reading *reading, sqlite3_stmt *row, Error *err)
{
	(void)err;
	*VEC_PUSH(reading->arena, &reading->snapshot->sizes) = (TableSize){
		.schema = "main", .name = text_of(reading, row, 0), .rows = sqlite3_column_int64(row, 1), .bytes = -1, .total_bytes = -1,
		.index_scans = -1, .sequential_scans = -1, .analyzed_seconds_ago = -1 };
	return true;
}

static bool read_sizes(Reading *reading, Error *err)
{
	reading->snapshot->sizes_read = true;
	if (sqlite3_table_column_metadata(reading->db, "main", "sqlite_stat1", "stat", NULL, NULL, NULL, NULL, NULL) != SQLITE_OK)
		return true;
	return ask(reading, "SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl ORDER BY tbl", read_size, err);
}

/* ---- the file ---- */

static bool read_file(Reading *reading, const SnapshotOptions *options, Error *err)
{
	StrBuf sql = { 0 };

	/* where the text of views and indexes finds its tables */
	mv_buf_adds(&sql, "CREATE SCHEMA main;\nDROP SCHEMA public;\nSET search_path = main");
	add_statement(reading, &reading->statements, "", &sql);
	if (!ask(reading, "BEGIN", NULL, err) || !ask(reading, texts_sql, read_text, err) || !ask(reading, columns_sql, read_column, err) ||
	    !ask(reading, rowid_keys_sql, read_rowid_key, err) || !ask(reading, indexes_sql, read_index, err) ||
	    !ask(reading, foreign_keys_sql, read_foreign_key, err) || (options->sizes && !read_sizes(reading, err)))
		return false;
	return ask(reading, "COMMIT", NULL, err);
}

static void append(Reading *reading, const LiveStatements *more)
{
	for (uint32_t i = 0; i < more->count; i++)
		*VEC_PUSH(reading->arena, &reading->statements) = more->items[i];
}

bool mv_snapshot_sqlite(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err)
{
	Reading reading = { .snapshot = snapshot, .arena = arena, .file = options->url, .seconds = options->timeout };
	bool ok = true;

	if (strncmp(reading.file, "sqlite:", 7) == 0)
		reading.file += strncmp(reading.file, "sqlite://", 9) == 0 ? 9 : 7;
	snapshot->server_version = 18;
	snapshot->server = sqlite3_libversion();
	if (sqlite3_open_v2(reading.file, &reading.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		ok = fail_in_words(&reading, err);
	} else {
		sqlite3_busy_timeout(reading.db, (int)(options->timeout > 600 ? 600 : options->timeout) * 250);
		sqlite3_progress_handler(reading.db, PROGRESS_STEPS, out_of_time, &reading);
		sqlite3_limit(reading.db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
		sqlite3_exec(reading.db, "PRAGMA trusted_schema = OFF", NULL, NULL, NULL);
		ok = read_file(&reading, options, err);
	}
	sqlite3_close(reading.db);
	if (!ok)
		return false;
	append(&reading, &reading.later);
	append(&reading, &reading.views);
	return mv_live_replay(snapshot, NULL, &reading.statements, arena, err);
}
