/* detect.c: which layout claims which directory: by metadata files, file names and markers, strongest evidence first. */
#include "families.h"

#include <string.h>

static bool markers_claim(Discovery *d, Directory *directory)
{
	return mv_markers_layout(d, directory) != NULL;
}

static void markers_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	const Layout *found = layout ? layout : mv_markers_layout(d, directory);

	mv_markers_collect(d, found, directory);
}

/* Up and down files look alike for several runners: the build files around them tell, or a directive. */
static const Layout *up_down_layout(Discovery *d, Directory *directory)
{
	File *sample[8];
	uint32_t count;

	if (mv_manifest_mentions(d, directory, "Cargo.toml", "sqlx"))
		return &mv_layout_sqlx;
	count = mv_sample_sql(d, directory, sample, 8);
	for (uint32_t i = 0; i < count; i++) {
		if (sample[i]->source && mv_str_find(sample[i]->source->text, STR("morph:nontransactional"), 0) != SIZE_MAX)
			return &mv_layout_morph;
	}
	for (uint32_t i = 0; i < directory->files.count; i++) {
		if (mv_name_parse(directory->files.items[i].name).autocommit)
			return &mv_layout_pop;
		/* golang-migrate knows SQL only: somebody's own runner */
		if (mv_name_parse(directory->files.items[i].name).language &&
		    mv_name_parse(directory->files.items[i].name).part != PART_WHOLE)
			return &mv_layout_plain;
		if (mv_str_find(mv_str(directory->files.items[i].name), STR(".undo."), 0) != SIZE_MAX)
			return &mv_layout_postgrator;
	}
	if (mv_manifest_mentions(d, directory, "go.mod", "mattermost/morph"))
		return &mv_layout_morph;
	if (mv_manifest_mentions(d, directory, "go.mod", "gobuffalo/pop") &&
	    !mv_manifest_mentions(d, directory, "go.mod", "golang-migrate"))
		return &mv_layout_pop;
	if (mv_manifest_mentions(d, directory, "package.json", "postgrator"))
		return &mv_layout_postgrator;
	return &mv_layout_golang_migrate;
}

static void up_down_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	mv_numbered_collect(d, layout ? layout : up_down_layout(d, directory), directory);
}

static const Layout *plain_layout(Discovery *d, Directory *directory)
{
	File *sample[8];
	uint32_t count = mv_sample_sql(d, directory, sample, 8);

	if (mv_str_ends(mv_str(directory->path), STR("supabase/migrations")))
		return &mv_layout_supabase;
	if (mv_manifest_mentions(d, directory, "Cargo.toml", "sqlx"))
		return &mv_layout_sqlx;
	for (uint32_t i = 0; i < count; i++) {
		if (sample[i]->source && mv_str_find(sample[i]->source->text, STR("-- postgres-migrations "), 0) != SIZE_MAX)
			return &mv_layout_postgres_migrations;
	}
	if (mv_manifest_mentions(d, directory, "package.json", "\"postgres-migrations\""))
		return &mv_layout_postgres_migrations;
	if (mv_manifest_mentions(d, directory, "package.json", "\"node-pg-migrate\""))
		return &mv_layout_node_pg_migrate;
	return &mv_layout_plain;
}

static void plain_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	const Layout *found = layout ? layout : plain_layout(d, directory);

	if (found == &mv_layout_node_pg_migrate)
		mv_markers_collect(d, found, directory);
	else
		mv_numbered_collect(d, found, directory);
}

/* ---- the families, strongest evidence first ---- */

typedef struct LayoutFamily {
	/* Does the directory show this layout's marks? */
	bool (*claims)(Discovery *d, Directory *directory);
	/* `layout` as configured; NULL: the one that was found */
	void (*collect)(Discovery *d, const Layout *layout, Directory *directory);
	const Layout *layouts[8];
} LayoutFamily;

