/*
 * build.c: bringing a store up to date. What is recorded is compared with what
 * there is, migration by migration, by digest; from the first difference on it
 * is recorded anew. All of it happens in one transaction.
 */
#include "private.h"

#include "migvet/hash.h"
#include "migvet/layout.h"
#include "migvet/reporter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A migration as the store has it. */
typedef struct Known {
	const char *version, *name, *path, *digest, *app;
	int64_t last_change;
} Known;
typedef VEC(Known) KnownVec;

typedef struct Reading {
	Arena *arena;
	KnownVec known;
	int64_t id, migrations, statements, changes;
	const char *made_by;
	bool found;
	History *history;
	SetHistory *set;
	StoreTable table;
} Reading;

static bool run(Build *build, const char *sql, const Cell *values, uint32_t count, Error *err)
{
	return build->store->backend->run(build->store, sql, values, count, NULL, NULL, err);
}

static bool read(Build *build, const char *sql, const Cell *values, uint32_t count, StoreReader *reader, void *data, Error *err)
{
	return build->store->backend->run(build->store, sql, values, count, reader, data, err);
}

/* ---- who brought a migration, and when ---- */

static void add_section(Sha256 *hash, const Source *source, Span span)
{
	mv_sha256_add(hash, mv_source_slice(source, span));
	mv_sha256_add(hash, (Str){ "", 1 });
}

/* Of what it does, not of where it stands: one file may hold several. */
static const char *digest_of(const Migration *migration, Arena *arena)
{
	unsigned char bytes[32];
	char *text = mv_arena_alloc(arena, 65);
	Sha256 hash;

	mv_sha256_start(&hash);
	if (migration->source && (mv_migration_is_python(migration) || !migration->sections.count))
		mv_sha256_add(&hash, migration->source->text);
	for (uint32_t i = 0; i < migration->sections.count && !mv_migration_is_python(migration); i++) {
		const Section *section = &migration->sections.items[i];
		const Source *source = section->source == 0 ? migration->source : section->source == 1 ? migration->down_source : NULL;

		if (source)
			add_section(&hash, source, section->span);
	}
	mv_sha256_end(&hash, bytes);
	for (int i = 0; i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return text;
}

static const char *time_of_seconds(time_t seconds, Arena *arena)
{
	struct tm day;
	char text[32];

	/* numbers before 2001 and after 2033 are something else: counters, "always the last" */
	if (seconds < 1000000000 || seconds >= 2000000000 || !gmtime_r(&seconds, &day) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &day))
		return NULL;
	return mv_arena_strdup(arena, text);
}

/*
 * 20240131, 20240131235959, 2024_01_31_235959, the same with parts of a second or a counter after it (Diesel's 2024-01-31-235959-0000),
 * seconds or milliseconds since 1970: as a time; NULL: the version is no time. A time of day that there is not was counted up by hand:
 * the day is known then.
 */
static const char *time_of_version(const char *version, Arena *arena)
{
	enum { MOST_DIGITS = 20 };
	char digits[MOST_DIGITS + 2] = "";
	size_t count = 0;
	int fields[6] = { 0, 1, 1, 0, 0, 0 };
	static const int widths[6] = { 4, 2, 2, 2, 2, 2 };
	const char *at = digits;

	for (const char *c = version; c && *c; c++) {
		if (*c >= '0' && *c <= '9' && count <= MOST_DIGITS)
			digits[count++] = *c;
		else if (!strchr("_-.T:", *c))
			return NULL;
	}
	if (count == 10 || count == 13)
		return strpbrk(version, "_-.T:") ? NULL : time_of_seconds((time_t)(strtoll(digits, NULL, 10) / (count == 13 ? 1000 : 1)), arena);
	if (count != 8 && count != 12 && (count < 14 || count > MOST_DIGITS))
		return NULL;
	for (int i = 0; i < 6 && *at; i++) {
		char field[5] = "";

		memcpy(field, at, (size_t)widths[i]);
		fields[i] = (int)strtol(field, NULL, 10);
		at += strlen(field);
	}
	if (fields[0] < 1990 || fields[0] > 2200 || fields[1] < 1 || fields[1] > 12 || fields[2] < 1 || fields[2] > 31)
		return NULL;
	if (fields[3] > 23 || fields[4] > 59 || fields[5] > 59)
		fields[3] = fields[4] = fields[5] = 0;
	return mv_arena_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
}

