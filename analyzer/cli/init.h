/*
 * init.h: what `migvet init` knows of a repository, and the templates that it
 * writes: the files of ci-templates/, made a part of the program by its build.
 */
#ifndef MIGVET_INIT_H
#define MIGVET_INIT_H

#include "migvet/base.h"

typedef struct Template {
	const char *path;         /* below ci-templates/: "github/migvet.yml" */
	const char *const *lines; /* each with its line end; ends with NULL */
} Template;
extern const Template mv_templates[]; /* ends with path NULL */

/* A major version of PostgreSQL, and the first file that names its image. */
typedef struct FoundServer {
	int major;
	const char *file;
} FoundServer;
typedef VEC(FoundServer) FoundServerVec;

/*
 * The servers that compose files and CI configurations of the working directory
 * start, ascending, each major once. What names no version is left out.
 */
void mv_find_servers(FoundServerVec *servers, Arena *arena);
/* The major of an image ("postgres:16.2-alpine", "ghcr.io/x/timescaledb:2.14-pg15"); 0: it is no PostgreSQL, or does not say. */
int mv_image_postgres(Str image);
/* The branch that others are merged into, as the clone knows it of its origin; NULL: it does not. */
const char *mv_find_default_branch(Arena *arena);

#endif
