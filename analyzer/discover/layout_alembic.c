/*
 * layout_alembic.c: Alembic trees: the directories of revisions that one
 * env.py runs are one history. Their order is the graph's
 * (analyzer/python/alembic/graph.c).
 */
#include "families.h"

#include <string.h>

/* env.py decides; by default one transaction is put around all revisions that are pending. */
const Layout mv_layout_alembic = {
	.name = "alembic",
	.runner = "Alembic",
	.history_table = "alembic_version",
	.transaction = TRANSACTION_ALL,
	.no_transaction = "'with op.get_context().autocommit_block()'",
	.sends_sql = "'op.execute'",
	.python = true,
};

enum { READ_FOR_EVIDENCE = 16, LEVELS_TO_ENV = 4 };

static bool revision_text(Str text)
{
	return (mv_str_find(text, STR("\ndown_revision"), 0) != SIZE_MAX || mv_str_starts(text, STR("down_revision"))) &&
	       (mv_str_find(text, STR("\nrevision"), 0) != SIZE_MAX || mv_str_starts(text, STR("revision")));
}

/* "0a1b2c3d4e5f_x.py", "2024_01_31_x.py", "001_x.py" */
static bool hash_or_number(const char *name)
{
	int digits = 0, letters = 0;

	for (; (*name >= '0' && *name <= '9') || (*name >= 'a' && *name <= 'f'); name++) {
		if (*name >= '0' && *name <= '9')
			digits++;
		else
			letters++;
	}
	return (*name == '_' || *name == '-' || *name == '.') && (digits + letters >= 8 || (digits >= 3 && !letters));
}