static void find_origins(Build *build, Arena *arena)
{
	History *history = build->history;
	VEC(const char *) files = { 0 };
	GitIntroduction *found;
	Map by_file;

	mv_map_init(&by_file, arena);
	for (uint32_t s = 0; s < history->sets.count; s++) {
		const SetHistory *set = history->sets.items[s];

		for (uint32_t m = (uint32_t)set->migrations_before; m < set->set->migrations.count; m++) {
			const Source *source = set->set->migrations.items[m]->source;

			if (!source || mv_map_get(&by_file, source->file))
				continue;
			*VEC_PUSH(arena, &files) = source->file;
			mv_map_set(&by_file, source->file, (void *)(uintptr_t)files.count);
		}
	}
	found = MV_NEW_ARRAY(arena, GitIntroduction, files.count);
	mv_git_introductions(files.items, files.count, found, arena);
	for (uint32_t s = 0; s < history->sets.count; s++) {
		const SetHistory *set = history->sets.items[s];

		for (uint32_t m = (uint32_t)set->migrations_before; m < set->set->migrations.count; m++) {
			const Migration *migration = set->set->migrations.items[m];
			uintptr_t at = migration->source ? (uintptr_t)mv_map_get(&by_file, migration->source->file) : 0;
			MigrationOrigin *origin = &history->origins.items[migration->number];

			if (at) {
				const GitIntroduction *introduction = &found[at - 1];

				origin->time = introduction->time;
				origin->author = introduction->author;
				origin->revision = introduction->revision;
				origin->subject = introduction->subject;
			}
			if (!origin->time)
				origin->time = time_of_version(migration->version, arena);
		}
	}
}

/* ---- what is recorded ---- */

static bool take_number(void *data, const QueryRow *row, Error *err)
{
	(void)err;
	*(int64_t *)data = mv_row_number(row->values[0]);
	return true;
}

static bool take_history(void *data, const QueryRow *row, Error *err)
{
	Reading *reading = data;

	(void)err;
	reading->found = true;
	reading->id = mv_row_number(row->values[0]);
	reading->made_by = mv_arena_strdup(reading->arena, row->values[1]);
	reading->migrations = mv_row_number(row->values[2]);
	reading->statements = mv_row_number(row->values[3]);
	reading->changes = mv_row_number(row->values[4]);
	return true;
}

static bool take_migration(void *data, const QueryRow *row, Error *err)
{
	Reading *reading = data;
	Arena *arena = reading->arena;

	(void)err;
	*VEC_PUSH(arena, &reading->known) = (Known){ .version = mv_arena_strdup(arena, row->values[0]), .name = mv_arena_strdup(arena, row->values[1]),
						      .path = mv_arena_strdup(arena, row->values[2]), .digest = mv_arena_strdup(arena, row->values[3]),
						      .app = mv_arena_strdup(arena, row->values[4]), .last_change = mv_row_number(row->values[5]) };
	return true;
}

static bool take_open(void *data, const QueryRow *row, Error *err)
{
	Reading *reading = data;

	(void)err;
	if (reading->table == STORE_SCHEMAS) {
		Recorded *thing = MV_NEW(reading->arena, Recorded);

		thing->table = STORE_SCHEMAS;
		thing->rowid = ROW_ELSEWHERE;
		thing->name = mv_arena_strdup(reading->arena, row->values[0]);
		mv_map_set(&reading->set->schemas, thing->name, thing);
	} else {
		mv_versions_open(reading->history, reading->set, reading->table, mv_row_number(row->values[0]));
	}
	return true;
}

/* ---- what differs ---- */

static bool is_same(const Known *known, const Migration *migration, const MigrationOrigin *origin)
{
	return mv_streq(known->version, migration->version) && mv_streq(known->name, migration->name) && mv_streq(known->app, migration->app) &&
	       mv_streq(known->digest, origin->digest);
}

static char *key_of(const char *app, const char *version, const char *name, Arena *arena)
{
	return mv_arena_format(arena, "%s\x1f%s\x1f%s", app ? app : "", version ? version : "", name ? name : "");
}

static void add_rewrite(Build *build, Arena *arena, const char *what, const Known *old, const Migration *migration, const MigrationOrigin *now)
{
	*VEC_PUSH(arena, &build->rewrites) = (Rewrite){ .what = what,
							 .version = old ? old->version : migration->version,
							 .name = old ? old->name : migration->name,
							 .path = old ? old->path : migration->source ? mv_history_path(build->history, migration->source->path) : NULL,
							 .old_digest = old ? old->digest : NULL,
							 .new_digest = now ? now->digest : NULL };
}