static const LayoutFamily families[] = {
	{ mv_sqitch_claims, mv_sqitch_collect, { &mv_layout_sqitch } },
	{ mv_drizzle_claims, mv_drizzle_collect, { &mv_layout_drizzle } },
	{ mv_directory_claims, mv_directory_collect, { &mv_layout_diesel, &mv_layout_hasura, &mv_layout_prisma } },
	{ mv_graphile_claims, mv_graphile_collect, { &mv_layout_graphile } },
	{ mv_versions_claims, mv_versions_collect, { &mv_layout_synapse, &mv_layout_manifest, &mv_layout_nested } },
	{ mv_liquibase_claims, mv_liquibase_collect, { &mv_layout_liquibase } },
	{ mv_flyway_claims, mv_flyway_collect, { &mv_layout_flyway, &mv_layout_refinery, &mv_layout_ducktracker } },
	{ mv_up_down_claims, up_down_collect,
	  { &mv_layout_golang_migrate, &mv_layout_morph, &mv_layout_pop, &mv_layout_postgrator } },
	{ markers_claim, markers_collect,
	  { &mv_layout_goose, &mv_layout_dbmate, &mv_layout_schemactl, &mv_layout_sql_migrate, &mv_layout_dbwarden,
	    &mv_layout_tern, &mv_layout_node_pg_migrate, &mv_layout_evolutions } },
	{ mv_atlas_claims, mv_atlas_collect, { &mv_layout_atlas } },
	{ mv_numbered_claims, plain_collect,
	  { &mv_layout_plain, &mv_layout_sqlx, &mv_layout_postgres_migrations, &mv_layout_supabase } },
};
#define FAMILY_COUNT (sizeof families / sizeof families[0])

const Layout *const mv_layouts[] = {
	&mv_layout_alembic, &mv_layout_atlas, &mv_layout_dbmate, &mv_layout_dbwarden, &mv_layout_diesel, &mv_layout_django, &mv_layout_drizzle,
	&mv_layout_ducktracker, &mv_layout_flyway, &mv_layout_golang_migrate, &mv_layout_goose, &mv_layout_graphile,
	&mv_layout_hasura, &mv_layout_liquibase, &mv_layout_manifest, &mv_layout_morph, &mv_layout_nested,
	&mv_layout_node_pg_migrate, &mv_layout_plain, &mv_layout_evolutions, &mv_layout_pop, &mv_layout_postgrator,
	&mv_layout_postgres_migrations, &mv_layout_prisma, &mv_layout_refinery, &mv_layout_schemactl,
	&mv_layout_sql_migrate, &mv_layout_sqitch, &mv_layout_sqlx, &mv_layout_supabase, &mv_layout_synapse,
	&mv_layout_tern, NULL,
};

const Layout *mv_layout_find(const char *name)
{
	for (const Layout *const *layout = mv_layouts; *layout; layout++) {
		if (strcmp((*layout)->name, name) == 0)
			return *layout;
	}
	return NULL;
}

static const LayoutFamily *family_of(const Layout *layout)
{
	for (size_t i = 0; i < FAMILY_COUNT; i++) {
		for (size_t k = 0; k < 8 && families[i].layouts[k]; k++) {
			if (families[i].layouts[k] == layout)
				return &families[i];
		}
	}
	return NULL;
}

/* ---- evidence that several families ask for ---- */

uint32_t mv_sample_sql(Discovery *d, Directory *directory, File **sample, uint32_t max)
{
	uint32_t count = 0, seen = 0, step = directory->sql_files > max ? directory->sql_files / max : 1;

	for (uint32_t i = 0; i < directory->files.count && count < max; i++) {
		FileName name = mv_name_parse(directory->files.items[i].name);

		if (!name.sql || seen++ % step)
			continue;
		mv_file_source(d, &directory->files.items[i]);
		sample[count++] = &directory->files.items[i];
	}
	return count;
}

