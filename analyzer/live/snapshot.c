/* snapshot.c: a snapshot of whatever database, and how it is written. */
#include "live.h"

#include "migvet/emit.h"

#include <stdlib.h>
#include <string.h>

void mv_live_unread(Snapshot *snapshot, Arena *arena, const char *what, const char *name, const char *reason)
{
	*VEC_PUSH(arena, &snapshot->unread) = (Unread){ .what = what, .name = name, .reason = reason };
}

static int by_what(const void *left, const void *right)
{
	const Unread *a = left, *b = right;
	int order = strcmp(a->what, b->what);

	if (!order)
		order = strcmp(a->name ? a->name : "", b->name ? b->name : "");
	return order ? order : strcmp(a->reason, b->reason);
}

static bool is_sqlite(const char *url)
{
	return url && (strncmp(url, "sqlite:", 7) == 0 || strncmp(url, "file:", 5) == 0);
}

bool mv_snapshot_take(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err)
{
	SnapshotOptions used = *options;
	const char *url = getenv("DATABASE_URL");

	*snapshot = (Snapshot){ .pattern = options->schemas };
	if (!used.url && url && *url)
		used.url = url;
	(void)is_sqlite;
	if (used.url && strstr(used.url, "://") && strncmp(used.url, "postgres://", 11) != 0 && strncmp(used.url, "postgresql://", 13) != 0 &&
	    !strchr(used.url, '='))
		return mv_fail(err, "databases of the kind '%.*s' cannot be read; known: postgresql://..., sqlite:FILE",
			       (int)(strstr(used.url, "://") - used.url), used.url);
	snapshot->dialect = "postgresql";
	if (!mv_snapshot_postgres(&used, snapshot, arena, err))
		return false;
	if (snapshot->unread.count)
		qsort(snapshot->unread.items, snapshot->unread.count, sizeof *snapshot->unread.items, by_what);
	snapshot->schema.complete = !snapshot->unread.count && !snapshot->pattern;
	return true;
}
