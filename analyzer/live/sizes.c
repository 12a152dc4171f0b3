/*
 * sizes.c: rows, bytes and use of tables and indexes. Estimates: relpages is of
 * the last VACUUM or ANALYZE, so bytes are asked of the file system instead;
 * rows are not counted.
 */
#include "sizes.h"

#include "catalog.h"

#include <stdlib.h>
#include <string.h>

typedef struct Sizes {
	Snapshot *snapshot;
	Arena *arena;
} Sizes;

static bool number_of(const char *text, int64_t *number, Error *err)
{
	char *end = NULL;

	*number = text ? strtoll(text, &end, 10) : -1;
	return !text || (*text && !*end) || mv_fail(err, "the server answers with a size that is no number");
}

static bool read_table(void *data, const char *const *fields, Error *err)
{
	Sizes *sizes = data;
	TableSize size = { 0 };

	if (!fields[0] || !fields[1])
		return mv_fail(err, "the server tells the size of a table without a name");
	if (sizes->snapshot->pattern && !mv_glob_match(sizes->snapshot->pattern, fields[0]))
		return true;
	if (!number_of(fields[2], &size.rows, err) || !number_of(fields[3], &size.bytes, err) || !number_of(fields[4], &size.total_bytes, err) ||
	    !number_of(fields[5], &size.sequential_scans, err) || !number_of(fields[6], &size.index_scans, err) ||
	    !number_of(fields[7], &size.analyzed_seconds_ago, err))
		return false;
	size.schema = mv_arena_strdup(sizes->arena, fields[0]);
	size.name = mv_arena_strdup(sizes->arena, fields[1]);
	sizes->snapshot->statistics_reset = mv_arena_strdup(sizes->arena, fields[8]);
	sizes->snapshot->read_at = mv_arena_strdup(sizes->arena, fields[9]);
	*VEC_PUSH(sizes->arena, &sizes->snapshot->sizes) = size;
	return true;
}

#define UTC(time) "to_char(" time " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

/* reltuples and relpages are of the last VACUUM or ANALYZE: the planner takes the table for as dense as it was then, and so do we */
static const char tables_sql[] =
	"SELECT n.nspname, c.relname, CASE WHEN c.reltuples < 0 OR (c.reltuples = 0 AND c.relpages = 0) THEN -1 WHEN c.relpages > 0"
	" THEN least(round(c.reltuples::float8 * pg_relation_size(c.oid) / (c.relpages::float8 * current_setting('block_size')::float8)), 9e15)::bigint"
	" ELSE least(c.reltuples, 9e15)::bigint END,"
	" pg_relation_size(c.oid), pg_total_relation_size(c.oid), s.seq_scan, s.idx_scan,"
	" extract(epoch FROM now() - greatest(s.last_analyze, s.last_autoanalyze))::bigint, " UTC("d.stats_reset") ", " UTC("now()")
	" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid"
	" LEFT JOIN pg_stat_database d ON d.datname = current_database()"
	" WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384 AND " CATALOG_PLAIN("n.nspname") " ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"";

static int by_name(const void *left, const void *right)
{
	const TableSize *a = left, *b = right;
	int order = strcmp(a->schema, b->schema);

	return order ? order : strcmp(a->name, b->name);
}

static bool read_index(void *data, const char *const *fields, Error *err)
{
	Sizes *sizes = data;
	TableSize key = { 0 }, *table;
	IndexSize size = { 0 };

	if (!fields[0] || !fields[1] || !fields[2])
		return mv_fail(err, "the server tells the size of an index without a name");
	key.schema = fields[0];
	key.name = fields[1];
	table = sizes->snapshot->sizes.count ?
			bsearch(&key, sizes->snapshot->sizes.items, sizes->snapshot->sizes.count, sizeof key, by_name) : NULL;
	if (!table)
		return true;
	if (!number_of(fields[3], &size.bytes, err) || !number_of(fields[4], &size.scans, err))
		return false;
	size.name = mv_arena_strdup(sizes->arena, fields[2]);
	*VEC_PUSH(sizes->arena, &table->indexes) = size;
	return true;
}

static const char indexes_sql[] =
	"SELECT n.nspname, c.relname, i.relname, pg_relation_size(i.oid), s.idx_scan"
	" FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class i ON i.oid = x.indexrelid"
	" LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = i.oid"
	" WHERE c.oid >= 16384 AND " CATALOG_PLAIN("n.nspname") " ORDER BY i.relname COLLATE \"C\"";

static bool ask(Server *server, const char *what, const char *sql, int fields, RowReader *reader, Sizes *sizes, Error *err)
{
	QueryResult result = mv_server_query(server, what, sql, fields, reader, sizes, err);

	if (result != QUERY_DENIED)
		return result == QUERY_OK;
	mv_live_unread(sizes->snapshot, sizes->arena, what, NULL, mv_arena_strdup(sizes->arena, err->message));
	*err = (Error){ 0 };
	return mv_server_execute(server, "transactions", "ROLLBACK TO SAVEPOINT migvet", err);
}

bool mv_live_sizes(Server *server, Snapshot *snapshot, Arena *arena, Error *err)
{
	Sizes sizes = { .snapshot = snapshot, .arena = arena };

	if (!ask(server, "sizes of tables", tables_sql, 10, read_table, &sizes, err))
		return false;
	if (snapshot->sizes.count)
		qsort(snapshot->sizes.items, snapshot->sizes.count, sizeof *snapshot->sizes.items, by_name);
	snapshot->sizes_read = true;
	return ask(server, "sizes of indexes", indexes_sql, 5, read_index, &sizes, err);
}
