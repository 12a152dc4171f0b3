/* history.h: what the commands of `migvet history` share. */
#ifndef MIGVET_CLI_HISTORY_H
#define MIGVET_CLI_HISTORY_H

#include "rows.h"

#include "../run.h"

#include "migvet/timeline.h"
#include "migvet/writer.h"

#define FLAG_STORE \
	{ .name = "store", .argument = "FILE|URL", .takes = TAKES_FILE, .fallback = ".migvet/history.db", .help = "a file, or postgresql://..." }
#define FLAG_STORE_PROJECT \
	{ .name = "project", .argument = "NAME", .fallback = "the name of the repository's directory", .help = "which one of the store is meant" }
#define FLAG_STORE_TIMEOUT \
	{ .name = "timeout", .argument = "SECONDS", .fallback = "600", .help = "for all that a server is asked" }

#define HISTORY_FLAGS FLAG_STORE, FLAG_STORE_PROJECT, FLAG_STORE_TIMEOUT
enum { HISTORY_TEXT, HISTORY_JSON, HISTORY_MARKDOWN };

extern const Command mv_history_build, mv_history_log, mv_history_show, mv_history_explain, mv_history_blame, mv_history_diff, mv_history_ask_query, mv_history_export, mv_history_snapshots, mv_history_report;

/* A store that is read, and all that the answer needs. */
typedef struct Asking {
	const CommandLine *line;
	Arena *arena;
	Store store;
	Timeline timeline;
	int format;
	StrBuf out;
} Asking;
/* Opens, calls `answer`, prints what it wrote, and closes; gives the exit code. */
int mv_history_ask(const CommandLine *line, bool (*answer)(Asking *asking, Error *err));

/* ---- history_event.c: events and versions as they are written ---- */

void mv_event_json(Writer *writer, const Event *event, Arena *arena);
/* What it did, in a line: "rename column users.mail to email". */
char *mv_event_words(const Event *event, Arena *arena);
/* Lines of what became of objects: "column users.email: type text -> varchar(320)". */
void mv_event_details(const Event *event, Arena *arena, const char *indent, StrBuf *out);
void mv_pair_details(const VersionPair *pair, Arena *arena, const char *indent, StrBuf *out);
/* Does a part of a table only say that its table has another name? */
bool mv_pair_only_moved(const VersionPair *pair);
/* An object of fields, as `columns` and its like have them. */
void mv_version_json(Writer *writer, const char *key, const ObjectVersion *version);
/* "2024-03-01" */
char *mv_event_day(const Event *event, Arena *arena);
/* "V2 email" */
char *mv_event_migration(const Event *event, Arena *arena);

/* Opens the store that the command line names. */
bool mv_history_open(const CommandLine *line, bool write, Store *store, Arena *arena, Error *err);

#endif
