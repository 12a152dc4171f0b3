/*
 * read_sizes.c: the section `sizes` of a snapshot, read back. A file may say
 * anything: what is not given is not known, what cannot be is an error.
 */
#include "read_sizes.h"

#include <string.h>

enum { MOST_TABLES = 1000 * 1000, MOST_INDEXES = 10 * 1000 };

/* Not more than a number in JSON can hold exactly, and more bytes than any database has. */
#define LARGEST 9007199254740992.0

static bool number_in(const cJSON *object, const char *key, const char *file, const char *name, int64_t *number, Error *err)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	*number = -1;
	if (!item || cJSON_IsNull(item))
		return true;
	if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0 && item->valuedouble <= LARGEST))
		return mv_fail(err, "%s: '%s' of '%s' in its sizes is no number from 0 to %.0f", file, key, name, LARGEST);
	*number = (int64_t)item->valuedouble;
	return true;
}

static const char *name_in(const cJSON *object, const char *key, Arena *arena)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(item) && *item->valuestring ? mv_arena_strdup(arena, item->valuestring) : NULL;
}

static bool read_index(const cJSON *item, const char *file, const TableSize *table, IndexSize *index, Arena *arena, Error *err)
{
	index->name = name_in(item, "name", arena);
	if (!index->name)
		return mv_fail(err, "%s: an index of '%s' has no name in its sizes", file, table->name);
	return number_in(item, "bytes", file, index->name, &index->bytes, err) && number_in(item, "scans", file, index->name, &index->scans, err);
}

static bool read_table(const cJSON *item, const char *file, TableSize *size, Arena *arena, Error *err)
{
	const cJSON *index;

	size->schema = name_in(item, "schema", arena);
	size->name = name_in(item, "name", arena);
	if (!size->schema || !size->name)
		return mv_fail(err, "%s: a table has no schema or no name in its sizes", file);
	if (!number_in(item, "rows", file, size->name, &size->rows, err) || !number_in(item, "bytes", file, size->name, &size->bytes, err) ||
	    !number_in(item, "total_bytes", file, size->name, &size->total_bytes, err) ||
	    !number_in(item, "sequential_scans", file, size->name, &size->sequential_scans, err) ||
	    !number_in(item, "index_scans", file, size->name, &size->index_scans, err) ||
	    !number_in(item, "analyzed_seconds_ago", file, size->name, &size->analyzed_seconds_ago, err))
		return false;
	cJSON_ArrayForEach(index, cJSON_GetObjectItemCaseSensitive(item, "indexes")) {
		if (size->indexes.count >= MOST_INDEXES)
			return mv_fail(err, "%s: '%s' has more than %d indexes in its sizes", file, size->name, (int)MOST_INDEXES);
		if (!read_index(index, file, size, VEC_PUSH(arena, &size->indexes), arena, err))
			return false;
	}
	return true;
}

bool mv_live_read_sizes(const cJSON *root, const char *file, Snapshot *snapshot, Arena *arena, Error *err)
{
	const cJSON *sizes = cJSON_GetObjectItemCaseSensitive(root, "sizes"), *item;

	if (!sizes)
		return true;
	if (!cJSON_IsObject(sizes) || !cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(sizes, "tables")))
		return mv_fail(err, "%s: its sizes have no list of tables", file);
	snapshot->read_at = name_in(sizes, "read_at", arena);
	snapshot->statistics_reset = name_in(sizes, "statistics_reset", arena);
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(sizes, "tables")) {
		if (snapshot->sizes.count >= MOST_TABLES)
			return mv_fail(err, "%s: more than %d tables in its sizes", file, (int)MOST_TABLES);
		if (!read_table(item, file, VEC_PUSH(arena, &snapshot->sizes), arena, err))
			return false;
	}
	snapshot->sizes_read = true;
	return true;
}
