/*
 * layout_directory.c: one directory per migration (diesel, hasura, Prisma), or
 * one per version with several steps inside (synapse's delta, manifest.json,
 * nested numbers).
 */
#include "families.h"

#include <string.h>

/*
 * A transaction per migration. With "run_in_transaction = false" in
 * metadata.toml the file goes to the server as one query string, which is an
 * implicit transaction block again unless it holds a single statement.
 */
const Layout mv_layout_diesel = {
	.name = "diesel",
	.runner = "Diesel",
	.no_transaction = "'run_in_transaction = false' in its metadata.toml",
	.history_table = "__diesel_schema_migrations",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
};

/* The CLI sends a migration through run_sql, which the server wraps in a transaction. */
const Layout mv_layout_hasura = {
	.name = "hasura",
	.runner = "Hasura",
	.history_table = "hdb_catalog.schema_migrations",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
};

/* migrate deploy sends the script as one query string: an implicit transaction block. */
const Layout mv_layout_prisma = {
	.name = "prisma",
	.runner = "Prisma",
	.history_table = "_prisma_migrations",
	.transaction = TRANSACTION_IMPLICIT,
	.late = LATE_APPLIED,
	.checksum = CHECKSUM_BYTES,
	.by_name = true,
};

/* Synapse applies all missing deltas on one connection without autocommit and commits at the end. */
const Layout mv_layout_synapse = {
	.name = "synapse",
	.runner = "Synapse",
	.history_table = "applied_schema_deltas",
	.transaction = TRANSACTION_ALL,
};

/* Temporal's schema tool: the files that a version's manifest.json lists, executed statement by statement. */
const Layout mv_layout_manifest = {
	.name = "manifest",
	.runner = "the schema tool",
	.history_table = "schema_version",
	.transaction = TRANSACTION_NONE,
};

/* Home-made: nothing is known of its transactions. */
const Layout mv_layout_nested = { .name = "nested", .runner = "the runner", .transaction = TRANSACTION_UNKNOWN };

static bool version_name(const char *name)
{
	if (*name == 'v' || *name == 'V')
		name++;
	if (*name < '0' || *name > '9')
		return false;
	for (; *name; name++) {
		if ((*name < '0' || *name > '9') && *name != '.' && *name != '_')
			return false;
	}
	return true;
}

static uint32_t children_with(const Directory *directory, const char *file)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < directory->directories.count; i++)
		count += mv_directory_file(directory->directories.items[i], file) != NULL;
	return count;
}

static uint32_t version_children(const Directory *directory)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < directory->directories.count; i++)
		count += version_name(directory->directories.items[i]->name) && directory->directories.items[i]->sql_files;
	return count;
}

/* ---- one directory per migration ---- */

bool mv_directory_claims(Discovery *d, Directory *directory)
{
	uint32_t ups = children_with(directory, "up.sql"), migrations = children_with(directory, "migration.sql");

	(void)d;
	if (mv_directory_file(directory, "migration_lock.toml") && directory->directories.count && migrations)
		return true;
	return (ups || migrations) && (ups + migrations) * 2 >= directory->directories.count;
}

static const Layout *directory_layout(Discovery *d, Directory *directory)
{
	if (children_with(directory, "migration.sql"))
		return children_with(directory, "snapshot.json") ? &mv_layout_drizzle : &mv_layout_prisma;
	for (uint32_t i = 0; i < directory->directories.count; i++) {
		/* hasura's versions are milliseconds */
		if (mv_stem_parse(directory->directories.items[i]->name).version.len == 13)
			return &mv_layout_hasura;
	}
	(void)d;
	return &mv_layout_diesel;
}

/* `key = "value"` or `key: value` of a small file. */
static Str value_of(Str text, const char *key)
{
	Str line;

	while (mv_str_next_line(&text, &line)) {
		size_t at;

		line = mv_str_trim(line);
		if (!mv_str_starts(line, mv_str(key)))
			continue;
		line = mv_str_trim(mv_str_slice(line, strlen(key), line.len));
		if (line.len == 0 || (line.ptr[0] != '=' && line.ptr[0] != ':'))
			continue;
		line = mv_str_trim(mv_str_slice(line, 1, line.len));
		if (line.len && (line.ptr[0] == '"' || line.ptr[0] == '\'')) {
			line = mv_str_slice(line, 1, line.len);
			at = mv_str_find(line, STR("\""), 0);
			if (at == SIZE_MAX)
				at = mv_str_find(line, STR("'"), 0);
			return mv_str_slice(line, 0, at == SIZE_MAX ? line.len : at);
		}
		at = mv_str_find(line, STR(" "), 0);
		return mv_str_slice(line, 0, at == SIZE_MAX ? line.len : at);
	}
	return STR("");
}

