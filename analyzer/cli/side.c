/* side.c: the schema of a directory, a revision, a file or a database; and what of it is not known. */
#include "side.h"

#include "migvet/live.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST_DIRECTORY = 1000 };

static bool is_there(const char *path, bool *regular)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	*regular = S_ISREG(st.st_mode);
	return true;
}

/* PATH@VERSION, unless there is something of the whole name. */
static void split_version(Side *side, const char *text, Arena *arena)
{
	const char *at = strrchr(text, '@');
	bool regular;

	side->path = text;
	if (!at || at == text || !at[1] || strchr(at, '/') || (side->kind != SIDE_REVISION && is_there(text, &regular)))
		return;
	side->path = mv_arena_strndup(arena, text, (size_t)(at - text));
	side->version = at + 1;
}

bool mv_side_parse(Side *side, const char *given, Arena *arena, Error *err)
{
	bool regular = false;

	*side = (Side){ .given = given, .kind = SIDE_MIGRATIONS };
	if (strncmp(given, "git:", 4) == 0) {
		const char *ref = given + 4, *colon = strchr(ref, ':');

		if (!colon || colon == ref)
			return mv_fail(err, "'%s' is no git:REF:PATH", given);
		side->kind = SIDE_REVISION;
		side->ref = mv_arena_strndup(arena, ref, (size_t)(colon - ref));
		split_version(side, colon[1] ? colon + 1 : ".", arena);
		return true;
	}
	if (mv_database_is_named(given)) {
		side->kind = SIDE_DATABASE;
		side->path = given;
		side->given = mv_database_shown(given, arena);
		return true;
	}
	split_version(side, given, arena);
	if (!is_there(side->path, &regular))
		return mv_fail(err, "there is no '%s'; a side is a directory of migrations (PATH or PATH@VERSION), git:REF:PATH, "
				    "a snapshot or SQL file, or postgresql://...", given);
	if (regular) {
		char start[16] = "";
		FILE *file = fopen(side->path, "rb");

		/* SQLite's databases say what they are */
		side->kind = file && fread(start, 1, 15, file) == 15 && strcmp(start, "SQLite format 3") == 0 ? SIDE_DATABASE : SIDE_FILE;
		if (file)
			fclose(file);
		if (side->version)
			return mv_fail(err, "'%s' is a file, which has no versions", side->path);
	}
	return true;
}

/* ---- what is not known ---- */

static void __attribute__((format(printf, 3, 4))) unknown(Side *side, Arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*VEC_PUSH(arena, &side->unknown) = mv_arena_vformat(arena, format, args);
	va_end(args);
}

static const char *shown_name(const Object *object, Arena *arena)
{
	return object->schema && *object->schema && strcmp(object->schema, "public") != 0 ?
		       mv_arena_format(arena, "%s.%s", object->schema, object->name) : object->name;
}

static void note_columns(Side *side, const Table *table, Arena *arena)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];

		if (column->maybe)
			unknown(side, arena, "column '%s.%s' may or may not be there", shown_name(&table->object, arena), column->name);
		/* of a view it follows from the query, which is compared */
		else if ((!column->type || column->type->unknown) && table->object.kind == OBJ_TABLE)
			unknown(side, arena, "the type of column '%s.%s' is not known", shown_name(&table->object, arena), column->name);
	}
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		if (table->constraints.items[i]->maybe)
			unknown(side, arena, "constraint '%s' of '%s' may or may not be there", table->constraints.items[i]->name,
				shown_name(&table->object, arena));
	}
}

static void note_objects(Side *side, const Map *map, Arena *arena)
{
	for (uint32_t i = 0; i < map->count; i++) {
		const Object *object = map->entries[i].value;

		if (!object || object->extension || (object->schema && strncmp(object->schema, "pg_", 3) == 0))
			continue;
		if (object->maybe)
			unknown(side, arena, "%s '%s' may or may not be there", mv_object_kind_name(object->kind), shown_name(object, arena));
		else if (object->incomplete)
			unknown(side, arena, "%s '%s' was made by no migration: not all of it is known", mv_object_kind_name(object->kind),
				shown_name(object, arena));
		else if (object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE)
			note_columns(side, (const Table *)object, arena);
	}
}

