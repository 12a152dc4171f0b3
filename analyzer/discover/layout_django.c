/*
 * layout_django.c: Django projects: all `migrations` packages of one project are
 * one history. Their order is the graph's (analyzer/python/django/graph.c).
 */
#include "families.h"

#include <string.h>

const Layout mv_layout_django = {
	.name = "django",
	.runner = "Django",
	.history_table = "django_migrations",
	.transaction = TRANSACTION_FILE,
	.no_transaction = "'atomic = False'",
	.sends_sql = "'migrations.RunSQL' (its state_operations tell the models)",
	.python = true,
	.by_name = true,
};

enum { READ_FOR_EVIDENCE = 16 };

/* What Django's loader takes for a migration: a module that is no package, and whose name does not say that it is none. */
static bool module_name(const char *name, Str *stem)
{
	*stem = mv_str_slice(mv_str(name), 0, strlen(name) - 3);
	return stem->len && stem->ptr[0] != '_' && stem->ptr[0] != '~' && !memchr(stem->ptr, '.', stem->len);
}

static bool numbered(const char *name)
{
	for (int i = 0; i < 4; i++) {
		if (name[i] < '0' || name[i] > '9')
			return false;
	}
	return name[4] == '_';
}

/* "migrations", "custom_migrations": a directory inside of its app */
static bool named_so(const char *name)
{
	return mv_str_find(mv_str(name), STR("migration"), 0) != SIZE_MAX;
}

static bool django_text(Str text)
{
	return (mv_str_find(text, STR("\nclass Migration("), 0) != SIZE_MAX || mv_str_starts(text, STR("class Migration("))) &&
	       mv_str_find(text, STR("django"), 0) != SIZE_MAX &&
	       /* what Django had before it had migrations */
	       mv_str_find(text, STR("from south."), 0) == SIZE_MAX;
}

bool mv_django_claims(Discovery *d, Directory *directory)
{
	bool named = strcmp(directory->name, "migrations") == 0;
	int tried = 0;

	/* django.db.migrations, which writes migrations */
	if (mv_directory_script(directory, "autodetector.py") && mv_directory_script(directory, "executor.py"))
		return false;
	for (uint32_t i = 0; i < directory->scripts.count && tried < READ_FOR_EVIDENCE; i++) {
		File *file = &directory->scripts.items[i];
		Str stem;

		if (!module_name(file->name, &stem) || (!named && !numbered(file->name)))
			continue;
		tried++;
		if (mv_file_source(d, file) && django_text(file->source->text))
			return true;
	}
	return false;
}

/* ---- which project ---- */

static bool django_manage(Discovery *d, const char *directory)
{
	File *file;

	if (!mv_path_exists(d, directory, "manage.py"))
		return false;
	file = mv_file_at(d, mv_join(d, directory, "manage.py"));
	/* Flask has one, too */
	return file && mv_file_source(d, file) && mv_str_find(file->source->text, STR("django"), 0) != SIZE_MAX;
}

static const char *top_package(Discovery *d, const char *package)
{
	for (const char *above; strcmp(package, "/") != 0; package = above) {
		above = mv_path_parent(d, package);
		if (!mv_path_exists(d, above, "__init__.py"))
			break;
	}
	return package;
}

/* os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings") */
static const char *settings_of(Discovery *d, const char *project)
{
	static const char *const files[] = { "manage.py", "wsgi.py", "asgi.py", "__main__.py" };

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		File *file = mv_path_exists(d, project, files[i]) ? mv_file_at(d, mv_join(d, project, files[i])) : NULL;
		Str text, quote;
		size_t at, end;

		if (!file || !mv_file_source(d, file))
			continue;
		text = file->source->text;
		at = mv_str_find(text, STR("DJANGO_SETTINGS_MODULE"), 0);
		if (at == SIZE_MAX)
			continue;
		at += strlen("DJANGO_SETTINGS_MODULE") + 1;
		while (at < text.len && text.ptr[at] != '"' && text.ptr[at] != '\'' && text.ptr[at] != '\n')
			at++;
		if (at >= text.len || text.ptr[at] == '\n')
			continue;
		quote = mv_str_slice(text, at, at + 1);
		end = mv_str_find(text, quote, at + 1);
		if (end != SIZE_MAX)
			return mv_arena_strndup(d->arena, text.ptr + at + 1, end - at - 1);
	}
	return NULL;
}

