/*
 * discover.c: the stages of discovery in order.
 *
 *   paths given or configured, or the repository -> roots -> walk -> detect and
 *   collect (detect.c) -> what is left over -> numbers
 */
#include "families.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef VEC(Root) RootVec;

const char *mv_resolve(Discovery *d, const char *directory, const char *path)
{
	const char *joined = path[0] == '/' ? path : mv_join(d, directory, path);
	char *real = realpath(joined, NULL);
	const char *result = real ? mv_arena_strdup(d->arena, real) : NULL;

	free(real);
	return result;
}

const char *mv_path_parent(Discovery *d, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == path || !slash ? "/" : mv_arena_strndup(d->arena, path, (size_t)(slash - path));
}

const char *mv_path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool mv_path_exists(Discovery *d, const char *directory, const char *name)
{
	struct stat st;

	return stat(mv_join(d, directory, name), &st) == 0 || mv_memory_file(d, mv_join(d, directory, name));
}

static bool is_directory(const Discovery *d, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? S_ISDIR(st.st_mode) : mv_memory_directory(d, path) != NULL;
}

static bool python_file(const char *path)
{
	return mv_str_ends(mv_str(path), STR(".py"));
}

/* ---- roots: where the history of what was given begins ---- */

static bool all_digits(const char *s)
{
	if (*s == 'v')
		s++;
	if (!*s)
		return false;
	for (; *s; s++) {
		if ((*s < '0' || *s > '9') && *s != '.')
			return false;
	}
	return true;
}

static bool migration_directory_file(const char *name)
{
	static const char *const names[] = { "migration.sql", "up.sql", "down.sql", "metadata.toml", "migration.ts",
					     "manifest.json" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* A configured directory at or above the path. */
static const char *configured_root(Discovery *d, const char *path)
{
	const Config *config = d->options->config;

	for (uint32_t i = 0; config && i < config->migrations.count; i++) {
		const char *root = mv_resolve(d, d->config_directory, config->migrations.items[i].path);

		if (root && mv_path_within(path, root))
			return root;
	}
	return NULL;
}

static bool changelog_master_in(Discovery *d, const char *directory)
{
	static const char *const names[] = { "db.changelog-master", "db.changelog", "changelog-master", "changelog", "master",
					     "db.changelog-root", "liquibase-changelog" };
	static const char *const endings[] = { "yaml", "xml", "yml", "json" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++) {
			if (mv_path_exists(d, directory, mv_arena_format(d->arena, "%s.%s", names[i], endings[k])))
				return true;
		}
	}
	return false;
}

/*
 * The directory with the history that `path` belongs to: its own or, where
 * migrations are directories or trees, one above.
 */
static const char *history_root(Discovery *d, const char *path, const char *bound)
{
	bool directory = is_directory(d, path);
	const char *at = directory ? path : mv_path_parent(d, path), *configured = configured_root(d, path);
	const char *climb = at;

	if (configured)
		return configured;
	/* a plan, journal or lock file above rules over everything below it */
	for (int levels = 0; levels < 5 && mv_path_within(climb, bound); levels++) {
		if (changelog_master_in(d, climb) || mv_path_exists(d, climb, "sqitch.plan") || mv_path_exists(d, climb, "meta/_journal.json") ||
		    mv_path_exists(d, climb, "migration_lock.toml"))
			return climb;
		if (strcmp(climb, bound) == 0)
			break;
		climb = mv_path_parent(d, climb);
	}
	/* diesel, Prisma, hasura: one directory per migration */
	if (!directory && migration_directory_file(mv_path_base(path)) && strcmp(at, bound) != 0)
		at = mv_path_parent(d, at);
	else if (directory && strcmp(at, bound) != 0 &&
		 (mv_path_exists(d, at, "up.sql") || mv_path_exists(d, at, "migration.sql") || mv_path_exists(d, at, "manifest.json")))
		at = mv_path_parent(d, at);
	/* delta/<n>/, <version>/: one directory per version */
	while (!directory && all_digits(mv_path_base(at)) && strcmp(at, bound) != 0)
		at = mv_path_parent(d, at);
	if (!directory && (strcmp(mv_path_base(at), "committed") == 0 || strcmp(mv_path_base(at), "current") == 0) &&
	    strcmp(at, bound) != 0)
		at = mv_path_parent(d, at);
	/* Flyway: a tree below db/migration */
	if (!directory && strchr("VRUB", mv_path_base(path)[0]) && strstr(mv_path_base(path), "__")) {
		climb = at;
		for (int levels = 0; levels < 4 && strcmp(climb, bound) != 0; levels++) {
			if (strcmp(mv_path_base(climb), "migration") == 0 || strcmp(mv_path_base(climb), "migrations") == 0)
				return climb;
			climb = mv_path_parent(d, climb);
		}
	}
	return at;
}

static void add_root(Discovery *d, RootVec *roots, const char *path, bool given, bool whole)
{
	const char *bound = mv_git_top(path, d->arena);

	if (!bound || !mv_path_within(path, bound))
		bound = mv_path_within(path, d->top) ? d->top : path;
	*VEC_PUSH(d->arena, roots) = (Root){ .path = path, .bound = bound, .explicit_ = given, .whole = whole };
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const Root *)a)->path, ((const Root *)b)->path);
}