static void note_unknown(Side *side, Arena *arena)
{
	const Map *maps[] = { &side->schema.schemas, &side->schema.extensions, &side->schema.types, &side->schema.functions,
			      &side->schema.relations, &side->schema.others };
	const Birth *opaque = &side->schema.last_opaque;

	if (side->schema.opaque_changes)
		unknown(side, arena, "a statement%s%s%s has effects that are not known", opaque->migration ? " of '" : "",
			opaque->migration ? (opaque->migration->source ? opaque->migration->source->path : opaque->migration->name) : "",
			opaque->migration ? "'" : "");
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++)
		note_objects(side, maps[m], arena);
}

/* ---- the kinds ---- */

static void remove_tree(const char *directory, int depth)
{
	DIR *open = depth < DEEPEST_DIRECTORY ? opendir(directory) : NULL;
	const struct dirent *entry;
	char path[8192];

	while (open && (entry = readdir(open))) {
		struct stat st;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		    snprintf(path, sizeof path, "%s/%s", directory, entry->d_name) >= (int)sizeof path)
			continue;
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			remove_tree(path, depth + 1);
		else
			unlink(path);
	}
	if (open)
		closedir(open);
	rmdir(directory);
}

char *mv_directory_make(Arena *arena, Error *err)
{
	const char *temporary = getenv("TMPDIR");
	char *directory = mv_arena_format(arena, "%s/migvet-XXXXXX", temporary && *temporary ? temporary : "/tmp");

	if (mkdtemp(directory))
		return directory;
	mv_fail(err, "no directory '%s' can be made: %s", directory, strerror(errno));
	return NULL;
}

void mv_directory_remove(const char *directory)
{
	remove_tree(directory, 0);
}

/* The files of a revision have other names than they are shown with. */
static void show_paths(Side *side, Arena *arena)
{
	size_t length = strlen(side->directory);

	for (uint32_t s = 0; s < side->run.project.sets.count; s++) {
		MigrationSet *set = side->run.project.sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			Source *source = set->migrations.items[m]->source;
			const char *at = source ? strstr(source->path, side->directory) : NULL;

			if (at)
				source->path = mv_arena_format(arena, "%s:%s", side->ref, at + length + (at[length] == '/'));
		}
	}
}

static bool replay(Side *side, Arena *arena, Error *err)
{
	const Run *run = &side->run;
	const MigrationSet *set;
	bool found = side->version == NULL;

	if (run->project.sets.count != 1)
		return mv_fail(err, run->project.sets.count ? "'%s' holds %u histories of migrations; name the directory of the one that is wanted" :
							      "no migrations were found in '%s'",
			       side->given, (unsigned)run->project.sets.count);
	set = run->project.sets.items[0];
	for (uint32_t m = 0; side->version && m < set->migrations.count; m++)
		found = found || mv_streq(set->migrations.items[m]->version, side->version);
	if (!found)
		return mv_fail(err, "'%s' has no migration with version '%s'", side->path, side->version);
	if (!mv_set_is_judged(set))
		return mv_fail(err, "the migrations of '%s' are for %s, which is not replayed", side->given, set->dialect);
	mv_replay(set, side->version, false, side->server_version, run->arena, &side->schema);
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		if (migration->kind == MIGRATION_OPAQUE)
			unknown(side, arena, "'%s' is a migration in another language", migration->source ? migration->source->path : migration->name);
		for (uint32_t p = 0; p < migration->problems.count; p++) {
			if (mv_streq(migration->problems.items[p].rule, "syntax-error") || mv_streq(migration->problems.items[p].rule, "unreadable-file"))
				unknown(side, arena, "'%s': %s", migration->source ? migration->source->path : migration->name,
					migration->problems.items[p].message);
		}
		if (side->version && mv_streq(migration->version, side->version))
			break;
	}
	for (uint32_t p = 0; p < run->project.problems.count; p++) {
		if (mv_streq(run->project.problems.items[p].rule, "unreadable-file"))
			unknown(side, arena, "%s", run->project.problems.items[p].message);
	}
	return true;
}