static const char *lock_dialect(Discovery *d, Directory *directory)
{
	File *lock = mv_directory_file(directory, "migration_lock.toml");

	return lock && mv_file_source(d, lock) ? mv_dialect_named(value_of(lock->source->text, "provider")) : NULL;
}

/* diesel's version is what stands before the first '_', without dashes. */
static const char *diesel_version(Discovery *d, const char *name)
{
	char *version = mv_arena_strdup(d->arena, name), *out = version;

	for (const char *p = name; *p && *p != '_'; p++) {
		if (*p != '-')
			*out++ = *p;
	}
	*out = '\0';
	return version;
}

static Step *add_directory_step(Steps *steps, Directory *child)
{
	static const char *const scripts[] = { "migration.ts", "migration.js", "up.ts", "up.js", "up.rs", "up.sh" };
	FileName name = mv_stem_parse(child->name);
	File *up = mv_directory_file(child, "migration.sql"), *down = mv_directory_file(child, "down.sql");
	Step *step;

	if (!up)
		up = mv_directory_file(child, "up.sql");
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0] && !up; i++) {
		File *script = mv_directory_file(child, scripts[i]);

		if (script)
			return mv_steps_add_opaque(steps, script, name.version, name.title,
						   mv_name_parse(script->name).language);
	}
	if (!up)
		return NULL;
	step = mv_steps_add(steps, up, name.version, name.title);
	if (steps->set->layout == &mv_layout_drizzle)
		mv_breakpoint_sections(steps->d, step->migration);
	else
		mv_section_whole(steps->d, step->migration);
	if (down)
		mv_step_set_down(steps, step, down);
	return step;
}

void mv_directory_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	const Layout *found = layout ? layout : directory_layout(d, directory);
	Steps steps = mv_steps_new(d, found, directory, found == &mv_layout_hasura ? ORDER_NUMBER : ORDER_TEXT);
	const char *dialect = lock_dialect(d, directory);

	/* Prisma and drizzle tell migrations apart by the directory's whole name */
	steps.unique_versions = found == &mv_layout_diesel || found == &mv_layout_hasura;
	if (dialect)
		steps.set->dialect = dialect;
	for (uint32_t i = 0; i < directory->directories.count; i++) {
		Directory *child = directory->directories.items[i];
		File *metadata = mv_directory_file(child, "metadata.toml");
		Step *step = add_directory_step(&steps, child);

		if (!step)
			continue;
		child->consumed = true;
		step->key = found == &mv_layout_hasura ? step->migration->version : child->name;
		if (found != &mv_layout_diesel)
			continue;
		step->key = step->migration->version = diesel_version(d, child->name);
		step->extra = metadata;
		if (metadata && mv_file_source(d, metadata) &&
		    mv_str_eq(value_of(metadata->source->text, "run_in_transaction"), STR("false")))
			step->migration->transaction = TRANSACTION_IMPLICIT;
	}
	mv_steps_finish(&steps);
}

/* ---- one directory per version, several steps inside ---- */

bool mv_versions_claims(Discovery *d, Directory *directory)
{
	uint32_t versions = version_children(directory);

	if (children_with(directory, "manifest.json") && versions)
		return true;
	if (!versions || directory->sql_files)
		return false;
	if (strcmp(directory->name, "delta") == 0 || mv_directory_child(directory, "delta") != NULL)
		return strcmp(directory->name, "delta") == 0;
	if (strcmp(directory->name, "full_schemas") == 0)
		return false;
	return (d->root->explicit_ || mv_place_suggests_migrations(d, directory)) &&
	       versions * 2 > directory->directories.count;
}

static bool foreign(const FileName *name)
{
	return name->dialect && !mv_streq(name->dialect, "postgresql");
}

static void add_file_step(Steps *steps, Directory *child, File *file, Map *downs)
{
	Discovery *d = steps->d;
	FileName name = mv_name_parse(file->name);
	Str version = mv_str(name.version.len ? mv_arena_format(d->arena, "%s/%.*s", child->name, STR_ARG(name.version)) :
						child->name);
	Step *step;
	File *down;

	if (foreign(&name) || name.part == PART_DOWN || (!name.sql && !name.language))
		return;
	if (name.language) {
		step = mv_steps_add_opaque(steps, file, version, name.title, name.language);
	} else {
		step = mv_steps_add(steps, file, version, name.title);
		mv_section_whole(d, step->migration);
		if (step->migration->source)
			step->migration->transaction =
				mv_directive_transaction(step->migration->source->text, step->migration->transaction);
		down = mv_map_get(downs, mv_arena_strndup(d->arena, name.stem.ptr, name.stem.len));
		if (down)
			mv_step_set_down(steps, step, down);
	}
	step->key = mv_arena_format(d->arena, "%s/%s", child->name, file->name);
}

