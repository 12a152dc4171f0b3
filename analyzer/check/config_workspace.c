/* config_workspace.c: migvet-workspace.yaml: the projects of one repository. */
#include "config_fill.h"

#include "migvet/source.h"
#include "migvet/workspace.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_WORKSPACE = 1 << 20, MOST_PARENTS = 64 };

static const ConfigKey project_keys[] = {
	{ .name = "name", .type = CONFIG_ID, .offset = offsetof(WorkspaceProject, name), .required = true,
	  .help = "what --project names, and reports: lower case letters, digits and '-'" },
	{ .name = "paths", .type = CONFIG_TEXTS, .offset = offsetof(WorkspaceProject, paths), .required = true,
	  .help = "directories of migrations, relative to this file" },
	{ .name = "config", .type = CONFIG_FILE, .offset = offsetof(WorkspaceProject, config),
	  .help = "its migvet.yaml; not given: the nearest at or above its first path" },
	{ .name = "database", .type = CONFIG_TEXT, .offset = offsetof(WorkspaceProject, database),
	  .help = "$NAME of the variable that holds its URL, or sqlite:FILE" },
	{ .name = NULL },
};

/* Whoever changes a file that names a server chooses who is sent the job's password. */
static bool is_harmless(const char *database)
{
	return database[0] == '$' || strncmp(database, "sqlite:", 7) == 0;
}

static void fill_project(Filler *f, const Node *node, Workspace *workspace)
{
	WorkspaceProject project = { 0 };
	uint32_t before = f->error_count;

	mv_config_fill_keys(f, node, project_keys, &project, "projects");
	if (f->error_count != before)
		return;
	for (uint32_t i = 0; i < workspace->projects.count; i++) {
		if (strcmp(workspace->projects.items[i].name, project.name) == 0)
			mv_config_complain(f, node, mv_arena_format(f->arena, "there is another project '%s'", project.name));
	}
	if (!project.paths.count)
		mv_config_complain(f, node, mv_arena_format(f->arena, "project '%s' needs the paths of its migrations", project.name));
	if (project.database && !is_harmless(project.database))
		mv_config_complain(f, node, mv_arena_format(f->arena, "the URL of project '%s' does not belong in a file: name the variable that holds it, "
							    "as $SHOP_DATABASE_URL", project.name));
	for (uint32_t i = 0; i < project.paths.count && !mv_streq(f->config->directory, "."); i++) {
		if (project.paths.items[i][0] != '/')
			project.paths.items[i] = mv_arena_format(f->arena, "%s/%s", f->config->directory, project.paths.items[i]);
	}
	*VEC_PUSH(f->arena, &workspace->projects) = project;
}

static void fill(Filler *f, const Node *root, Workspace *workspace)
{
	const Node *projects = NULL;

	for (uint32_t i = 0; root->kind == NODE_MAP && i + 1 < root->items.count; i += 2) {
		static const char *const known[] = { "projects", NULL };
		const Node *key = root->items.items[i];

		if (key->kind == NODE_SCALAR && strcmp(key->text, "projects") == 0)
			projects = root->items.items[i + 1];
		else
			mv_config_complain_unknown(f, key, "key of a workspace", known);
	}
	if (!projects || projects->kind != NODE_LIST || !projects->items.count)
		mv_config_complain(f, projects ? projects : root, "a workspace needs 'projects', a list with at least one");
	for (uint32_t i = 0; projects && projects->kind == NODE_LIST && i < projects->items.count; i++)
		fill_project(f, projects->items.items[i], workspace);
}

bool mv_workspace_load(Workspace *workspace, const char *file, Arena *arena, Error *err)
{
	const char *slash = strrchr(file, '/');
	Config place = { .file = mv_arena_strdup(arena, file),
			 .directory = !slash ? "." : slash == file ? "/" : mv_arena_strndup(arena, file, (size_t)(slash - file)) };
	Filler f = { .config = &place, .arena = arena };
	Source source = { 0 };
	Node *root = NULL;
	Error why = { 0 };

	*workspace = (Workspace){ .file = place.file };
	if (!mv_source_read(&source, file, file, arena, &why))
		return mv_fail(err, "%s: %s", file, why.message);
	if (source.text.len > LARGEST_WORKSPACE)
		return mv_fail(err, "%s: a workspace of over %d KiB is not read", file, LARGEST_WORKSPACE >> 10);
	if (!mv_yaml_read(&root, file, source.text, arena, err))
		return false;
	if (!root)
		return mv_fail(err, "%s: a workspace needs 'projects', a list with at least one", file);
	fill(&f, root, workspace);
	return mv_config_end(&f, err);
}

bool mv_workspace_find(Workspace *workspace, Arena *arena, Error *err)
{
	const char *up = "";
	struct stat here, above, st;

	*workspace = (Workspace){ 0 };
	for (int level = 0; level < MOST_PARENTS && stat(*up ? up : ".", &here) == 0; level++) {
		const char *file = mv_arena_format(arena, "%smigvet-workspace.yaml", up);

		if (stat(file, &st) == 0)
			return mv_workspace_load(workspace, file, arena, err);
		if (stat(mv_arena_format(arena, "%s.git", up), &st) == 0)
			return true;
		up = mv_arena_format(arena, "%s../", up);
		if (stat(up, &above) == 0 && above.st_ino == here.st_ino && above.st_dev == here.st_dev)
			return true;
	}
	return true;
}

bool mv_workspace_database(const WorkspaceProject *project, const char **url, Error *err)
{
	*url = project->database;
	if (!project->database || project->database[0] != '$')
		return true;
	*url = getenv(project->database + 1);
	return (*url && **url) || mv_fail(err, "the database of project '%s' is that of the variable %s, which is not set", project->name,
					  project->database + 1);
}