File *mv_manifest_above(Discovery *d, const Directory *directory, const char *name)
{
	const char *path = directory->path;

	while (*path) {
		const char *file_path = mv_join(d, path, name), *slash;
		File *file = mv_map_get(&d->manifests, file_path);

		if (!file) {
			file = mv_file_at(d, file_path);
			if (!file) {
				/* remembered as absent: a file that was tried in vain */
				file = MV_NEW(d->arena, File);
				file->tried = true;
			}
			mv_map_set(&d->manifests, file_path, file);
		}
		if (mv_file_source(d, file))
			return file;
		slash = strrchr(path, '/');
		if (strcmp(path, d->root->bound) == 0 || !slash)
			break;
		path = mv_arena_strndup(d->arena, path, (size_t)(slash - path));
	}
	return NULL;
}

bool mv_manifest_mentions(Discovery *d, const Directory *directory, const char *manifest, const char *word)
{
	File *file = mv_manifest_above(d, directory, manifest);

	return file && mv_str_find(file->source->text, mv_str(word), 0) != SIZE_MAX;
}

/* ---- detection ---- */

/* The configuration's word on a directory: an entry under `migrations` for it, or an override with a layout. */
static const PathConfig *configured(Discovery *d, const Directory *directory)
{
	const Config *config = d->options->config;

	for (uint32_t i = 0; config && i < config->migrations.count; i++) {
		const char *path = mv_resolve(d, d->config_directory, config->migrations.items[i].path);

		if (path && strcmp(path, directory->path) == 0)
			return &config->migrations.items[i];
	}
	return NULL;
}

static const Layout *overridden(Discovery *d, const Directory *directory)
{
	const Config *config = d->options->config;

	for (uint32_t i = 0; config && i < config->overrides.count; i++) {
		const PathOverride *override = &config->overrides.items[i];

		for (uint32_t k = 0; override->layout && k < override->paths.count && directory->files.count + directory->scripts.count; k++) {
			const File *first = directory->files.count ? &directory->files.items[0] : &directory->scripts.items[0];
			const char *file = mv_join(d, directory->path, first->name);

			if (mv_glob_match(override->paths.items[k], mv_config_path(d, directory->path)) ||
			    mv_glob_match(override->paths.items[k], mv_config_path(d, file)))
				return mv_layout_find(override->layout);
		}
	}
	return NULL;
}

bool mv_for_tests(const char *directory_name)
{
	static const char *const names[] = { "testdata", "test", "tests", "__tests__", "fixtures", "__fixtures__", "stubs", "stub" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(directory_name, names[i]) == 0)
			return true;
	}
	return false;
}

const Layout *mv_configured_layout(Discovery *d, const Directory *directory)
{
	const PathConfig *entry = configured(d, directory);

	return entry && entry->layout ? mv_layout_find(entry->layout) : overridden(d, directory);
}

/* What the configuration says of the histories of a directory that it names. */
static void apply_entry(Discovery *d, const PathConfig *entry, uint32_t first_set)
{
	for (uint32_t i = first_set; i < d->project->sets.count; i++) {
		MigrationSet *set = d->project->sets.items[i];

		if (entry->dialect)
			set->dialect = entry->dialect;
		if (entry->history_table)
			set->history_table = entry->history_table;
		if (entry->complete != TRI_UNKNOWN)
			set->history_complete = entry->complete == TRI_YES;
	}
}

void mv_detect(Discovery *d, Directory *directory)
{
	const PathConfig *entry = configured(d, directory);
	const Layout *layout = mv_configured_layout(d, directory);
	const LayoutFamily *family = layout ? family_of(layout) : NULL;
	bool python = layout && layout->python;
	uint32_t sets_before = d->project->sets.count;

	if (directory->consumed || (!d->root->explicit_ && directory->parent && mv_for_tests(directory->name)))
		return;
	for (size_t i = 0; i < FAMILY_COUNT && !family && !python; i++) {
		if (families[i].claims(d, directory))
			family = &families[i];
	}
	if (family)
		family->collect(d, layout, directory);
	for (uint32_t i = 0; i < directory->directories.count; i++)
		mv_detect(d, directory->directories.items[i]);
	if (entry)
		apply_entry(d, entry, sets_before);
}