/* Repeatable migrations are there to be edited, and stand behind what is added. */
static void note_rewrites(Build *build, const MigrationSet *set, const KnownVec *known, uint32_t same, Arena *arena)
{
	const MigrationOrigin *origins = build->history->origins.items;
	Map now, by_digest, before;
	uint32_t last = 0;

	mv_map_init(&now, arena);
	mv_map_init(&by_digest, arena);
	mv_map_init(&before, arena);
	for (uint32_t m = same; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		mv_map_set(&now, key_of(migration->app, migration->version, migration->name, arena), (void *)(uintptr_t)migration);
		mv_map_set(&by_digest, origins[migration->number].digest, (void *)(uintptr_t)migration);
	}
	for (uint32_t k = same; k < known->count; k++) {
		const Known *old = &known->items[k];
		const Migration *migration = mv_map_get(&now, key_of(old->app, old->version, old->name, arena));
		const Migration *renamed = migration ? NULL : mv_map_get(&by_digest, old->digest);

		mv_map_set(&before, key_of(old->app, old->version, old->name, arena), (void *)(uintptr_t)old);
		if (renamed)
			mv_map_set(&before, key_of(renamed->app, renamed->version, renamed->name, arena), (void *)(uintptr_t)old);
		if (migration && migration->kind == MIGRATION_REPEATABLE)
			continue;
		if (!migration)
			add_rewrite(build, arena, renamed ? "renamed" : "removed", old, NULL, renamed ? &origins[renamed->number] : NULL);
		else if (!mv_streq(old->digest, origins[migration->number].digest))
			add_rewrite(build, arena, "edited", old, migration, &origins[migration->number]);
	}
	for (uint32_t m = same; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		if (migration->kind != MIGRATION_REPEATABLE && mv_map_get(&before, key_of(migration->app, migration->version, migration->name, arena)))
			last = m;
	}
	for (uint32_t m = same; m < last; m++) {
		const Migration *migration = set->migrations.items[m];

		if (!mv_map_get(&before, key_of(migration->app, migration->version, migration->name, arena)))
			add_rewrite(build, arena, "inserted", NULL, migration, &origins[migration->number]);
	}
}

static bool store_rewrites(Build *build, uint32_t from, int64_t history, Error *err)
{
	for (uint32_t i = from; i < build->rewrites.count; i++) {
		const Rewrite *rewrite = &build->rewrites.items[i];
		const Cell values[] = { cell_number(history), cell_text(rewrite->what), cell_text(rewrite->version), cell_text(rewrite->name),
					cell_text(rewrite->path), cell_text(rewrite->old_digest), cell_text(rewrite->new_digest) };

		if (!run(build, "INSERT INTO rewrites (history, what, version, name, path, old_digest, new_digest) VALUES (?, ?, ?, ?, ?, ?, ?)", values, 7, err))
			return false;
	}
	return true;
}

/* What is recorded of a history behind these is forgotten. */
static bool forget(Build *build, const SetHistory *set, Arena *arena, Error *err)
{
	const Cell end = cell_number(set->base + ((int64_t)1 << HISTORY_BITS));
	const Cell change[] = { cell_number(set->base + set->changes_before), end }, migration[] = { cell_number(set->base + set->migrations_before), end };
	const Cell statement[] = { cell_number(set->base + set->statements_before), end };
	static const struct {
		const char *sql;
		int by;
	} deletes[] = {
		{ "DELETE FROM migrations WHERE id > ? AND id <= ?", 0 },      { "DELETE FROM statements WHERE id > ? AND id <= ?", 1 },
		{ "DELETE FROM changes WHERE id > ? AND id <= ?", 2 },	       { "DELETE FROM locks WHERE change > ? AND change <= ?", 2 },
		{ "DELETE FROM grants WHERE change > ? AND change <= ?", 2 },  { "DELETE FROM findings WHERE migration > ? AND migration <= ?", 0 },
	};
	const Cell *const bounds[] = { migration, statement, change };

	for (size_t i = 0; i < sizeof deletes / sizeof *deletes; i++) {
		if (!run(build, deletes[i].sql, bounds[deletes[i].by], 2, err))
			return false;
	}
	for (int t = 0; t < STORE_TABLE_COUNT; t++) {
		const char *name = mv_memory_table_name((StoreTable)t);

		if (mv_memory_is_versioned((StoreTable)t) &&
		    (!run(build, mv_arena_format(arena, "DELETE FROM %s WHERE from_change > ? AND from_change <= ?", name), change, 2, err) ||
		     !run(build, mv_arena_format(arena, "UPDATE %s SET to_change = NULL WHERE to_change > ? AND to_change <= ?", name), change, 2, err)))
			return false;
	}
	return true;
}