static void add_version(Steps *steps, Directory *child)
{
	Discovery *d = steps->d;
	Map downs, specific;

	mv_map_init(&downs, d->arena);
	mv_map_init(&specific, d->arena);
	for (uint32_t i = 0; i < child->files.count; i++) {
		FileName name = mv_name_parse(child->files.items[i].name);
		const char *stem = mv_arena_strndup(d->arena, name.stem.ptr, name.stem.len);

		if (name.part == PART_DOWN && !foreign(&name))
			mv_map_set(&downs, stem, &child->files.items[i]);
		else if (mv_streq(name.dialect, "postgresql"))
			mv_map_set(&specific, stem, &child->files.items[i]);
	}
	for (uint32_t i = 0; i < child->files.count; i++) {
		FileName name = mv_name_parse(child->files.items[i].name);
		File *replaced = mv_map_get(&specific, mv_arena_strndup(d->arena, name.stem.ptr, name.stem.len));

		/* Synapse runs both, one after the other */
		if (!replaced || replaced == &child->files.items[i] || name.part == PART_DOWN || steps->set->layout == &mv_layout_synapse)
			add_file_step(steps, child, &child->files.items[i], &downs);
	}
}

/* The strings of manifest.json that end in ".sql", in their order. */
static void add_manifest(Steps *steps, Directory *child, File *manifest)
{
	Discovery *d = steps->d;
	Str text = mv_file_source(d, manifest) ? manifest->source->text : STR(""), version = mv_str(child->name);
	bool any = false;
	Map none;

	if (version.len && (version.ptr[0] | 32) == 'v')
		version = mv_str_slice(version, 1, version.len);
	mv_map_init(&none, d->arena);
	for (size_t at = 0; (at = mv_str_find(text, STR("\""), at)) != SIZE_MAX;) {
		size_t close = mv_str_find(text, STR("\""), at + 1);
		Str value = mv_str_slice(text, at + 1, close == SIZE_MAX ? text.len : close);
		File *file;
		Step *step;

		at = close == SIZE_MAX ? text.len : close + 1;
		if (!mv_name_parse(mv_arena_strndup(d->arena, value.ptr, value.len)).sql)
			continue;
		any = true;
		file = mv_directory_file(child, mv_arena_strndup(d->arena, value.ptr, value.len));
		if (!file) {
			mv_discover_problem(d, "journal-mismatch", mv_file_path(d, manifest),
					    mv_arena_format(d->arena, "'%.*s' is listed here, and there is no such file",
							    STR_ARG(value)),
					    "add the file, or take it off the list");
			continue;
		}
		step = mv_steps_add(steps, file, version, mv_name_parse(file->name).title);
		mv_section_whole(d, step->migration);
		step->extra = manifest;
		step->key = mv_arena_format(d->arena, "%.*s", STR_ARG(version));
	}
	for (uint32_t i = 0; i < child->files.count && !any; i++)
		add_file_step(steps, child, &child->files.items[i], &none);
}

/* Synapse starts a new database from full_schemas/<n>, which stands for all deltas up to n. */
static void add_full_schemas(Steps *steps, const Directory *directory)
{
	Directory *full = directory->parent ? mv_directory_child(directory->parent, "full_schemas") : NULL;
	Discovery *d = steps->d;

	for (uint32_t i = 0; full && i < full->directories.count; i++) {
		Directory *child = full->directories.items[i];
		File *file = mv_directory_file(child, "full.sql.postgres");
		Step *step;

		if (!file || !version_name(child->name))
			continue;
		child->consumed = full->consumed = true;
		step = mv_steps_add(steps, file, mv_str(child->name), STR("full schema"));
		mv_section_whole(d, step->migration);
		if (step->migration->source)
			step->migration->kind = MIGRATION_BASELINE;
		step->key = mv_arena_format(d->arena, "%s/~", child->name);
	}
}

void mv_versions_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	const Layout *found = layout ? layout : children_with(directory, "manifest.json") ? &mv_layout_manifest :
			      strcmp(directory->name, "delta") == 0 ? &mv_layout_synapse : &mv_layout_nested;
	Steps steps = mv_steps_new(d, found, directory, ORDER_NATURAL);

	for (uint32_t i = 0; i < directory->directories.count; i++) {
		Directory *child = directory->directories.items[i];
		File *manifest = mv_directory_file(child, "manifest.json");

		if (!version_name(child->name) || !child->sql_files)
			continue;
		child->consumed = true;
		if (manifest && found == &mv_layout_manifest)
			add_manifest(&steps, child, manifest);
		else
			add_version(&steps, child);
	}
	if (found == &mv_layout_synapse)
		add_full_schemas(&steps, directory);
	mv_steps_finish(&steps);
}