/*
 * A manage.py inside of a package ("shop/testing/manage.py" with the settings "shop.testing.settings"): Python starts
 * where that package is imported from, and so does the project. NULL: it is no such one.
 */
static const char *outer_project(Discovery *d, const char *directory)
{
	const char *root = mv_import_root(d, directory), *settings = settings_of(d, directory);
	size_t length = strlen(root), i = 0;

	if (!settings || strcmp(root, directory) == 0 || !mv_path_within(root, d->root->bound) || strncmp(directory, root, length) != 0)
		return NULL;
	for (directory += length; *directory == '/'; directory++)
		;
	/* "shop/testing" begins "shop.testing.settings" */
	for (; directory[i]; i++)
		if (settings[i] != (directory[i] == '/' ? '.' : directory[i]))
			return NULL;
	return settings[i] == '.' ? root : NULL;
}

/*
 * The directory that stands for the project: the nearest one above with a
 * manage.py; else that of a project's tests; else where its packages are imported from.
 */
static const char *project_of(Discovery *d, const Directory *migrations, Map *known)
{
	const char *app = mv_path_parent(d, migrations->path), *found = mv_map_get(known, app), *bound = d->root->bound;
	const char *below = app;

	if (found)
		return found;
	for (const char *at = app; !found && mv_path_within(at, bound); at = mv_path_parent(d, at)) {
		if (django_manage(d, at)) {
			found = outer_project(d, at);
			if (found)
				mv_map_set(&d->django_inner, found, (void *)(uintptr_t)at);
			else
				found = at;
		} else if (mv_for_tests(mv_path_base(at))) {
			/* of a project's tests that were given only what is around them is meant */
			found = mv_path_within(at, d->root->path) ? at : below;
		}
		below = at;
		if (strcmp(at, "/") == 0)
			break;
	}
	if (!found) {
		found = mv_import_root(d, mv_path_parent(d, app));
		/* what was given lies in no repository: beside its own package there may be anything */
		if (!mv_path_within(found, bound) && !django_manage(d, found))
			found = top_package(d, app);
	}
	mv_map_set(known, app, (void *)(uintptr_t)found);
	return found;
}

/* ---- app labels ---- */

typedef struct AppConfig {
	Str name, label;
	bool is_default;
} AppConfig;

/* The value of `key = "text"` on a line, or of `key = NAME` with NAME a constant of the file. */
static bool attribute(Str line, const char *key, Str text, Str *value)
{
	size_t len = strlen(key), end;
	char quote;

	if (!mv_str_starts(line, mv_str(key)))
		return false;
	line = mv_str_slice(line, len, line.len);
	if (line.len && line.ptr[0] == ':') {
		end = mv_str_find(line, STR("="), 0);
		line = mv_str_slice(line, end == SIZE_MAX ? line.len : end, line.len);
	}
	line = mv_str_trim(line);
	if (!line.len || line.ptr[0] != '=')
		return false;
	line = mv_str_trim(mv_str_slice(line, 1, line.len));
	quote = line.len ? line.ptr[0] : '\0';
	if (quote == '"' || quote == '\'') {
		end = mv_str_find(line, mv_str_slice(line, 0, 1), 1);
		*value = end == SIZE_MAX ? STR("") : mv_str_slice(line, 1, end);
	} else {
		char constant[128];

		if (line.len >= sizeof constant)
			return false;
		memcpy(constant, line.ptr, line.len);
		constant[line.len] = '\0';
		*value = mv_python_assigned(text, constant);
	}
	return value->len > 0;
}

static Str last_part(Str dotted)
{
	size_t start = dotted.len;

	while (start > 0 && dotted.ptr[start - 1] != '.')
		start--;
	return mv_str_slice(dotted, start, dotted.len);
}

