/*
 * journal.c: the moments by which drizzle knows its migrations. Its table notes
 * no names but the `when` of meta/_journal.json, and it runs what is later than
 * the last one noted; so a changed file is still the one with its moment.
 */
#include "runner.h"

#include <cjson/cJSON.h>
#include <string.h>

static void read_journal(Journal *journal, const char *file, Arena *arena)
{
	Str bytes;
	cJSON *root = mv_file_bytes(file, &bytes, arena) ? cJSON_ParseWithLength(bytes.ptr, bytes.len) : NULL;
	const cJSON *entry;

	cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(root, "entries")) {
		const cJSON *tag = cJSON_GetObjectItemCaseSensitive(entry, "tag"), *when = cJSON_GetObjectItemCaseSensitive(entry, "when");

		if (cJSON_IsString(tag) && cJSON_IsNumber(when) && when->valuedouble >= 0 && when->valuedouble < 1e15)
			mv_map_set(&journal->moments, mv_arena_strdup(arena, tag->valuestring), mv_arena_format(arena, "%.0f", when->valuedouble));
	}
	cJSON_Delete(root);
}

const char *mv_journal_moment(Journal *journal, const Migration *migration, Arena *arena)
{
	const char *file = migration->source ? migration->source->file : NULL, *name = file ? mv_file_name(file) : NULL;
	size_t length = name ? strlen(name) : 0;

	if (length < 4 || strcmp(name + length - 4, ".sql") != 0)
		return NULL;
	if (!journal->read) {
		journal->read = true;
		mv_map_init(&journal->moments, arena);
		read_journal(journal, mv_arena_format(arena, "%.*smeta/_journal.json", (int)(name - file), file), arena);
	}
	return mv_map_get(&journal->moments, mv_arena_strndup(arena, name, length - 4));
}
