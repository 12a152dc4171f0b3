/*
 * runner.h: inside of analyzer/status: what a runner's table looks like, and
 * what one of its rows means.
 *
 * It goes: find the table -> read its rows as Records -> judge each -> match
 * them with the files -> compare digests -> say what changed.
 */
#ifndef MIGVET_STATUS_RUNNER_H
#define MIGVET_STATUS_RUNNER_H

#include "digest.h"

#include "migvet/live.h"
#include "migvet/status.h"

/* What a history table may tell, whatever it calls it. */
typedef enum RecordField {
	RECORD_SEQUENCE, /* rows are read in the order of this one */
	RECORD_VERSION,
	RECORD_APP,      /* Django's app, Liquibase's author */
	RECORD_NAME,     /* words, or the migration's own name */
	RECORD_FILE,
	RECORD_KIND,
	RECORD_DIGEST,
	RECORD_AT,
	RECORD_SUCCESS,  /* true and false as PostgreSQL or SQLite write them */
	RECORD_ENDED,
	RECORD_UNDONE,
	RECORD_MESSAGE,
	RECORD_DONE,     /* statements that ran, and that were to run */
	RECORD_TOTAL,
} RecordField;
#define RECORD_FIELD_COUNT (RECORD_TOTAL + 1)

_Static_assert(RECORD_FIELD_COUNT <= LIVE_COLUMNS, "a row has room for all that a history table tells");

/* One row, by RecordField. */
typedef LiveRow Record;
typedef LiveRowVec RecordVec;

typedef enum Verdict {
	VERDICT_SKIP,     /* says nothing about a migration */
	VERDICT_APPLIED,
	VERDICT_UNDONE,   /* it was taken back */
	VERDICT_DELETED,  /* its file may be gone: the runner was told so */
	VERDICT_FAILED,
	VERDICT_DIRTY,
	VERDICT_BASELINE, /* stands for all up to its version */
} Verdict;

/* How rows and files find each other. */
typedef enum MatchBy {
	MATCH_VERSION,   /* the same text */
	MATCH_NUMBER,    /* leading zeros do not count */
	MATCH_DOTTED,    /* nor do ".0" at the end; repeatables by their words */
	MATCH_NAME,      /* the file's or directory's name without its ending */
	MATCH_FILE,      /* the file's name */
	MATCH_DIRECTORY, /* the name of the directory */
	MATCH_APP,       /* Django: app and name */
	MATCH_CHANGESET, /* Liquibase: author, id, and the end of the path */
	MATCH_MOMENT,    /* drizzle: `when` in the journal, the version in the table */
} MatchBy;

/* What the table holds. */
typedef enum Keeping {
	KEEPS_EACH,    /* a row a migration */
	KEEPS_CURRENT, /* one row: the last version */
	KEEPS_HEADS,   /* Alembic: what no other applied one needs */
} Keeping;

/* SINCE, HOLDER: what the note about a lock says. HELD: true, or a word other than AVAILABLE. */
typedef enum LockField { LOCK_HELD, LOCK_SINCE, LOCK_HOLDER } LockField;

typedef struct Runner {
	const char *name;     /* of the layout */
	const char *schema;   /* that the runner makes for its table; NULL: it takes what the connection has */
	const char *table;
	/* Names of columns; '?' in front: older versions have none. */
	const char *columns[RECORD_FIELD_COUNT];
	MatchBy match;
	Keeping keeping;
	VersionOrder order;
	bool in_order;        /* what is pending before the last applied one is out of order */
	/* NULL: each row is an applied one. `detail` is what to say. */
	Verdict (*judge)(const Record *record, const char **detail, Arena *arena);
	Digest *digest;         /* NULL: none is noted, or it cannot be computed */
	bool chained;           /* a digest covers all files before its own */
	bool repeats;           /* one name may come several times, in order */
	/* A table beside it that tells who is at work: its name, and columns of LockField. */
	const char *lock_table, *lock_columns[4];
	const char *seeds_table; /* rows about other files, which are only counted */
	const char *unverified; /* why there is no `digest` */
} Runner;

extern const Runner mv_runners[]; /* ends with name NULL */
const Runner *mv_runner_of(const Layout *layout);

/* Finds words that mean true: 't', '1', "true". */
bool mv_record_true(const char *text);
/* At most `longest` bytes, whole characters. */
const char *mv_record_cut(Str text, size_t longest, Arena *arena);

/* ---- rows.c ---- */

/* "schema.name" for people */
const char *mv_history_table_name(const LiveTable *table, Arena *arena);

/* The table of a history, and its rows. `runner` is that of the layout, or NULL: then it is found by its table. */
bool mv_history_read(Database *database, const MigrationSet *set, const char *wanted, const Runner **runner, LiveTable *table, RecordVec *records, Error *err);

/* Notes about what else the runner keeps: is somebody at work? Are there seeds? */
bool mv_history_notes(Database *database, const Runner *runner, const LiveTable *table, StatusHistory *history, Error *err);

/* ---- match.c ---- */

bool mv_history_match(StatusHistory *history, const Runner *runner, const RecordVec *records, bool explain, Arena *arena, Error *err);

/* ---- journal.c ---- */

/* The journal of one history, read when it is first asked for. */
typedef struct Journal {
	bool read;
	Map moments; /* by the name of the file without its ending */
} Journal;

/* "1704067200000", or NULL: the journal does not say. */
const char *mv_journal_moment(Journal *journal, const Migration *migration, Arena *arena);

/* ---- changed.c ---- */

/*
 * What is different in the file since a version of it whose digest is `noted`,
 * going by the history in git: "statement 2 (line 7) changed"; NULL: it has no such version.
 */
const char *mv_changed_since(Digests *digests, Digest *digest, const Migration *migration, Str bytes, const char *noted);

#endif
