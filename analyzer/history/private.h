/*
 * private.h: the database behind migvet/history.h. Private to
 * analyzer/history.
 */
#ifndef MIGVET_HISTORY_PRIVATE_H
#define MIGVET_HISTORY_PRIVATE_H

#include "migvet/timeline.h"

#include <sqlite3.h>

/* POSIX, but of its X/Open extension. */
char *realpath(const char *path, char *resolved);

typedef enum StoreTable {
	STORE_MIGRATIONS, STORE_STATEMENTS, STORE_CHANGES, STORE_LOCKS, STORE_FINDINGS, STORE_SCHEMAS, STORE_TABLES, STORE_COLUMNS,
	STORE_CONSTRAINTS, STORE_INDEXES, STORE_ENUMS, STORE_VIEWS, STORE_SEQUENCES, STORE_FUNCTIONS, STORE_TRIGGERS, STORE_POLICIES,
	STORE_GRANTS, STORE_SIZES, STORE_INDEX_SIZES,
	STORE_TABLE_COUNT
} StoreTable;

enum { MV_STORE_CELLS = 20 };

/* A version of an object: its row, without from_change and to_change. */
typedef struct Row {
	StoreTable table;
	uint32_t owner; /* the relation that it is part of, by id of the schema; 0: none */
	uint32_t count;
	Cell cells[MV_STORE_CELLS];
} Row;

/* What the database holds of a thing of the schema now. */
typedef struct Recorded {
	StoreTable table;
	int64_t id;         /* in the tables */
	const char *name;   /* of a schema, which has no id */
	int64_t rowid;      /* of its present version; 0: it is gone; ROW_ELSEWHERE: an earlier run has written it */
	uint64_t signature; /* of that version's cells */
	uint32_t seen;      /* number of the sweep that met it last */
	uint32_t owner;     /* Row.owner; it is among the parts of that */
	VEC(uint32_t) parts; /* of a relation: what was ever part of it, by id of the schema */
} Recorded;
enum { ROW_ELSEWHERE = -1 };

/* Of a change, what is known only once it was replayed. */
typedef struct ChangeNote {
	const Change *change;
	int64_t migration, statement;
	int64_t object;     /* the relation that it is about, as `changes.object`; 0: not known, or none */
	uint16_t reasons;   /* risk.c's */
	uint8_t level;      /* of risk */
	const char *rules;  /* that have found something dangerous in it, or NULL */
} ChangeNote;

/* Who brought a migration, when, and why; NULL: not known. */
typedef struct MigrationOrigin {
	const char *digest, *time, *author, *revision, *subject;
} MigrationOrigin;

/* A row that an earlier run has written, and that ends now. */
typedef struct EndedRow {
	StoreTable table;
	int64_t id;
	const char *name; /* of a schema, which has no id; else NULL */
	int64_t base, change;
} EndedRow;

/* One history of the project. Its ids are greater than its base, and below the next one's. */
typedef struct SetHistory {
	const MigrationSet *set;
	const char *path; /* as written */
	int64_t base;
	VEC(const Migration *) migrations; /* by id - base - 1 */
	VEC(ChangeNote) changes;           /* the same */
	int64_t statements;                /* how many */
	/* What earlier runs have written of it, in the store; 0: nothing. */
	int64_t migrations_before, statements_before, changes_before;
	bool adopted; /* the objects that were there then are known */
	VEC(Recorded *) things; /* by id of the schema */
	int64_t things_base;    /* for ids of objects: a baseline in the middle makes a new schema */
	const Migration *baseline; /* that made the present schema; NULL: the first one does */
	Map schemas;            /* name: Recorded (schemas have no ids of their own to speak of) */
} SetHistory;
enum { HISTORY_BITS = 32, RESTART_BITS = 26 };

/* Of the ids of a row of `histories`; one that no build gives (somebody else wrote the store) counts as the first. */
static inline int64_t mv_history_base(int64_t id)
{
	return id > 0 && id < INT32_MAX ? (id - 1) << HISTORY_BITS : 0;
}

struct History {
	sqlite3 *db;
	bool db_is_own;
	sqlite3_stmt *inserts[STORE_TABLE_COUNT];
	sqlite3_stmt *ends[STORE_TABLE_COUNT];
	Arena *arena;   /* the caller's: texts that outlive a step */
	Arena *scratch; /* one step */
	const Project *project;
	VEC(SetHistory *) sets; /* by number of their base */
	SetHistory *now;        /* being replayed */
	VEC(int64_t *) first_change; /* by Migration.number: id of the first change of each of its statements; NULL: not written */
	const Table *target;    /* of the change that is about to happen; NULL: not known */
	uint32_t sweep;
	VEC(MigrationOrigin) origins; /* by Migration.number; empty: not asked for */
	VEC(int64_t) migration_ids;   /* by Migration.number; 0: not written */
	bool is_store;          /* it is kept: what is recorded is new */
	const char *prefix;     /* from the repository's root to the working directory, "db/"; NULL: paths are as shown */
	VEC(EndedRow) ended;    /* rows of earlier runs */
	bool failed;            /* the database has refused a row: `error` says why */
	Error error;
};

/* ---- store.c ---- */

