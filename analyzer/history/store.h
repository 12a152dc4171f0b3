/*
 * store.h: the in-memory database behind migvet/history.h. Private to
 * analyzer/history.
 */
#ifndef MIGVET_HISTORY_STORE_H
#define MIGVET_HISTORY_STORE_H

#include "migvet/history.h"

#include <sqlite3.h>

typedef enum StoreTable {
	STORE_MIGRATIONS, STORE_STATEMENTS, STORE_CHANGES, STORE_LOCKS, STORE_FINDINGS, STORE_SCHEMAS, STORE_TABLES, STORE_COLUMNS,
	STORE_CONSTRAINTS, STORE_INDEXES, STORE_ENUMS, STORE_VIEWS, STORE_SEQUENCES, STORE_FUNCTIONS, STORE_TRIGGERS, STORE_POLICIES,
	STORE_GRANTS, STORE_SIZES, STORE_INDEX_SIZES,
	STORE_TABLE_COUNT
} StoreTable;

/* A value of a row. */
typedef struct Cell {
	const char *text; /* NULL: `number`, or null */
	int64_t number;
	bool null;
} Cell;

static inline Cell cell_text(const char *text) { return (Cell){ .text = text, .null = !text }; }
static inline Cell cell_number(int64_t number) { return (Cell){ .number = number }; }
static inline Cell cell_tri(Tri tri) { return (Cell){ .number = tri == TRI_YES, .null = tri == TRI_UNKNOWN }; }

enum { MV_STORE_CELLS = 20 };

/* A version of an object: its row, without from_change and to_change. */
typedef struct Row {
	StoreTable table;
	uint32_t count;
	Cell cells[MV_STORE_CELLS];
} Row;

/* What the database holds of a thing of the schema now. */
typedef struct Recorded {
	StoreTable table;
	int64_t rowid;      /* of its present version; 0: it is gone */
	const char *signature; /* of that version's cells */
	uint32_t seen;      /* number of the sweep that met it last */
} Recorded;

struct History {
	sqlite3 *db;
	sqlite3_stmt *inserts[STORE_TABLE_COUNT];
	sqlite3_stmt *ends[STORE_TABLE_COUNT];
	Arena *arena;   /* the caller's: texts that outlive a step */
	Arena *scratch; /* one step */
	const Project *project;
	const MigrationSet *set; /* being replayed */
	VEC(const Change *) changes; /* by id - 1 */
	VEC(const Migration *) migrations; /* by id - 1 */
	VEC(int64_t *) first_change; /* by Migration.number: id of the first change of each of its statements; NULL: not written */
	VEC(Recorded *) things; /* by id of the schema */
	Map schemas;            /* name: Recorded (schemas have no ids of their own to speak of) */
	uint32_t sweep;
	bool failed;            /* the database has refused a row: `error` says why */
	Error error;
};

/* ---- store.c ---- */

bool mv_store_open(History *history, Error *err);
/* Adds a row; gives its rowid. A failure is kept in `history`. */
int64_t mv_store_insert(History *history, StoreTable table, const Cell *cells, uint32_t count);
/* The row's version ended with this change. */
void mv_store_end(History *history, StoreTable table, int64_t rowid, int64_t change);
const char *mv_store_table_name(StoreTable table);

/* ---- sizes.c ---- */

/* Of config->sizes, if there are any. */
void mv_history_sizes(History *history, const Config *config, bool review_is_unmerged);

/* ---- rows.c: objects of the schema as rows ---- */

/* Calls `visit` for the rows of a relation: itself, columns, constraints, indexes, triggers, policies. */
typedef void RowVisit(History *history, uint32_t id, const Row *row, void *data);
void mv_rows_of_relation(History *history, const Schema *schema, const Object *relation, RowVisit *visit, void *data);
void mv_rows_of_type(History *history, const Object *type, RowVisit *visit, void *data);
void mv_rows_of_function(History *history, const Function *function, RowVisit *visit, void *data);

/* ---- record.c ---- */

/* The id of a change in the tables; 0: it is not there. */
int64_t mv_history_change_id(const History *history, const Change *change);

/* Replays the project and writes all that happens. */
void mv_history_record(History *history, const Config *config, bool review_is_unmerged);

#endif