static bool read_open(Build *build, SetHistory *set, Arena *arena, Error *err)
{
	Reading reading = { .arena = arena, .history = build->history, .set = set };
	const Cell range[] = { cell_number(set->base), cell_number(set->base + ((int64_t)1 << HISTORY_BITS)) };

	for (int t = 0; t < STORE_TABLE_COUNT; t++) {
		reading.table = (StoreTable)t;
		if (mv_memory_is_versioned((StoreTable)t) &&
		    !read(build,
			  mv_arena_format(arena, "SELECT %s FROM %s WHERE to_change IS NULL AND %s > ? AND %s <= ?", t == STORE_SCHEMAS ? "name" : "id",
					  mv_memory_table_name((StoreTable)t), t == STORE_SCHEMAS ? "from_change" : "id", t == STORE_SCHEMAS ? "from_change" : "id"),
			  range, 2, take_open, &reading, err))
			return false;
	}
	return true;
}

/* ---- one history ---- */

static bool add_history(Build *build, const MigrationSet *of, const char *path, const char *made_by, Reading *reading, Error *err)
{
	const Cell values[] = { cell_number(build->project_id), cell_text(path), cell_text(of->layout->name), cell_text(made_by) };

	return run(build, "INSERT INTO histories (project, path, layout, made_by, migrations, statements, changes) VALUES (?, ?, ?, ?, 0, 0, 0)", values, 4, err) &&
	       read(build, "SELECT id FROM histories WHERE project = ? AND path = ?", values, 2, take_number, &reading->id, err);
}

static bool compare(Build *build, const MigrationSet *of, const char *made_by, bool anew, Arena *arena, Error *err)
{
	const Cell key[] = { cell_number(build->project_id), cell_text(mv_history_path(build->history, of->path)) };
	Reading reading = { .arena = arena };
	uint32_t same = 0, rewrites = build->rewrites.count;
	SetHistory *set;
	const MigrationOrigin *origins = build->history->origins.items;

	if (!read(build, "SELECT id, made_by, migrations, statements, changes FROM histories WHERE project = ? AND path = ?", key, 2, take_history, &reading, err) ||
	    (!reading.found && !add_history(build, of, key[1].text, made_by, &reading, err)))
		return false;
	set = mv_history_add_set(build->history, of, mv_history_base(reading.id) >> HISTORY_BITS);
	if (!reading.found) {
		build->added += of->migrations.count;
		return true;
	}
	if (!read(build, "SELECT version, name, path, digest, app, last_change FROM migrations WHERE id > ? AND id <= ? ORDER BY id",
		  (const Cell[]){ cell_number(set->base), cell_number(set->base + ((int64_t)1 << HISTORY_BITS)) }, 2, take_migration, &reading, err))
		return false;
	if (anew || !mv_streq(reading.made_by, made_by)) {
		build->again = anew ? "as asked" : mv_arena_format(arena, "%s made it, this is %s", reading.made_by, made_by);
		if (!run(build, "UPDATE histories SET made_by = ? WHERE id = ?", (const Cell[]){ cell_text(made_by), cell_number(reading.id) }, 2, err))
			return false;
	} else {
		while (same < reading.known.count && same < of->migrations.count &&
		       is_same(&reading.known.items[same], of->migrations.items[same], &origins[of->migrations.items[same]->number]))
			same++;
	}
	if (same < reading.known.count && !build->again)
		note_rewrites(build, of, &reading.known, same, arena);
	set->migrations_before = same;
	set->changes_before = same ? reading.known.items[same - 1].last_change - set->base : 0;
	set->statements_before = reading.statements;
	build->added += of->migrations.count - same;
	for (uint32_t m = 0; m < same; m++)
		of->migrations.items[m]->under_review = false;
	if (same < reading.known.count) {
		build->changed = true;
		if (same && !read(build, "SELECT coalesce(max(id), ?) FROM statements WHERE migration IN (SELECT id FROM migrations WHERE id > ? AND id <= ?) AND id <= ?",
				  (const Cell[]){ cell_number(set->base), cell_number(set->base), cell_number(set->base + same),
						  cell_number(set->base + ((int64_t)1 << HISTORY_BITS)) }, 4, take_number, &set->statements_before, err))
			return false;
		set->statements_before = same ? set->statements_before - set->base : 0;
		if (!forget(build, set, arena, err) || !store_rewrites(build, rewrites, reading.id, err))
			return false;
	}
	return !same || same == of->migrations.count || read_open(build, set, arena, err);
}

/* ---- the whole ---- */

/* "db/" when the working directory is db of the repository */
static const char *prefix_of(Arena *arena)
{
	const char *root = mv_store_root(arena);
	char *here = realpath(".", NULL);
	size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);
	const char *prefix = here && strncmp(here, root, length) == 0 && here[length] == '/' && here[length + 1] ? mv_arena_format(arena, "%s/", here + length + 1) : "";

	free(here);
	return prefix;
}