static bool named_so(const char *name)
{
	static const char *const words[] = { "version", "alembic", "migration", "revision" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (mv_str_find(mv_str(name), mv_str(words[i]), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

bool mv_alembic_claims(Discovery *d, Directory *directory)
{
	bool named = named_so(directory->name) || (directory->parent && named_so(directory->parent->name));
	int tried = 0;

	for (uint32_t i = 0; i < directory->scripts.count && tried < READ_FOR_EVIDENCE; i++) {
		File *file = &directory->scripts.items[i];

		if (strcmp(file->name, "env.py") == 0 || strcmp(file->name, "__init__.py") == 0 ||
		    (!named && !hash_or_number(file->name)))
			continue;
		tried++;
		if (mv_file_source(d, file) && revision_text(file->source->text))
			return true;
	}
	return false;
}

/* ---- collecting ---- */

static const char *title_of(Discovery *d, const char *name, Str revision)
{
	Str stem = mv_str_slice(mv_str(name), 0, strlen(name) - 3);

	if (mv_str_starts(stem, revision))
		stem = mv_str_slice(stem, revision.len, stem.len);
	return mv_words(d, stem);
}

static void add_revisions(Steps *steps, Directory *directory, bool recursive)
{
	Discovery *d = steps->d;

	for (uint32_t i = 0; i < directory->scripts.count; i++) {
		File *file = &directory->scripts.items[i];
		Str revision = { 0 };
		Step *step;

		if (!mv_file_source(d, file)) {
			/* it may be one: keeps its place, wherever that is */
			if (strcmp(file->name, "__init__.py") != 0 && strcmp(file->name, "env.py") != 0)
				mv_steps_add(steps, file, STR(""), mv_str(file->name));
			continue;
		}
		if (!revision_text(file->source->text))
			continue;
		revision = mv_python_assigned(file->source->text, "revision");
		step = mv_steps_add(steps, file, revision, STR(""));
		step->migration->name = title_of(d, file->name, revision);
	}
	for (uint32_t i = 0; recursive && i < directory->directories.count; i++)
		add_revisions(steps, directory->directories.items[i], true);
}

/* The directory in the tree that is being walked, or read on its own. */
static Directory *directory_at(Discovery *d, const char *path)
{
	Directory *directory = mv_path_within(path, d->root->path) ? mv_map_get(&d->visited, path) : NULL;

	return directory ? directory : mv_walk_again(d, path);
}

static bool holds_revisions(Discovery *d, Directory *directory)
{
	return mv_alembic_claims(d, directory);
}

static void collect_tree(Discovery *d, AlembicTree *tree)
{
	const char *place = tree->script ? tree->script : tree->versions.items[0], *key = mv_arena_format(d->arena, "alembic %s", place);
	Directory *directory = MV_NEW(d->arena, Directory);
	PythonProject *python;
	Steps steps;

	for (uint32_t i = 0; i < tree->versions.count; i++)
		key = mv_arena_format(d->arena, "%s:%s", key, tree->versions.items[i]);
	if (mv_map_get(&d->python_sets, key))
		return;
	mv_map_set(&d->python_sets, key, directory);
	directory->path = place;
	directory->name = mv_path_base(place);
	steps = mv_steps_new(d, &mv_layout_alembic, directory, ORDER_LISTED);
	python = mv_python_project(d, tree->config_directory ? tree->config_directory : mv_import_root(d, place));
	mv_python_import_root(d, python, mv_import_root(d, place));
	mv_python_import_root(d, python, mv_path_parent(d, place));
	if (tree->script && mv_path_exists(d, tree->script, "env.py"))
		python->env_file = mv_join(d, tree->script, "env.py");
	steps.set->python = python;
	for (uint32_t i = 0; i < tree->versions.count; i++) {
		Directory *versions = directory_at(d, tree->versions.items[i]);
		bool recursive = tree->recursive;

		if (!versions)
			continue;
		mv_directory_consume(versions);
		/* told by nobody, but there is nothing else: env.py's configuration is made in code */
		if (!recursive && !holds_revisions(d, versions))
			recursive = true;
		add_revisions(&steps, versions, recursive);
	}
	python->version = d->options->config ? d->options->config->sqlalchemy_version : NULL;
	if (!python->version)
		python->version = mv_required_version(d, python, place, "sqlalchemy");
	mv_steps_finish(&steps);
}

static void complete_tree(Discovery *d, AlembicTree *tree)
{
	if (!tree->versions.count && tree->script)
		*VEC_PUSH(d->arena, &tree->versions) = mv_join(d, tree->script, "versions");
}

static bool tree_covers(const AlembicTreeVec *trees, const char *path, const char *script)
{
	for (uint32_t i = 0; i < trees->count; i++) {
		const AlembicTree *tree = &trees->items[i];

		if (script && mv_streq(tree->script, script))
			return true;
		for (uint32_t k = 0; k < tree->versions.count; k++) {
			if (mv_path_within(path, tree->versions.items[k]))
				return true;
		}
	}
	return false;
}

/* What a configuration file above says about the directory; else the directory with env.py stands for itself. */
static void add_script_directory(Discovery *d, const char *script, AlembicTreeVec *trees)
{
	static const char *const names[] = { "alembic.ini", "pyproject.toml" };
	AlembicTree tree = { .script = script };
	Directory at = { .path = script, .name = mv_path_base(script) };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		AlembicTreeVec told = { 0 };
		File *file = mv_manifest_above(d, &at, names[i]);

		if (file && i == 0)
			mv_alembic_ini_read(d, file, &told);
		else if (file)
			mv_alembic_pyproject_read(d, file, &told);
		for (uint32_t k = 0; k < told.count; k++) {
			if (!mv_streq(told.items[k].script, script))
				continue;
			complete_tree(d, &told.items[k]);
			*VEC_PUSH(d->arena, trees) = told.items[k];
			return;
		}
	}
	tree.recursive = true;
	complete_tree(d, &tree);
	*VEC_PUSH(d->arena, trees) = tree;
}

static const char *script_above(Discovery *d, const char *versions)
{
	const char *at = versions;

	for (int level = 0; level < LEVELS_TO_ENV && strcmp(at, "/") != 0; level++) {
		if (mv_path_exists(d, at, "env.py"))
			return at;
		at = mv_path_parent(d, at);
	}
	return NULL;
}

/* A directory with revisions that no tree told of so far. */
static void add_versions(Discovery *d, Directory *directory, AlembicTreeVec *trees)
{
	const char *script = script_above(d, directory->path);
	AlembicTree tree = { .recursive = true };

	if (tree_covers(trees, directory->path, NULL))
		return;
	if (script && !tree_covers(trees, directory->path, script)) {
		add_script_directory(d, script, trees);
		if (tree_covers(trees, directory->path, NULL))
			return;
	}
	/* env.py gets its locations in code: they belong to its tree */
	for (uint32_t i = 0; script && i < trees->count; i++) {
		if (mv_streq(trees->items[i].script, script) && !trees->items[i].configured) {
			*VEC_PUSH(d->arena, &trees->items[i].versions) = directory->path;
			return;
		}
	}
	*VEC_PUSH(d->arena, &tree.versions) = directory->path;
	*VEC_PUSH(d->arena, trees) = tree;
}

void mv_alembic_collect(Discovery *d, const AlembicEvidence *evidence)
{
	AlembicTreeVec trees = { 0 };

	for (uint32_t i = 0; i < evidence->files.count; i++) {
		uint32_t first = trees.count;

		mv_alembic_ini_read(d, evidence->files.items[i], &trees);
		for (uint32_t k = first; k < trees.count; k++)
			complete_tree(d, &trees.items[k]);
	}
	for (uint32_t i = 0; i < evidence->environments.count; i++) {
		const char *script = evidence->environments.items[i]->path;

		if (!tree_covers(&trees, script, script))
			add_script_directory(d, script, &trees);
	}
	for (uint32_t i = 0; i < evidence->versions.count; i++)
		add_versions(d, evidence->versions.items[i], &trees);
	for (uint32_t i = 0; i < trees.count; i++)
		collect_tree(d, &trees.items[i]);
	for (uint32_t i = 0; i < evidence->versions.count; i++)
		mv_directory_consume(evidence->versions.items[i]);
}