/* The AppConfig of a file that is about the package of this name; false when there is none. */
static bool app_config_in(Str text, Str package, AppConfig *found)
{
	AppConfig config = { 0 };
	bool inside = false, any = false;
	Str rest = text, line;

	for (bool more = true; more;) {
		Str trimmed, value;

		more = mv_str_next_line(&rest, &line);
		trimmed = more ? mv_str_trim(line) : STR("");
		if (!more || (trimmed.len && line.ptr[0] != ' ' && line.ptr[0] != '\t' && line.ptr[0] != '#' && line.ptr[0] != ')')) {
			if (inside && (!config.name.len || mv_str_eq(last_part(config.name), package)) &&
			    (!any || config.is_default || (config.label.len && !found->label.len && !found->is_default))) {
				*found = config;
				any = true;
			}
			config = (AppConfig){ 0 };
			inside = more && mv_str_starts(trimmed, STR("class ")) &&
				 mv_str_find(trimmed, STR("Config"), 0) != SIZE_MAX;
			continue;
		}
		if (!inside)
			continue;
		if (attribute(trimmed, "label", text, &value))
			config.label = value;
		else if (attribute(trimmed, "name", text, &value))
			config.name = value;
		else if (mv_str_starts(trimmed, STR("default = True")))
			config.is_default = true;
	}
	return any;
}

/* Does a file of the directory depend on another one of it, and by which label? */
static Str label_in_dependencies(Discovery *d, Directory *directory)
{
	for (uint32_t i = 0; i < directory->scripts.count && i < READ_FOR_EVIDENCE; i++) {
		Str stem, text;

		if (!module_name(directory->scripts.items[i].name, &stem))
			continue;
		for (uint32_t k = 0; k < 3 && i + 1 + k < directory->scripts.count; k++) {
			File *later = &directory->scripts.items[i + 1 + k];
			size_t at, end;

			if (!mv_file_source(d, later))
				continue;
			text = later->source->text;
			at = mv_str_find(text, stem, 0);
			/* ("label", "0001_initial") */
			if (at == SIZE_MAX || at < 6 || (text.ptr[at - 1] != '"' && text.ptr[at - 1] != '\'') ||
			    at + stem.len >= text.len || text.ptr[at + stem.len] != text.ptr[at - 1])
				continue;
			for (end = at - 1; end > 0 && memchr(" \t\r\n,", text.ptr[end - 1], 5); end--)
				;
			if (end < 2 || (text.ptr[end - 1] != '"' && text.ptr[end - 1] != '\''))
				continue;
			at = --end;
			while (at > 0 && text.ptr[at - 1] != text.ptr[end] && text.ptr[at - 1] != '\n')
				at--;
			if (at < end && text.ptr[at - 1] == text.ptr[end])
				return mv_str_slice(text, at, end);
		}
	}
	return STR("");
}

static bool mentions(Discovery *d, Directory *directory, Str label)
{
	const char *quoted[] = { mv_arena_format(d->arena, "(\"%.*s\"", STR_ARG(label)),
				 mv_arena_format(d->arena, "('%.*s'", STR_ARG(label)) };

	for (uint32_t i = 0; i < directory->scripts.count && i < READ_FOR_EVIDENCE; i++) {
		for (int k = 0; k < 2; k++) {
			if (mv_file_source(d, &directory->scripts.items[i]) &&
			    mv_str_find(directory->scripts.items[i].source->text, mv_str(quoted[k]), 0) != SIZE_MAX)
				return true;
		}
	}
	return false;
}

/* The label by which migrations of other apps know this one. */
static Str app_label(Discovery *d, Directory *directory)
{
	static const char *const files[] = { "apps.py", "__init__.py", "app.py", "config.py", "appconfig.py" };
	/* MIGRATION_MODULES may lead to "migrations/auth" */
	const char *app = named_so(directory->name) ? mv_path_parent(d, directory->path) : directory->path;
	Str package = mv_str(mv_path_base(app)), found;

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		AppConfig config = { 0 };
		File *file;

		if (!mv_path_exists(d, app, files[i]))
			continue;
		file = mv_file_at(d, mv_join(d, app, files[i]));
		if (!file || !mv_file_source(d, file) || !app_config_in(file->source->text, package, &config))
			continue;
		if (config.label.len)
			return config.label;
		if (config.name.len)
			return last_part(config.name);
	}
	/* an AppConfig somewhere else: the migrations know their own app */
	found = label_in_dependencies(d, directory);
	return found.len && !mentions(d, directory, package) ? found : package;
}

/* ---- collecting ---- */

typedef struct DjangoProject {
	const char *directory;
	DirectoryVec migrations;
} DjangoProject;