static const char *made_by(const Config *config, Arena *arena)
{
	return mv_arena_format(arena, "migvet %s for PostgreSQL %d", MV_VERSION, config->versions.items[config->versions.count - 1]);
}

bool mv_build_begin(Build *build, Store *store, const char *project_name, const Project *project, const Config *config, bool anew, Arena *arena, Error *err)
{
	History *history = MV_NEW(arena, History);

	int was;

	*build = (Build){ .store = store, .project = project, .history = history };
	build->project_name = project_name ? project_name : mv_project_name(arena);
	history->arena = arena;
	history->scratch = mv_arena_new();
	history->project = project;
	history->is_store = true;
	history->prefix = prefix_of(arena);
	build->begun = store->backend->begin(store, build->project_name, err);
	if (!build->begun)
		return false;
	build->index_later = store->version == 0;
	was = store->version;
	if (!mv_store_upgrade(store, !build->index_later, err) || !mv_store_project(store, build->project_name, &build->project_id, err))
		return false;
	build->upgraded = was && store->version != was;
	for (uint32_t s = 0; s < project->sets.count; s++) {
		for (uint32_t m = 0; m < project->sets.items[s]->migrations.count; m++) {
			Migration *migration = project->sets.items[s]->migrations.items[m];

			while (history->origins.count <= migration->number)
				*VEC_PUSH(arena, &history->origins) = (MigrationOrigin){ 0 };
			history->origins.items[migration->number].digest = digest_of(migration, arena);
			migration->under_review = true;
		}
	}
	for (uint32_t s = 0; s < project->sets.count; s++) {
		if (mv_set_is_judged(project->sets.items[s]) && !compare(build, project->sets.items[s], made_by(config, arena), anew, arena, err))
			return false;
	}
	return true;
}

static bool write_counts(Build *build, Error *err)
{
	for (uint32_t s = 0; s < build->history->sets.count; s++) {
		const SetHistory *set = build->history->sets.items[s];
		const Cell values[] = { cell_number(set->migrations_before + set->migrations.count), cell_number(set->statements_before + set->statements),
					cell_number(set->changes_before + set->changes.count), cell_number((set->base >> HISTORY_BITS) + 1) };

		build->changes_added += set->changes.count;
		if (!run(build, "UPDATE histories SET migrations = ?, statements = ?, changes = ? WHERE id = ?", values, 4, err))
			return false;
	}
	return true;
}

static bool write_ends(Build *build, Arena *arena, Error *err)
{
	for (uint32_t i = 0; i < build->history->ended.count; i++) {
		const EndedRow *row = &build->history->ended.items[i];
		const char *table = mv_memory_table_name(row->table);
		const Cell by_id[] = { cell_number(row->change), cell_number(row->id), cell_number(row->change) };
		const Cell by_name[] = { cell_number(row->change), cell_text(row->name), cell_number(row->base), cell_number(row->change) };

		if (row->name ? !run(build, mv_arena_format(arena, "UPDATE %s SET to_change = ? WHERE name = ? AND to_change IS NULL AND from_change > ? AND from_change < ?", table), by_name, 4, err) :
				!run(build, mv_arena_format(arena, "UPDATE %s SET to_change = ? WHERE id = ? AND to_change IS NULL AND from_change < ?", table), by_id, 3, err))
			return false;
	}
	return true;
}

bool mv_build_record(Build *build, const Config *config, const FindingVec *findings, Error *err)
{
	History *history = build->history;
	bool ok;

	if (!build->added && !build->changed)
		return true;
	find_origins(build, history->arena);
	history->db = mv_store_sqlite_of(build->store);
	/* a server gets what was written beside it */
	ok = history->db ? mv_memory_prepare(history, err) : mv_memory_open(history, err);
	if (!ok)
		return false;
	mv_history_record(history, config, findings, false);
	if (history->failed)
		return mv_fail(err, "%s", history->error.message);
	return write_ends(build, history->arena, err) && (!history->db_is_own || mv_memory_copy(history, build->store, err)) && write_counts(build, err) &&
	       (!build->index_later || mv_store_upgrade(build->store, true, err));
}

bool mv_build_end(Build *build, bool keep, Error *err)
{
	bool ok = true, wrote = build->added || build->changed || build->upgraded;

	mv_history_free(build->history);
	build->history = NULL;
	if (build->begun)
		ok = build->store->backend->end(build->store, keep && wrote, err);
	build->begun = false;
	return ok;
}
