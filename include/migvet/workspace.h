/*
 * workspace.h: the projects of one repository: migvet-workspace.yaml says
 * where each has its migrations, its configuration and its database.
 */
#ifndef MIGVET_WORKSPACE_H
#define MIGVET_WORKSPACE_H

#include "migvet/base.h"

typedef struct WorkspaceProject {
	const char *name;        /* lower case letters, digits and '-' */
	VEC(const char *) paths; /* of migrations, as the working directory sees them; at least one */
	const char *config;      /* file; NULL: the nearest at or above the first of the paths */
	const char *database;    /* "$NAME" of the variable that holds its URL, or sqlite:FILE; NULL: none */
} WorkspaceProject;

typedef struct Workspace {
	const char *file; /* NULL: there is none */
	VEC(WorkspaceProject) projects; /* as the file has them; names differ */
} Workspace;

/* Errors read "file:line:column: message". Everything lives in `arena`. */
bool mv_workspace_load(Workspace *workspace, const char *file, Arena *arena, Error *err);
/* Finds migvet-workspace.yaml from the working directory upwards, within the repository; none is no error. */
bool mv_workspace_find(Workspace *workspace, Arena *arena, Error *err);

/*
 * The URL of a project's database: NULL when it has none. False: the variable
 * that the file names is not set.
 */
bool mv_workspace_database(const WorkspaceProject *project, const char **url, Error *err);

#endif