static bool open_migrations(Side *side, const SideOptions *options, const char *path, Arena *arena, Error *err)
{
	RunOptions run = options->run;

	run.paths = &path;
	run.path_count = 1;
	side->ran = true;
	if (!mv_run_configure(&side->run, &run, err))
		return false;
	side->server_version = options->server_version ? options->server_version :
							 side->run.config.versions.items[side->run.config.versions.count - 1];
	if (!mv_run_discover(&side->run, &run, err) || !mv_run_read(&side->run, &run, err))
		return false;
	if (side->directory)
		show_paths(side, arena);
	if (options->choose && !options->choose(side, options->choose_data, arena, err))
		return false;
	return replay(side, arena, err);
}

/* The nearest configuration of the revision, at or above the migrations; NULL: it has none. */
static const char *configuration_of(const Side *side, const char *found, Arena *arena)
{
	static const char *const names[] = { "migvet.yaml", "migvet.yml", ".migvet.yaml", ".migvet.yml" };
	char *at = mv_arena_strdup(arena, found);
	bool regular = false;

	for (;;) {
		char *slash;

		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			const char *file = mv_arena_format(arena, "%s/%s", at, names[i]);

			if (is_there(file, &regular) && regular)
				return file;
		}
		slash = strrchr(at, '/');
		if (!slash || strlen(at) <= strlen(side->directory))
			return NULL;
		*slash = '\0';
	}
}

static bool open_revision(Side *side, const SideOptions *options, Arena *arena, Error *err)
{
	const char *found = NULL;
	SideOptions own = *options;
	bool ok;

	side->directory = mv_directory_make(arena, err);
	if (!side->directory)
		return false;
	ok = mv_revision_write(side->ref, side->path, side->directory, &found, arena, err);
	if (ok && !own.run.config_file && !own.run.no_config) {
		own.run.config_file = configuration_of(side, found, arena);
		own.run.no_config = !own.run.config_file;
	}
	ok = ok && open_migrations(side, &own, found, arena, err);
	/* nobody needs to know where it was */
	for (char *at = ok ? NULL : strstr(err->message, side->directory); at; at = strstr(err->message, side->directory))
		memmove(at, at + strlen(side->directory), strlen(at + strlen(side->directory)) + 1);
	remove_tree(side->directory, 0);
	side->directory = NULL;
	return ok;
}

static void take_snapshot(Side *side, const Snapshot *snapshot, Arena *arena)
{
	side->schema = snapshot->schema;
	mv_schema_take_main_role(&side->schema, arena);
	side->server_version = snapshot->server_version;
	if (snapshot->pattern)
		unknown(side, arena, "only schemas that match '%s' were read", snapshot->pattern);
	for (uint32_t i = 0; i < snapshot->unread.count; i++) {
		const Unread *unread = &snapshot->unread.items[i];

		unknown(side, arena, "%s%s%s%s could not be read: %s", unread->what, unread->name ? " '" : "", unread->name ? unread->name : "",
			unread->name ? "'" : "", unread->reason);
	}
}

bool mv_side_open(Side *side, const SideOptions *options, Arena *arena, Error *err)
{
	SnapshotOptions snapshot_options = { .url = side->path, .timeout = options->timeout };
	Snapshot snapshot;
	bool ok = false;

	switch (side->kind) {
	case SIDE_MIGRATIONS:
		ok = open_migrations(side, options, side->path, arena, err);
		break;
	case SIDE_REVISION:
		ok = open_revision(side, options, arena, err);
		break;
	case SIDE_FILE:
		ok = mv_snapshot_read(side->path, options->server_version ? options->server_version : 18, &snapshot, arena, err);
		break;
	case SIDE_DATABASE:
		ok = mv_snapshot_take(&snapshot_options, &snapshot, arena, err);
		break;
	}
	if (ok && (side->kind == SIDE_FILE || side->kind == SIDE_DATABASE))
		take_snapshot(side, &snapshot, arena);
	if (ok)
		note_unknown(side, arena);
	side->opened = ok;
	return ok;
}

void mv_side_release(Side *side)
{
	if (side->ran)
		mv_run_release(&side->run);
	side->ran = false;
}
