/* tables_postgres.c: rows of tables in PostgreSQL. */
#include "live.h"

#include "libpq.h"

#include <string.h>

static void add_literal(StrBuf *sql, const char *text)
{
	mv_buf_addc(sql, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			mv_buf_addc(sql, '\'');
		mv_buf_addc(sql, *text);
	}
	mv_buf_addc(sql, '\'');
}

static void add_name(StrBuf *sql, const char *name)
{
	mv_buf_addc(sql, '"');
	for (; *name; name++) {
		if (*name == '"')
			mv_buf_addc(sql, '"');
		mv_buf_addc(sql, *name);
	}
	mv_buf_addc(sql, '"');
}

typedef struct TableReading {
	Database *database;
	LiveTableVec *tables;
} TableReading;

static bool read_column(void *data, const char *const *fields, Error *err)
{
	TableReading *reading = data;
	Arena *arena = reading->database->arena;
	LiveTable *table = reading->tables->count ? &reading->tables->items[reading->tables->count - 1] : NULL;

	for (int i = 0; i < 5; i++) {
		if (!fields[i])
			return mv_fail(err, "the server's answer about tables makes no sense");
	}
	if (!table || strcmp(table->schema, fields[0]) != 0 || strcmp(table->name, fields[1]) != 0) {
		table = VEC_PUSH(arena, reading->tables);
		table->schema = mv_arena_strdup(arena, fields[0]);
		table->name = mv_arena_strdup(arena, fields[1]);
		table->visible = strcmp(fields[2], "t") == 0;
		table->readable = strcmp(fields[4], "t") == 0;
	}
	*VEC_PUSH(arena, &table->columns) = mv_arena_strdup(arena, fields[3]);
	return true;
}

/* What was denied harms nothing that is asked later. */
static bool answered(Database *database, QueryResult result)
{
	Error ignored = { 0 };

	if (result == QUERY_DENIED)
		mv_server_execute(database->connection, "transactions", "ROLLBACK TO SAVEPOINT migvet", &ignored);
	return result == QUERY_OK;
}

/* Only tables: a view would run code of whoever made it, as the role that looks. */
static bool find_tables(Database *database, const char *const *names, size_t count, LiveTableVec *tables, Error *err)
{
	TableReading reading = { .database = database, .tables = tables };
	StrBuf sql = { 0 };
	bool ok;

	/* the search path is empty by now: what it was is in a setting */
	mv_buf_adds(&sql, "SELECT n.nspname, c.relname, n.nspname = ANY (pg_catalog.string_to_array(pg_catalog.current_setting('migvet.schemas'), ',')),"
			  " a.attname, pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT') FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
			  " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
			  " WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.relname IN (");
	for (size_t i = 0; i < count; i++) {
		if (i)
			mv_buf_adds(&sql, ", ");
		add_literal(&sql, names[i]);
	}
	mv_buf_adds(&sql, ") ORDER BY 1, 2, a.attnum LIMIT 20000");
	ok = answered(database, mv_server_query(database->connection, "tables", sql.ptr, 5, read_column, &reading, err));
	mv_buf_release(&sql);
	return ok;
}

typedef struct RowReading {
	Database *database;
	LiveRowVec *rows;
} RowReading;

static bool read_record(void *data, const char *const *fields, Error *err)
{
	RowReading *reading = data;
	LiveRow *values;

	if (reading->rows->count >= LIVE_MOST_ROWS)
		return mv_fail(err, "the table has more than %d rows: this is no history of migrations", LIVE_MOST_ROWS);
	values = VEC_PUSH(reading->database->arena, reading->rows);
	for (int i = 0; i < LIVE_COLUMNS; i++)
		values->fields[i] = fields[i] ? mv_arena_strdup(reading->database->arena, fields[i]) : NULL;
	return true;
}

/*
 * Each value as its type writes it, cut by the server. format() calls output
 * functions only, while a cast to text may be a function that somebody made.
 */
static bool read_rows(Database *database, const LiveTable *table, const char *const columns[LIVE_COLUMNS], LiveRowVec *rows, Error *err)
{
	RowReading reading = { .database = database, .rows = rows };
	const char *name = mv_arena_format(database->arena, "%s.%s", table->schema, table->name);
	StrBuf sql = { 0 };
	QueryResult result;

	mv_buf_adds(&sql, "SELECT ");
	for (int i = 0; i < LIVE_COLUMNS; i++) {
		if (i)
			mv_buf_adds(&sql, ", ");
		if (!columns[i]) {
			mv_buf_adds(&sql, "NULL");
			continue;
		}
		mv_buf_adds(&sql, "CASE WHEN t.");
		add_name(&sql, columns[i]);
		mv_buf_adds(&sql, " IS NULL THEN NULL ELSE pg_catalog.left(pg_catalog.format('%s', t.");
		add_name(&sql, columns[i]);
		mv_buf_addf(&sql, "), %d) END", LIVE_LONGEST);
	}
	mv_buf_adds(&sql, " FROM ");
	add_name(&sql, table->schema);
	mv_buf_addc(&sql, '.');
	add_name(&sql, table->name);
	mv_buf_adds(&sql, " t");
	if (columns[0]) {
		mv_buf_adds(&sql, " ORDER BY t.");
		add_name(&sql, columns[0]);
	}
	mv_buf_addf(&sql, " LIMIT %d", LIVE_MOST_ROWS + 1);
	result = mv_server_query(database->connection, mv_arena_format(database->arena, "the history in '%s'", name), sql.ptr, LIVE_COLUMNS, read_record,
				 &reading, err);
	mv_buf_release(&sql);
	return answered(database, result);
}

static bool read_nothing(void *data, const char *const *fields, Error *err)
{
	(void)data;
	(void)fields;
	(void)err;
	return true;
}

/* row_security off: rows that a policy hides make an error, instead of migrations that look pending */
static bool begin(Server *server, long timeout, Error *err)
{
	const char *settings = mv_arena_format(
		server->arena,
		"SELECT pg_catalog.set_config('migvet.schemas', pg_catalog.array_to_string(pg_catalog.current_schemas(false), ','), true),"
		" (SELECT pg_catalog.count(pg_catalog.set_config(s, v, true)) FROM (VALUES ('search_path', ''), ('statement_timeout', '%ld'),"
		" ('lock_timeout', '%ld'), ('row_security', 'off'), ('standard_conforming_strings', 'on'), ('DateStyle', 'ISO'),"
		" ('bytea_output', 'hex'), ('TimeZone', 'UTC'), ('jit', 'off')) AS x(s, v))",
		timeout * 1000, timeout * 250 + 1);

	return mv_server_execute(server, "transactions", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err) &&
	       mv_server_query(server, "settings", settings, 2, read_nothing, NULL, err) == QUERY_OK &&
	       mv_server_execute(server, "transactions", "SAVEPOINT migvet", err);
}

bool mv_tables_postgres(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err)
{
	Server server;
	Database database = { .dialect = "postgresql", .connection = &server, .arena = arena, .find = find_tables, .read = read_rows };
	bool ok = mv_server_connect(&server, url, timeout, arena, err) && begin(&server, timeout, err) && use(&database, data, err);

	mv_server_close(&server);
	return ok;
}