/* Sorted, without those inside others, so that nothing is walked twice. */
static void tidy_roots(RootVec *roots)
{
	uint32_t kept = 0;

	if (roots->count == 0)
		return;
	qsort(roots->items, roots->count, sizeof roots->items[0], by_path);
	for (uint32_t i = 0; i < roots->count; i++) {
		bool inside = false;

		for (uint32_t k = 0; k < kept && !inside; k++)
			inside = mv_path_within(roots->items[i].path, roots->items[k].path);
		/* equal ones stand next to each other */
		if (inside && strcmp(roots->items[i].path, roots->items[kept - 1].path) == 0)
			roots->items[kept - 1].whole |= roots->items[i].whole;
		if (!inside)
			roots->items[kept++] = roots->items[i];
	}
	roots->count = kept;
}

/*
 * A hook may hand over thousands of files of one directory: what their names
 * have in common is asked once.
 */
static const char *root_of(Discovery *d, const char *real, bool directory, Map *known)
{
	const char *at = directory ? real : mv_path_parent(d, real), *base = mv_path_base(real), *key, *root, *bound;

	key = mv_arena_format(d->arena, "%d%d%d %s", directory, !directory && migration_directory_file(base),
			      !directory && strchr("VRUB", base[0]) && strstr(base, "__"), at);
	root = mv_map_get(known, key);
	if (root)
		return root;
	bound = mv_git_top(at, d->arena);
	if (!bound)
		bound = mv_path_within(real, d->top) ? d->top : "/";
	root = history_root(d, real, bound);
	mv_map_set(known, key, (void *)(uintptr_t)root);
	return root;
}

/* mv_resolve of what was given; the directory before the last component is resolved once. */
static const char *resolve_given(Discovery *d, const char *given, Map *known, bool *directory)
{
	const char *slash = strrchr(given, '/'), *parent, *path;
	struct stat st;

	if (slash && slash[1] && strcmp(slash, "/.") != 0 && strcmp(slash, "/..") != 0) {
		const char *key = mv_arena_strndup(d->arena, given, (size_t)(slash - given) + 1);

		parent = mv_map_get(known, key);
		if (!parent) {
			parent = mv_resolve(d, d->cwd, key);
			if (!parent)
				return NULL;
			mv_map_set(known, key, (void *)(uintptr_t)parent);
		}
		path = mv_join(d, parent, slash + 1);
		if (lstat(path, &st) != 0)
			return NULL;
		if (S_ISREG(st.st_mode)) {
			*directory = false;
			return path;
		}
	}
	path = mv_resolve(d, d->cwd, given);
	*directory = path && is_directory(d, path);
	return path;
}

