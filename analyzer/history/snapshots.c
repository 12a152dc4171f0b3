/* snapshots.c: databases as they were seen, kept beside what the migrations did. */
#include "private.h"

#include "migvet/hash.h"

#include <string.h>
#include <time.h>

static bool take_number(void *data, const QueryRow *row, Error *err)
{
	(void)err;
	*(int64_t *)data = mv_row_number(row->values[0]);
	return true;
}

bool mv_store_project(Store *store, const char *name, int64_t *id, Error *err)
{
	const Cell value = cell_text(name);

	*id = 0;
	return store->backend->run(store, "SELECT id FROM projects WHERE name = ?", &value, 1, take_number, id, err) &&
	       (*id || (store->backend->run(store, "INSERT INTO projects (name) VALUES (?)", &value, 1, NULL, NULL, err) &&
			store->backend->run(store, "SELECT id FROM projects WHERE name = ?", &value, 1, take_number, id, err)));
}

typedef struct Taking {
	Arena *arena;
	SnapshotEntryVec *entries;
} Taking;

static bool take_entry(void *data, const QueryRow *row, Error *err)
{
	Taking *taking = data;
	SnapshotEntry entry = { .id = mv_row_number(row->values[0]) };
	const char **const fields[] = { &entry.taken, &entry.source, &entry.server, &entry.digest, &entry.content };

	(void)err;
	for (uint32_t i = 1; i < row->count; i++)
		*fields[i - 1] = mv_arena_strdup(taking->arena, row->values[i]);
	*VEC_PUSH(taking->arena, taking->entries) = entry;
	return true;
}

bool mv_store_snapshots(Store *store, const char *project, int64_t id, Arena *arena, SnapshotEntryVec *entries, Error *err)
{
	const Cell values[] = { cell_text(project), cell_number(id) };
	Taking taking = { .arena = arena, .entries = entries };

	if (id)
		return store->backend->run(store,
					   "SELECT id, taken, source, server, digest, content FROM snapshots WHERE project = (SELECT id FROM projects WHERE name = ?) AND id = ?",
					   values, 2, take_entry, &taking, err);
	return store->backend->run(store, "SELECT id, taken, source, server, digest FROM snapshots WHERE project = (SELECT id FROM projects WHERE name = ?) ORDER BY id",
				   values, 1, take_entry, &taking, err);
}

static const char *now(Arena *arena)
{
	time_t seconds = time(NULL);
	char text[32] = "";
	struct tm day;

	if (gmtime_r(&seconds, &day))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &day);
	return mv_arena_strdup(arena, text);
}

/* Within the transaction. */
static bool record(Store *store, const char *project, SnapshotEntry *entry, bool *known, Arena *arena, Error *err)
{
	SnapshotEntryVec before = { 0 };
	int64_t id;

	if (!mv_store_upgrade(store, true, err) || !mv_store_project(store, project, &id, err) || !mv_store_snapshots(store, project, 0, arena, &before, err))
		return false;
	for (uint32_t i = before.count; i > 0 && !*known; i--) {
		if (!mv_streq(before.items[i - 1].source, entry->source))
			continue;
		*known = mv_streq(before.items[i - 1].digest, entry->digest);
		if (*known)
			*entry = before.items[i - 1];
		break;
	}
	if (!*known) {
		const Cell values[] = { cell_number(id), cell_text(entry->taken), cell_text(entry->source), cell_text(entry->server), cell_text(entry->digest),
					cell_text(entry->content) };

		return store->backend->run(store, "INSERT INTO snapshots (project, taken, source, server, digest, content) VALUES (?, ?, ?, ?, ?, ?)", values, 6, NULL, NULL,
					   err) &&
		       store->backend->run(store, "SELECT max(id) FROM snapshots WHERE project = ?", values, 1, take_number, &entry->id, err);
	}
	return true;
}

bool mv_store_record_snapshot(Store *store, const char *project, SnapshotEntry *entry, bool *known, Arena *arena, Error *err)
{
	Error ignored = { 0 };
	bool ok;

	*known = false;
	entry->taken = now(arena);
	entry->digest = mv_sha256(mv_str(entry->content), arena);
	if (!store->backend->begin(store, project, err))
		return false;
	ok = record(store, project, entry, known, arena, err);
	if (!ok)
		store->backend->end(store, false, &ignored);
	return ok && store->backend->end(store, !*known, err);
}

bool mv_store_keep_snapshots(Store *store, const char *project, long keep, uint32_t *removed, Arena *arena, Error *err)
{
	SnapshotEntryVec entries = { 0 };
	Error ignored = { 0 };
	bool ok;

	*removed = 0;
	if (!store->backend->begin(store, project, err))
		return false;
	ok = mv_store_snapshots(store, project, 0, arena, &entries, err);
	for (uint32_t i = 0; ok && i + (uint32_t)keep < entries.count; i++) {
		const Cell id = cell_number(entries.items[i].id);

		ok = store->backend->run(store, "DELETE FROM snapshots WHERE id = ?", &id, 1, NULL, NULL, err);
		*removed += ok;
	}
	if (!ok)
		store->backend->end(store, false, &ignored);
	return ok && store->backend->end(store, *removed > 0, err);
}
