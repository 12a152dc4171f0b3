/*
 * process.h: running git, and nothing else. Private to analyzer/discover.
 */
#ifndef MIGVET_PROCESS_H
#define MIGVET_PROCESS_H

#include "migvet/base.h"

/*
 * Runs a program without a shell: `input` on its standard input, what it writes
 * in `out` and `messages`, its exit code in `code` (128 + signal when killed).
 * False only when it could not be started.
 */
bool mv_process_run(const char *const *argv, char *const *environment, Str input, StrBuf *out, StrBuf *messages, int *code,
		    Error *err);

/* ---- git.c ---- */

typedef struct Git {
	const char *top;    /* of the work tree */
	char **environment; /* mv_git_environment */
	Arena *arena;
} Git;
/* Without what a hook or the caller's shell says about another repository. */
char **mv_git_environment(Arena *arena);
/* Runs a git command (NULL-terminated) that nothing in the repository can make run anything; false only when git could not be started. */
bool mv_git_run(const Git *g, const char *const *command, Str input, StrBuf *out, StrBuf *messages, int *code, Error *err);

#endif