/* Hooks hand over every Python file: the history around one is looked for when it may be a migration, or a step among SQL. */
static bool worth_a_root(const Discovery *d, const char *path)
{
	const MemoryFile *memory = mv_memory_file(d, path);

	Arena *arena;
	Source source = { 0 };
	bool worth;

	if (memory)
		return !python_file(path) || mv_python_looks_like_migration(memory->text);
	if (!python_file(path) || mv_name_parse(mv_path_base(path)).version.len)
		return true;
	arena = mv_arena_new();
	worth = mv_source_read(&source, path, path, arena, NULL) && mv_python_looks_like_migration(source.text);
	mv_arena_free(arena);
	return worth;
}

static bool roots_from_paths(Discovery *d, RootVec *roots, Error *err)
{
	const DiscoverOptions *options = d->options;
	Map known, added, resolved;

	mv_map_init(&resolved, d->arena);
	mv_map_init(&known, d->arena);
	mv_map_init(&added, d->arena);
	for (size_t i = 0; i < options->path_count; i++) {
		bool directory = false;
		const char *given = options->paths[i], *real = resolve_given(d, given, &resolved, &directory), *root, *key;
		const char *memory = real ? NULL : mv_memory_resolve(d, given);

		if (memory) {
			real = memory;
			directory = !mv_memory_file(d, memory);
		}
		if (!real || (!memory && access(real, R_OK) != 0))
			return mv_fail(err, "cannot read '%s': %s", given, strerror(errno));
		/* hooks name whatever was changed */
		if (!directory && mv_excluded_within(d, real)) {
			d->passed_over = true;
			continue;
		}
		if (directory)
			*VEC_PUSH(d->arena, &d->review) = real;
		else
			mv_map_set(&d->review_files, real, (void *)(uintptr_t)real);
		if (!directory && !worth_a_root(d, real))
			continue;
		root = root_of(d, real, directory, &known);
		key = mv_arena_format(d->arena, "%d %s", directory, root);
		if (!mv_map_get(&added, key))
			add_root(d, roots, root, true, directory);
		mv_map_set(&added, key, (void *)(uintptr_t)root);
	}
	return true;
}

static bool roots_from_config(Discovery *d, RootVec *roots, Error *err)
{
	const Config *config = d->options->config;

	for (uint32_t i = 0; i < config->migrations.count; i++) {
		const char *path = config->migrations.items[i].path;
		const char *real = mv_resolve(d, d->config_directory, path);

		if (!real)
			return mv_fail(err, "%s: migrations: cannot read '%s': %s", config->file ? config->file : "migvet.yaml",
				       path, strerror(errno));
		add_root(d, roots, real, true, true);
	}
	return true;
}

/* What came on standard input takes its place among the files beside the name it was given. */
static bool roots_from_stdin(Discovery *d, RootVec *roots, Error *err)
{
	const char *name = d->options->stdin_filename;
	const char *slash = strrchr(name, '/');
	const char *directory = slash ? mv_arena_strndup(d->arena, name, slash == name ? 1 : (size_t)(slash - name)) : ".";
	const char *real = mv_resolve(d, d->cwd, directory), *bound;

	if (!real)
		return mv_fail(err, "cannot read '%s', the directory of '%s': %s", directory, name, strerror(errno));
	d->stdin_path = mv_join(d, real, slash ? slash + 1 : name);
	if (!mv_name_parse(d->stdin_path).sql && !python_file(d->stdin_path))
		return mv_fail(err, "'%s' is no migration: give --stdin-filename a name that ends in '.sql' or '.py'", name);
	if (mv_excluded_within(d, d->stdin_path)) {
		d->stdin_path = NULL;
		d->passed_over = true;
		return true;
	}
	bound = mv_git_top(real, d->arena);
	add_root(d, roots, history_root(d, d->stdin_path, bound ? bound : real), true, false);
	return true;
}

/* ---- what no layout claimed ---- */

static bool in_a_set(Discovery *d, const char *path)
{
	for (uint32_t s = 0; s < d->project->sets.count; s++) {
		const MigrationSet *set = d->project->sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			if ((migration->source && mv_path_within(migration->source->file, path)) ||
			    (migration->down_source && mv_path_within(migration->down_source->file, path)))
				return true;
			for (uint32_t i = 0; i < migration->problems.count; i++) {
				const Source *source = migration->problems.items[i].source;

				if (source && mv_path_within(source->file, path))
					return true;
			}
		}
	}
	return false;
}

