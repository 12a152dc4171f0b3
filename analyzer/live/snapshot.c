/* snapshot.c: a snapshot of whatever database, and how it is written. */
#include "live.h"

#include <stdio.h>
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

const char *mv_database_shown(const char *url, Arena *arena)
{
	const char *start = strstr(url, "://"), *at, *colon, *query;
	size_t length = strlen(url);

	if (!start)
		return strstr(url, "password") ? "the database" : url;
	start += 3;
	at = start + strcspn(start, "/?");
	while (at > start && *at != '@')
		at--;
	colon = memchr(start, ':', (size_t)(at - start));
	query = strchr(at, '?');
	/* names of parameters may be written in %XX, too */
	if (query && (strstr(query, "password") || strchr(query, '%')))
		length = (size_t)(query - url);
	return colon ? mv_arena_format(arena, "%.*s%.*s", (int)(colon - url), url, (int)(url + length - at), at) :
		       mv_arena_strndup(arena, url, length);
}

bool mv_database_is_named(const char *text)
{
	return strncmp(text, "sqlite:", 7) == 0 || strncmp(text, "postgres://", 11) == 0 || strncmp(text, "postgresql://", 13) == 0 || strncmp(text, "host=", 5) == 0 ||
	       strncmp(text, "service=", 8) == 0 || strncmp(text, "dbname=", 7) == 0;
}

/* By its name, or by how such files begin. */
bool mv_database_is_sqlite(const char *url)
{
	static const char magic[] = "SQLite format 3";
	char start[sizeof magic] = "";
	FILE *file;

	if (strncmp(url, "sqlite:", 7) == 0)
		return true;
	if (strstr(url, "://") || !(file = fopen(url, "rb")))
		return false;
	if (fread(start, 1, sizeof start, file) != sizeof start)
		start[0] = '\0';
	fclose(file);
	return memcmp(start, magic, sizeof magic) == 0;
}

bool mv_snapshot_take(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err)
{
	SnapshotOptions used = *options;
	const char *url = getenv("DATABASE_URL");

	*snapshot = (Snapshot){ .pattern = options->schemas };
	if (!used.url && url && *url)
		used.url = url;
	if (used.url && strstr(used.url, "://") && strncmp(used.url, "sqlite:", 7) != 0 && strncmp(used.url, "postgres://", 11) != 0 && strncmp(used.url, "postgresql://", 13) != 0 &&
	    !strchr(used.url, '='))
		return mv_fail(err, "databases of the kind '%.*s' cannot be read; known: postgresql://..., sqlite:FILE",
			       (int)(strstr(used.url, "://") - used.url), used.url);
	snapshot->dialect = used.url && mv_database_is_sqlite(used.url) ? "sqlite" : "postgresql";
	if (!(strcmp(snapshot->dialect, "sqlite") == 0 ? mv_snapshot_sqlite : mv_snapshot_postgres)(&used, snapshot, arena, err))
		return false;
	if (snapshot->unread.count)
		qsort(snapshot->unread.items, snapshot->unread.count, sizeof *snapshot->unread.items, by_what);
	snapshot->schema.complete = !snapshot->unread.count && !snapshot->pattern;
	return true;
}

bool mv_database_use(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err)
{
	return (url && mv_database_is_sqlite(url) ? mv_tables_sqlite : mv_tables_postgres)(url, timeout, use, data, arena, err);
}
