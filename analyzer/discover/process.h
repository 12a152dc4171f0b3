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

#endif