/* A database in memory, begun. */
bool mv_memory_open(History *history, Error *err);
/* The statements that write, for a database that has the tables. */
bool mv_memory_prepare(History *history, Error *err);
/* Adds a row; gives its rowid. A failure is kept in `history`. */
int64_t mv_memory_insert(History *history, StoreTable table, const Cell *cells, uint32_t count);
/* The row's version ended with this change. */
void mv_memory_end(History *history, StoreTable table, int64_t rowid, int64_t change);
const char *mv_memory_table_name(StoreTable table);

/* Adds all of its rows to a store. */
bool mv_memory_copy(History *history, Store *store, Error *err);
/* Is it a table of versions? */
bool mv_memory_is_versioned(StoreTable table);
int mv_memory_columns(StoreTable table);

/* ---- store.c ---- */

/* The tables of this version; `indexed`: their indexes as well. */
bool mv_store_upgrade(Store *store, bool indexed, Error *err);

/* ---- snapshots.c ---- */

/* The project's id; it is added when there is none. */
bool mv_store_project(Store *store, const char *name, int64_t *id, Error *err);

/* ---- timeline.c ---- */

/* A value of a row; NULL: 0. */
int64_t mv_row_number(const char *text);
/* Rows of all tables of versions for which the condition holds, in the order in which they began. */
bool mv_timeline_versions(const Timeline *timeline, const char *condition, const Cell *values, uint32_t count, VersionVec *versions, Error *err);
/* The first migration that `since` means; 0: it is a time, then `*time`. */
bool mv_timeline_since(const Timeline *timeline, const TimelineHistory *history, const char *since, int64_t *migration, const char **time, Error *err);
/* All versions of constraints and indexes of the table with this id. */
bool mv_timeline_parts(const Timeline *timeline, const Cell *table_id, VersionVec *versions, Error *err);
/* Columns of a table that were dropped between two changes: the table's id, and both changes. */
bool mv_timeline_gone_columns(const Timeline *timeline, const Cell values[3], VersionVec *versions, Error *err);
/* Is the column among those of a constraint or an index? */
bool mv_version_mentions(const ObjectVersion *version, const char *column);

/* ---- store_sqlite.c ---- */

/* Opens the file. */
bool mv_store_sqlite(Store *store, const char *file, bool write, Error *err);
/* The database of a store that is a file; NULL: it is a server's. */
sqlite3 *mv_store_sqlite_of(const Store *store);

/* ---- sizes.c ---- */

/* Of config->sizes, if there are any. */
void mv_history_sizes(History *history, const Config *config, bool review_is_unmerged);

/* ---- rows.c: objects of the schema as rows ---- */

/* Which rows of a relation: those of parts that have none yet, or have this name; its own; or all. */
typedef struct Touch {
	bool all;
	bool own;
	const char *name; /* or NULL */
} Touch;

/* Calls `visit` for the rows of a relation: itself, columns, constraints, indexes, triggers, policies. */
typedef void RowVisit(History *history, uint32_t id, const Row *row, void *data);
void mv_rows_of_relation(History *history, const Schema *schema, const Object *relation, const Touch *touch, RowVisit *visit, void *data);
void mv_rows_of_type(History *history, const Object *type, RowVisit *visit, void *data);
void mv_rows_of_function(History *history, const Function *function, RowVisit *visit, void *data);

/* ---- versions.c: versions of objects ---- */

/* Just before a change, and when it was applied. */
void mv_versions_before(History *history, const RuleContext *context, const Change *change, int64_t id);
void mv_versions_after(History *history, const Schema *schema, const Change *change, int64_t id);
/* The id of the relation that the change is about, when it was applied; 0: not known. */
int64_t mv_versions_object(const History *history, const Schema *schema, const Change *change);
/* What the schema holds before the first change that is new: earlier runs have written it. */
bool mv_versions_adopt(History *history, const Schema *schema);
/* It is in the store, and holds. */
void mv_versions_open(History *history, SetHistory *set, StoreTable table, int64_t id);
/* Has the thing a present version? */
bool mv_versions_has(const History *history, uint32_t id);

/* ---- risk.c ---- */

enum { RISK_NONE, RISK_LOW, RISK_MEDIUM, RISK_HIGH };
const char *mv_risk_name(int level); /* "high" */
/* Just before the change. */
void mv_risk_replayed(const RuleContext *context, const Table *target, const Change *change, ChangeNote *note);
void mv_risk_finding(const Finding *finding, ChangeNote *note, Arena *arena);
/* "drop, lock against reads, drop-column"; NULL: none */
const char *mv_risk_reasons(const ChangeNote *note, Arena *arena);

/* ---- why.c ---- */

/* The comment at the start of a migration, or its docstring; and the one above a statement. NULL: there is none. */
const char *mv_why_migration(const Migration *migration, Arena *arena);
const char *mv_why_statement(const Source *source, Span span, Arena *arena);

/* ---- record.c ---- */

SetHistory *mv_history_add_set(History *history, const MigrationSet *of, int64_t number);
/* Gives ids to all that is to be recorded. */
void mv_history_number(History *history);
/* A path as it is written. */
const char *mv_history_path(History *history, const char *path);
/* The id of a change in the tables; 0: it is not there. */
int64_t mv_history_change_id(const History *history, const Change *change);

/* Replays the project and writes all that happens. */
void mv_history_record(History *history, const Config *config, const FindingVec *findings, bool review_is_unmerged);

#endif
