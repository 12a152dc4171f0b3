/* snapshot.c: a snapshot of whatever database, and how it is written. */
#include "live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
	/* libpq takes a password with '?' in it, and who forgets to write '/' as %2F is not to be shown his own */
	at = start + strcspn(start, "/");
	while (at > start && *at != '@')
		at--;
	for (const char *p = start + strcspn(start, "?"); at == start && p > start; p--)
		at = *p == '@' ? p : at;
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

static bool looks_like_path(const char *word)
{
	static const char *const endings[] = { ".db", ".db3", ".sqlite", ".sqlite3", ".json", ".sql" };
	size_t length = strlen(word);

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (length > strlen(endings[i]) && strcmp(word + length - strlen(endings[i]), endings[i]) == 0)
			return true;
	}
	return word[0] == '.' || strchr(word, '/');
}

/* "sqlite" or "postgresql"; NULL and a message for what can be neither. libpq would take any word for the name of a database. */
static const char *dialect_of(const char *url, Error *err)
{
	const char *scheme = url ? strstr(url, "://") : NULL;
	struct stat st;

	if (url && mv_database_is_sqlite(url))
		return "sqlite";
	if (!url || strchr(url, '=') || strncmp(url, "postgres://", 11) == 0 || strncmp(url, "postgresql://", 13) == 0)
		return "postgresql";
	if (scheme) {
		mv_fail(err, "databases of the kind '%.*s' cannot be read; known: postgresql://..., sqlite:FILE", (int)(scheme - url), url);
		return NULL;
	}
	if (!looks_like_path(url))
		return "postgresql";
	if (stat(url, &st) == 0)
		mv_fail(err, "'%s' is no SQLite database; a PostgreSQL database is written postgresql://user@host/name", url);
	else
		mv_fail(err, "there is no file '%s'; a PostgreSQL database is written postgresql://user@host/name", url);
	return NULL;
}

bool mv_snapshot_take(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err)
{
	SnapshotOptions used = *options;
	const char *url = getenv("DATABASE_URL");

	*snapshot = (Snapshot){ .pattern = options->schemas };
	if (!used.url && url && *url)
		used.url = url;
	snapshot->dialect = dialect_of(used.url, err);
	if (!snapshot->dialect)
		return false;
	if (!(strcmp(snapshot->dialect, "sqlite") == 0 ? mv_snapshot_sqlite : mv_snapshot_postgres)(&used, snapshot, arena, err))
		return false;
	if (snapshot->unread.count)
		qsort(snapshot->unread.items, snapshot->unread.count, sizeof *snapshot->unread.items, by_what);
	snapshot->schema.complete = !snapshot->unread.count && !snapshot->pattern;
	return true;
}

bool mv_database_use(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err)
{
	const char *dialect = dialect_of(url, err);

	return dialect && (strcmp(dialect, "sqlite") == 0 ? mv_tables_sqlite : mv_tables_postgres)(url, timeout, use, data, arena, err);
}
