/*
 * status.h: what a database says of the migrations that it has applied.
 *
 * Each runner notes in a table of its own what it did. That table is read in
 * one read-only transaction and compared with the files. Texts of entries that
 * have no file come from the database: they may hold anything.
 */
#ifndef MIGVET_STATUS_H
#define MIGVET_STATUS_H

#include "migvet/layout.h"

typedef enum StatusState {
	STATUS_APPLIED,
	STATUS_BASELINE,     /* a baseline stands for it: the database had it before there was a history */
	STATUS_IGNORED,      /* the runner does not run it here; `detail` says why */
	STATUS_PENDING,
	STATUS_OUT_OF_ORDER, /* pending, and a later one is applied */
	STATUS_RERUN,        /* repeatable, and its text is not the one that ran */
	STATUS_OUTDATED,     /* applied, and the file is not the one that ran */
	STATUS_MISSING,      /* noted as applied, and there is no file */
	STATUS_FAILED,
	STATUS_DIRTY,        /* begun, and not known to have ended well */
	STATUS_UNKNOWN,      /* cannot be told; `detail` says why */
} StatusState;
#define STATUS_STATE_COUNT (STATUS_UNKNOWN + 1)

typedef struct StatusEntry {
	StatusState state;
	const Migration *migration; /* NULL: there is no file */
	const char *version, *app, *name; /* as the files or the table have them; NULL: they have none */
	const char *applied_at;     /* "2026-11-21T17:00:00Z", without the Z where no zone is noted; or NULL */
	const char *detail;         /* what else there is to know, or NULL */
	bool verified;              /* the digest noted is the file's */
} StatusEntry;

typedef struct StatusHistory {
	const MigrationSet *set;
	const char *runner;     /* "Flyway" */
	const char *table;      /* "public.flyway_schema_history" */
	const char *unread;     /* why nothing can be told of it: there is neither runner, table nor entry; NULL: it was read */
	const char *unverified; /* why changed files are not seen; NULL: they are */
	VEC(StatusEntry) entries; /* in the runner's order; those without a file at the end */
	VEC(const char *) notes;
	uint32_t counts[STATUS_STATE_COUNT];
} StatusHistory;

typedef struct Status {
	const char *dialect;    /* "postgresql", "sqlite" */
	VEC(StatusHistory) histories;
} Status;

typedef struct StatusOptions {
	const char *url;           /* as of a snapshot */
	const char *history_table; /* "name" or "schema.name"; NULL: the configuration's, then the runner's */
	long timeout;              /* seconds for all of it */
	bool explain;              /* what changed in outdated files, from the history in git */
	bool partial;              /* one history that cannot be read does not keep the others from being told */
} StatusOptions;

/*
 * Of all histories of `project`, whose migrations were read. Everything lives
 * in `arena`. False: it cannot be told; `err` says why in one line.
 */
bool mv_status_read(const StatusOptions *options, const Project *project, Status *status, Arena *arena, Error *err);

/* "applied", "out-of-order" */
const char *mv_status_state_name(StatusState state);
/* Missing, outdated, failed or dirty? */
bool mv_status_is_broken(const Status *status);
/* Is there a history that could not be read? */
bool mv_status_is_unread(const Status *status);
/* Is something to be applied yet? UNKNOWN: it cannot be told. */
Tri mv_status_is_pending(const Status *status);

void mv_status_text(const Status *status, bool color, StrBuf *out);
void mv_status_json(const Status *status, StrBuf *out);
/* The text format of Prometheus: gauges. */
void mv_status_prometheus(const Status *status, StrBuf *out);

#endif
