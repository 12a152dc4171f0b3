/* history.c: making the database of a project's history. */
#include "private.h"

#include <string.h>

/* Without "." and "..", as far as the prefix goes. */
static const char *clean_path(const char *prefix, const char *path, Arena *arena)
{
	const char *joined = mv_arena_concat(arena, *path == '/' ? "" : prefix, path, "");
	size_t root = *joined == '/';
	char *clean = mv_arena_alloc(arena, strlen(joined) + 2), *start = clean + root, *out = start;

	if (root)
		*clean = '/';
	for (const char *at = joined + root, *end; *at; at = end + (*end == '/')) {
		size_t length = strcspn(at, "/");

		end = at + length;
		if (length == 2 && strncmp(at, "..", 2) == 0 && out > start && !(out - start >= 3 && strncmp(out - 3, "../", 3) == 0)) {
			for (out--; out > start && out[-1] != '/'; out--)
				;
		} else if (length && !(length == 1 && *at == '.')) {
			memcpy(out, at, length);
			out += length;
			*out++ = '/';
		}
	}
	if (out > start)
		out--;
	*out = '\0';
	return *clean ? clean : ".";
}

const char *mv_history_path(History *history, const char *path)
{
	return history->prefix && path ? clean_path(history->prefix, path, history->arena) : path;
}

History *mv_history_new(const Project *project, const Config *config, const FindingVec *findings, bool review_is_unmerged, Arena *arena, Error *err)
{
	History *history = MV_NEW(arena, History);

	history->arena = arena;
	history->scratch = mv_arena_new();
	history->project = project;
	if (!mv_memory_open(history, err)) {
		mv_history_free(history);
		return NULL;
	}
	for (uint32_t s = 0; s < project->sets.count; s++)
		mv_history_add_set(history, project->sets.items[s], s);
	mv_history_record(history, config, findings, review_is_unmerged);
	mv_history_sizes(history, config, review_is_unmerged);
	if (history->failed || sqlite3_exec(history->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
		mv_fail(err, "%s", history->failed ? history->error.message : sqlite3_errmsg(history->db));
		mv_history_free(history);
		return NULL;
	}
	return history;
}