/* Paths of all files in the sets, so that 10,000 given files are looked up and not searched. */
static void map_files(Discovery *d, Map *files)
{
	for (uint32_t s = 0; s < d->project->sets.count; s++) {
		const MigrationSet *set = d->project->sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			Migration *migration = set->migrations.items[m];

			if (migration->source)
				mv_map_set(files, migration->source->file, migration);
			if (migration->down_source)
				mv_map_set(files, migration->down_source->file, migration);
			for (uint32_t i = 0; i < migration->problems.count; i++) {
				if (migration->problems.items[i].source)
					mv_map_set(files, migration->problems.items[i].source->file, migration);
			}
		}
	}
}

static Steps loose_steps(Discovery *d, const Directory *directory)
{
	Steps steps = mv_steps_new(d, &mv_layout_plain, directory, ORDER_NATURAL);

	steps.set->history_complete = false;
	return steps;
}

/* Standard input stands for itself when its name has no place in a history. */
static void collect_stdin(Discovery *d, const RootVec *roots)
{
	const char *slash = strrchr(d->stdin_path, '/');
	Directory *directory = mv_map_get(&d->visited, mv_path_parent(d, d->stdin_path));
	File *file = directory ? mv_directory_file(directory, slash + 1) : NULL;

	d->root = &roots->items[0];
	if (python_file(d->stdin_path)) {
		d->passed_over = true;
	} else if (file) {
		Steps steps = loose_steps(d, directory);

		mv_loose_add(&steps, file);
		mv_steps_finish(&steps);
	}
}

/*
 * Files that were given but belong to no history that was found: each
 * directory's are taken in the order of their names, and other tables may exist.
 */
static bool collect_loose(Discovery *d, const RootVec *roots, Error *err)
{
	Map files, groups;

	mv_map_init(&files, d->arena);
	mv_map_init(&groups, d->arena);
	map_files(d, &files);
	for (uint32_t i = 0; i < d->review_files.count; i++) {
		const char *path = d->review_files.entries[i].key;
		Steps *steps;
		File *file;

		if (mv_map_get(&files, path))
			continue;
		if (python_file(path)) {
			/* handed over by a hook together with migrations: nothing to say about it */
			d->passed_over = true;
			continue;
		}
		for (uint32_t r = 0; r < roots->count; r++) {
			if (mv_path_within(path, roots->items[r].bound))
				d->root = &roots->items[r];
		}
		file = mv_file_at(d, path);
		if (!file || !mv_name_parse(file->name).sql) {
			return mv_fail(err, "'%s' is no migration that migvet can read: it reads '.sql' and '.py' files",
				       mv_shown_path(d, path));
		}
		steps = mv_map_get(&groups, file->directory->path);
		if (!steps) {
			steps = MV_NEW(d->arena, Steps);
			*steps = loose_steps(d, file->directory);
			mv_map_set(&groups, file->directory->path, steps);
		}
		mv_loose_add(steps, file);
		mv_map_set(&files, path, steps);
	}
	if (d->stdin_path && !mv_map_get(&files, d->stdin_path))
		collect_stdin(d, roots);
	for (uint32_t i = 0; i < groups.count; i++) {
		if (groups.entries[i].value)
			mv_steps_finish(groups.entries[i].value);
	}
	return true;
}

/* A directory that was named and holds nothing is a mistake that a gate must not pass over. */
static bool check_found(Discovery *d, Error *err)
{
	for (uint32_t i = 0; i < d->review.count; i++) {
		if (!d->followed && !in_a_set(d, d->review.items[i]) && d->project->problems.count == 0)
			return mv_fail(err, "no migrations in '%s': name the directory that holds them, or set 'migrations' in migvet.yaml",
				       mv_shown_path(d, d->review.items[i]));
	}
	if (d->project->sets.count == 0 && !d->passed_over && d->project->problems.count == 0)
		return mv_fail(err, "no migrations found below '%s': name a directory, or set 'migrations' in migvet.yaml",
			       mv_shown_path(d, d->top));
	return true;
}

