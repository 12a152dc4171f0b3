/* history.h: what the commands of `migvet history` share. */
#ifndef MIGVET_CLI_HISTORY_H
#define MIGVET_CLI_HISTORY_H

#include "cli.h"

#include "../run.h"

#include "migvet/store.h"
#include "migvet/writer.h"

#define FLAG_STORE \
	{ .name = "store", .argument = "FILE|URL", .takes = TAKES_FILE, .fallback = ".migvet/history.db", .help = "a file, or postgresql://..." }
#define FLAG_STORE_PROJECT \
	{ .name = "project", .argument = "NAME", .fallback = "the name of the repository's directory", .help = "which one of the store is meant" }
#define FLAG_STORE_TIMEOUT \
	{ .name = "timeout", .argument = "SECONDS", .fallback = "600", .help = "for all that a server is asked" }

/* Opens the store that the command line names. */
bool mv_history_open(const CommandLine *line, bool write, Store *store, Arena *arena, Error *err);

#endif
