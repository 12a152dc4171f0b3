/*
 * python.c: histories written in Python: the evidence in a tree, and what Django
 * projects and Alembic trees have in common. A history is always collected
 * whole, even when only a part of it was given: each migration needs the others.
 */
#include "families.h"

#include <string.h>
#include <sys/stat.h>

/* ---- evidence ---- */

typedef struct Evidence {
	DirectoryVec django;
	AlembicEvidence alembic;
} Evidence;

static void look(Discovery *d, const Root *root, Directory *directory, Evidence *evidence)
{
	const Layout *layout = mv_configured_layout(d, directory);

	if (!root->explicit_ && directory->parent && mv_for_tests(directory->name))
		return;
	for (uint32_t i = 0; i < directory->files.count; i++) {
		if (mv_str_ends(mv_str(directory->files.items[i].name), STR(".ini")))
			*VEC_PUSH(d->arena, &evidence->alembic.files) = &directory->files.items[i];
	}
	if (mv_directory_script(directory, "env.py") && mv_directory_child(directory, "versions"))
		*VEC_PUSH(d->arena, &evidence->alembic.environments) = directory;
	if (layout == &mv_layout_django || (!layout && mv_django_claims(d, directory)))
		*VEC_PUSH(d->arena, &evidence->django) = directory;
	else if (layout == &mv_layout_alembic || (!layout && mv_alembic_claims(d, directory)))
		*VEC_PUSH(d->arena, &evidence->alembic.versions) = directory;
	/* the walk bounds the depth */
	for (uint32_t i = 0; i < directory->directories.count; i++)
		look(d, root, directory->directories.items[i], evidence);
}

void mv_python_detect(Discovery *d, const Root *root)
{
	Evidence evidence = { 0 };

	look(d, root, root->tree, &evidence);
	mv_django_collect(d, &evidence.django);
	mv_alembic_collect(d, &evidence.alembic);
}

/* ---- texts ---- */

/* Where a line of the text starts with `word`, at or after `from`; SIZE_MAX when none does. */
static size_t line_starting(Str text, Str word, size_t from)
{
	for (size_t at = from; (at = mv_str_find(text, word, at)) != SIZE_MAX; at++) {
		if (at == 0 || text.ptr[at - 1] == '\n')
			return at;
	}
	return SIZE_MAX;
}

bool mv_python_looks_like_migration(Str text)
{
	return line_starting(text, STR("class Migration"), 0) != SIZE_MAX ||
	       line_starting(text, STR("down_revision"), 0) != SIZE_MAX;
}

Str mv_python_assigned(Str text, const char *name)
{
	size_t len = strlen(name);

	for (size_t at = 0; (at = line_starting(text, mv_str(name), at)) != SIZE_MAX; at++) {
		Str line = mv_str_slice(text, at + len, text.len), rest = line, value;
		size_t end;

		mv_str_next_line(&rest, &line);
		/* "revision: str = 'x'" */
		end = mv_str_find(line, STR("="), 0);
		if (end == SIZE_MAX || (end && line.ptr[0] != ' ' && line.ptr[0] != ':' && line.ptr[0] != '\t'))
			continue;
		value = mv_str_trim(mv_str_slice(line, end + 1, line.len));
		if (value.len < 2 || (value.ptr[0] != '"' && value.ptr[0] != '\''))
			return STR("");
		end = mv_str_find(value, mv_str_slice(value, 0, 1), 1);
		return end == SIZE_MAX ? STR("") : mv_str_slice(value, 1, end);
	}
	return STR("");
}

/* ---- projects ---- */

const char *mv_import_root(Discovery *d, const char *directory)
{
	while (strcmp(directory, "/") != 0 && mv_path_exists(d, directory, "__init__.py"))
		directory = mv_path_parent(d, directory);
	return directory;
}

void mv_python_import_root(Discovery *d, PythonProject *project, const char *directory)
{
	enum { MOST_ROOTS = 64 };
	struct stat st;

	for (uint32_t i = 0; i < project->import_roots.count; i++) {
		if (strcmp(project->import_roots.items[i], directory) == 0)
			return;
	}
	/* a root may lie above the bound: what is imported from it may not */
	if (project->import_roots.count < MOST_ROOTS &&
	    (mv_path_within(directory, project->bound) || mv_path_within(project->bound, directory)) && stat(directory, &st) == 0 && S_ISDIR(st.st_mode))
		*VEC_PUSH(d->arena, &project->import_roots) = directory;
}

PythonProject *mv_python_project(Discovery *d, const char *directory)
{
	PythonProject *project = MV_NEW(d->arena, PythonProject);

	/* without a repository around it, what was given is the bound; a package's own files are never out of bounds */
	project->bound = mv_path_within(directory, d->root->bound) ? d->root->bound : directory;
	mv_python_import_root(d, project, directory);
	mv_python_import_root(d, project, mv_join(d, directory, "src"));
	return project;
}
