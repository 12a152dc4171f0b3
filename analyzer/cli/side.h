/*
 * side.h: something that has a schema, as the command line names it: a
 * directory of migrations, a git revision of one, a snapshot, a SQL dump, a
 * database.
 */
#ifndef MIGVET_CLI_SIDE_H
#define MIGVET_CLI_SIDE_H

#include "../run.h"

#include "migvet/schema.h"

typedef enum SideKind { SIDE_MIGRATIONS, SIDE_REVISION, SIDE_FILE, SIDE_DATABASE } SideKind;

typedef struct Side {
	const char *given;   /* as on the command line, without a password */
	SideKind kind;
	const char *path;    /* of migrations; of the file */
	const char *version; /* PATH@VERSION: up to there; NULL: to the end */
	const char *ref;     /* of a revision */
	bool opened;
	Run run;
	bool ran;
	char *directory;     /* that holds a revision's files; NULL: none, or removed */
	Schema schema;
	int server_version;  /* 0: whichever the other side has */
	VEC(const char *) unknown; /* what is not known of it, for people; empty: all is known */
} Side;

typedef struct SideOptions {
	RunOptions run;      /* paths are the side's */
	long timeout;        /* of reading a database */
	int server_version;  /* of what says none itself; 0: the configuration's */
	/* Of migrations: called when they were read, before they are replayed; may take some out. NULL: all are replayed. */
	bool (*choose)(Side *side, void *data, Arena *arena, Error *err);
	void *choose_data;
} SideOptions;

/* Says what it is, without looking into it. */
bool mv_side_parse(Side *side, const char *given, Arena *arena, Error *err);
/* Reads it: fills schema, server_version, unknown. Call mv_side_release in any case. */
bool mv_side_open(Side *side, const SideOptions *options, Arena *arena, Error *err);
void mv_side_release(Side *side);

/* A directory of nobody else's, with nothing in it; NULL: `err` says why not. And away with it, and all that is in it. */
char *mv_directory_make(Arena *arena, Error *err);
void mv_directory_remove(const char *directory);

#endif