static void add_migrations(Steps *steps, Directory *directory)
{
	Discovery *d = steps->d;
	Str label = app_label(d, directory);
	const char *app = mv_arena_strndup(d->arena, label.ptr, label.len);

	for (uint32_t i = 0; i < directory->scripts.count; i++) {
		File *file = &directory->scripts.items[i];
		Str stem, title;
		Step *step;

		if (!module_name(file->name, &stem))
			continue;
		title = mv_name_parse(file->name).title;
		step = mv_steps_add(steps, file, mv_str(mv_arena_format(d->arena, "%s.%.*s", app, STR_ARG(stem))),
				    title.len ? title : stem);
		step->migration->app = app;
	}
	mv_directory_consume(directory);
}

static void collect_project(Discovery *d, const DjangoProject *project)
{
	Directory *place = MV_NEW(d->arena, Directory);
	Steps steps;
	const char *last = "";
	PythonProject *python = mv_python_project(d, project->directory);

	place->path = project->directory;
	place->name = mv_path_base(project->directory);
	steps = mv_steps_new(d, &mv_layout_django, place, ORDER_TEXT);
	steps.set->python = python;
	for (uint32_t i = 0; i < project->migrations.count; i++) {
		Directory *directory = project->migrations.items[i];

		add_migrations(&steps, directory);
		mv_python_import_root(d, python, mv_import_root(d, mv_path_parent(d, mv_path_parent(d, directory->path))));
	}
	python->settings = d->options->config ? d->options->config->django_settings : NULL;
	if (!python->settings)
		python->settings = settings_of(d, project->directory);
	if (!python->settings && mv_map_get(&d->django_inner, project->directory))
		python->settings = settings_of(d, mv_map_get(&d->django_inner, project->directory));
	/* without a manage.py: that of the package itself, shop/wsgi.py */
	for (uint32_t i = 0; !python->settings && i < project->migrations.count; i++) {
		const char *package = top_package(d, mv_path_parent(d, project->migrations.items[i]->path));

		if (strcmp(package, last) != 0)
			python->settings = settings_of(d, package);
		last = package;
	}
	python->version = d->options->config ? d->options->config->django_version : NULL;
	if (!python->version)
		python->version = mv_required_version(d, python, project->directory, "django");
	mv_steps_finish(&steps);
}

static void group(Discovery *d, const DirectoryVec *directories, Map *projects, Map *known)
{
	for (uint32_t i = 0; i < directories->count; i++) {
		const char *key = project_of(d, directories->items[i], known);
		DjangoProject *project = mv_map_get(projects, key);

		if (!project) {
			project = MV_NEW(d->arena, DjangoProject);
			project->directory = key;
			mv_map_set(projects, key, project);
		}
		*VEC_PUSH(d->arena, &project->migrations) = directories->items[i];
	}
}

/* All of a project, when the tree that was walked holds only a part of it. */
static void find_again(Discovery *d, Directory *directory, const char *project, DirectoryVec *found, Map *known)
{
	if (directory->parent && mv_for_tests(directory->name))
		return;
	if (mv_django_claims(d, directory) && strcmp(project_of(d, directory, known), project) == 0)
		*VEC_PUSH(d->arena, found) = directory;
	for (uint32_t i = 0; i < directory->directories.count; i++)
		find_again(d, directory->directories.items[i], project, found, known);
}

void mv_django_collect(Discovery *d, const DirectoryVec *directories)
{
	Map projects, known;

	mv_map_init(&projects, d->arena);
	mv_map_init(&known, d->arena);
	group(d, directories, &projects, &known);
	for (uint32_t i = 0; i < projects.count; i++) {
		DjangoProject *project = projects.entries[i].value;
		const char *key = mv_arena_format(d->arena, "django %s", project->directory);

		for (uint32_t k = 0; k < project->migrations.count; k++)
			mv_directory_consume(project->migrations.items[k]);
		if (mv_map_get(&d->python_sets, key))
			continue;
		mv_map_set(&d->python_sets, key, project);
		if (!mv_path_within(project->directory, d->root->path)) {
			Directory *tree = mv_walk_again(d, project->directory);
			DirectoryVec whole = { 0 };

			if (tree)
				find_again(d, tree, project->directory, &whole, &known);
			if (whole.count)
				memcpy(&project->migrations, &whole, sizeof whole);
		}
		collect_project(d, project);
	}
}