/* ---- the stages ---- */

static void look_into(Discovery *d, Root *root)
{
	uint32_t sets = d->project->sets.count;

	d->root = root;
	root->tree = mv_walk(d, root->path, false);
	if (!root->tree)
		return;
	if (d->stdin_path)
		mv_tree_add_stdin(d);
	mv_python_detect(d, root);
	mv_detect(d, root->tree);
	/* nothing better was found below a directory that was given: its SQL files in the order of their names */
	if (d->project->sets.count == sets && root->explicit_ && root->whole) {
		d->fallback = true;
		mv_detect(d, root->tree);
		d->fallback = false;
	}
}

static int by_set_path(const void *a, const void *b)
{
	const MigrationSet *left = *(MigrationSet *const *)a, *right = *(MigrationSet *const *)b;
	int order = strcmp(left->path, right->path);

	return order ? order : strcmp(left->dialect, right->dialect);
}

void mv_project_number(Project *project)
{
	uint32_t number = 0;

	for (uint32_t s = 0; s < project->sets.count; s++) {
		for (uint32_t m = 0; m < project->sets.items[s]->migrations.count; m++)
			project->sets.items[s]->migrations.items[m]->number = number++;
	}
}

static bool start(Discovery *d, const DiscoverOptions *options, Error *err)
{
	char buffer[PATH_MAX];

	if (!getcwd(buffer, sizeof buffer))
		return mv_fail(err, "the working directory cannot be read: %s", strerror(errno));
	d->options = options;
	d->cwd = mv_arena_strdup(d->arena, buffer);
	d->top = mv_git_top(d->cwd, d->arena);
	if (!d->top)
		d->top = d->cwd;
	d->config_directory = d->cwd;
	if (options->config && options->config->directory)
		d->config_directory = mv_resolve(d, d->cwd, options->config->directory);
	if (!d->config_directory)
		d->config_directory = d->cwd;
	mv_map_init(&d->visited, d->arena);
	mv_map_init(&d->manifests, d->arena);
	mv_map_init(&d->review_files, d->arena);
	mv_map_init(&d->python_sets, d->arena);
	mv_map_init(&d->django_inner, d->arena);
	mv_memory_start(d);
	return true;
}

bool mv_discover(const DiscoverOptions *options, Project *project, Arena *arena, Error *err)
{
	Discovery d = { .arena = arena, .project = project };
	RootVec roots = { 0 };
	Map changed, base, gone;
	bool ok = start(&d, options, err);

	if (ok && options->since) {
		const char *first = options->path_count ? mv_resolve(&d, d.cwd, options->paths[0]) : NULL;
		const char *top = first ? mv_git_top(is_directory(&d, first) ? first : mv_path_parent(&d, first), arena) : NULL;

		mv_map_init(&changed, arena);
		mv_map_init(&base, arena);
		d.changed = &changed;
		d.base = &base;
		mv_map_init(&gone, arena);
		d.gone = &gone;
		d.git_top = top ? top : d.top;
		ok = mv_git_changed(d.git_top, options->since, &changed, &base, &gone, arena, err);
	}
	if (!ok)
		return false;
	if (options->stdin_filename)
		ok = roots_from_stdin(&d, &roots, err);
	else if (options->path_count)
		ok = roots_from_paths(&d, &roots, err);
	else if (options->config && options->config->migrations.count)
		ok = roots_from_config(&d, &roots, err);
	else
		add_root(&d, &roots, d.top, false, true);
	if (!ok)
		return false;
	tidy_roots(&roots);
	for (uint32_t i = 0; i < roots.count; i++)
		look_into(&d, &roots.items[i]);
	if (!collect_loose(&d, &roots, err) || !check_found(&d, err))
		return false;
	if (project->sets.count)
		qsort(project->sets.items, project->sets.count, sizeof project->sets.items[0], by_set_path);
	mv_project_number(project);
	return true;
}
