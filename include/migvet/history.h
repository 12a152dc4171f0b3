/*
 * history.h: the change set, the findings and the schema's history as tables
 * of an in-memory SQLite database, for policies and `migvet query`.
 *
 * Rows of schemas, tables, columns, ... are versions: `from_change` made this
 * version and `to_change` ended it (NULL: it holds today). A change of a
 * column's type ends one row and begins the next. The tables and their columns
 * are described in analyzer/history/tables.c, which is what `migvet query
 * --tables` prints.
 *
 * Queries are untrusted: they read only, attach and load nothing, and end with
 * an error when they take too long or give too much.
 */
#ifndef MIGVET_HISTORY_H
#define MIGVET_HISTORY_H

#include "migvet/check.h"

typedef struct History History;

/*
 * Replays the project for the newest judged version. Of `findings` suppressed and baselined ones are marked. NULL with
 * `err`: no memory for a database. Free it with mv_history_free.
 */
History *mv_history_new(const Project *project, const Config *config, const FindingVec *findings, bool review_is_unmerged, Arena *arena, Error *err);
void mv_history_free(History *history);

typedef struct QueryRow {
	uint32_t count;
	const char *const *names;
	const char *const *values; /* as text; NULL: null */
} QueryRow;
/*
 * Runs one SELECT; `row` is called for each row until it returns false. False
 * with `err` when the query cannot be run; `*offset` is the byte of the query at
 * which it is wrong, or -1. With no rows `row` is not called.
 */
bool mv_history_query(History *history, const char *sql, bool (*row)(void *data, const QueryRow *row), void *data, long *offset,
		      Error *err);
/* The names of its columns, without running it. */
bool mv_history_columns(History *history, const char *sql, Arena *arena, const char *const **names, uint32_t *count, long *offset,
			Error *err);
/* The change with this id, as `changes.id` and the columns *_change hold it; NULL: there is none. */
const Change *mv_history_change(const History *history, int64_t id);
const Migration *mv_history_migration(const History *history, int64_t id);
/* CREATE TABLE statements of all tables, with comments; ends with NULL. */
extern const char *const mv_history_tables[];
/* The same of those that only a store has. */
extern const char *const mv_store_tables[];

/* Rows of the configured policies become findings. A bad query is an Error with its place in the configuration. */
bool mv_policies_check(const Project *project, const Config *config, bool review_is_unmerged, Arena *arena, FindingVec *findings,
		       Error *err);

#endif
