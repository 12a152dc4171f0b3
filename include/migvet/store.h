/*
 * store.h: the history of schemas, kept: an event log of every change, with who
 * made it, when and at what risk, and the versions of objects that came of it.
 *
 * A store is a SQLite file (`.migvet/history.db`) or the schema `migvet` of a
 * PostgreSQL database; the tables are those of queries (migvet/history.h) and a
 * few of its own. It holds histories of several projects. One transaction
 * writes what a build finds; what is recorded already is only replayed.
 */
#ifndef MIGVET_STORE_H
#define MIGVET_STORE_H

#include "migvet/history.h"

/* A value of a row. */
typedef struct Cell {
	const char *text; /* NULL: `number`, or null */
	int64_t number;
	bool null;
} Cell;

static inline Cell cell_text(const char *text) { return (Cell){ .text = text, .null = !text }; }
static inline Cell cell_number(int64_t number) { return (Cell){ .number = number }; }
static inline Cell cell_tri(Tri tri) { return (Cell){ .number = tri == TRI_YES, .null = tri == TRI_UNKNOWN }; }

typedef struct Store Store;
/* False: stop; `err` may say why. Values are gone after the call. */
typedef bool StoreReader(void *data, const QueryRow *row, Error *err);

/* What the two kinds of stores do each in its own way. SQL is what both understand; `?` stands for the next value. */
typedef struct StoreBackend {
	bool (*run)(Store *store, const char *sql, const Cell *values, uint32_t count, StoreReader *reader, void *data, Error *err);
	/* Somebody's query: it may only read. */
	bool (*ask)(Store *store, const char *sql, StoreReader *reader, void *data, Error *err);
	/* From here to `end` nobody else writes what belongs to the project. */
	bool (*begin)(Store *store, const char *project, Error *err);
	bool (*end)(Store *store, bool keep, Error *err);
	/* Of its tables; 0: there are none yet. */
	bool (*version)(Store *store, int *version, Error *err);
	void (*close)(Store *store);
} StoreBackend;

struct Store {
	const StoreBackend *backend;
	const char *shown; /* what it is called, without a password */
	void *connection;
	bool server;       /* PostgreSQL, not a file */
	int version;       /* of its tables; 0: there are none yet */
	Arena *arena;
};

/* A PostgreSQL database; analyzer/live. */
bool mv_store_postgres(Store *store, const char *url, long timeout, Arena *arena, Error *err);

typedef struct StoreOptions {
	const char *location; /* a file, or postgresql://...; NULL: the nearest .migvet/history.db */
	bool write;           /* make it when there is none */
	long timeout;         /* seconds that a server has */
} StoreOptions;
bool mv_store_open(Store *store, const StoreOptions *options, Arena *arena, Error *err);
void mv_store_close(Store *store);
/* The directory whose .migvet is meant, and which paths start from. */
const char *mv_store_root(Arena *arena);
/* What the project is called when nobody says it: as that directory. */
const char *mv_project_name(Arena *arena);

/* A database as it was seen. */
typedef struct SnapshotEntry {
	int64_t id;
	const char *taken;   /* 2026-11-21T17:00:00Z */
	const char *source;  /* without a password */
	const char *server, *digest;
	const char *content; /* the JSON of a snapshot; NULL where many are listed */
} SnapshotEntry;
typedef VEC(SnapshotEntry) SnapshotEntryVec;
/* `known`: the newest of the same source is the same, and nothing is added; `entry` is that one then. */
bool mv_store_record_snapshot(Store *store, const char *project, SnapshotEntry *entry, bool *known, Arena *arena, Error *err);
/* With this id, and its content; `id` 0: all, the oldest first. */
bool mv_store_snapshots(Store *store, const char *project, int64_t id, Arena *arena, SnapshotEntryVec *entries, Error *err);
/* Forgets all but the newest. */
bool mv_store_keep_snapshots(Store *store, const char *project, long keep, uint32_t *removed, Arena *arena, Error *err);

/* What a migration was when it was recorded, and is not now. */
typedef struct Rewrite {
	const char *what; /* "edited", "removed", "inserted", "renamed" */
	const char *version, *name, *path, *old_digest, *new_digest;
} Rewrite;

/* A build: compare with what is recorded, judge what is new, record it. */
typedef struct Build {
	Store *store;
	const char *project_name;
	int64_t project_id;
	const Project *project;
	struct History *history;
	uint32_t added;               /* migrations of this build */
	uint32_t changes_added;
	const char *again;            /* why everything is recorded anew, or NULL */
	VEC(Rewrite) rewrites;
	bool begun;       /* a transaction */
	bool changed;     /* something was forgotten */
	bool upgraded;    /* the store has the tables of this version now */
	bool index_later; /* when all rows are there */
} Build;
/*
 * Begins the transaction and finds out what is new: only that is under review then. `anew`: all is new. Call
 * mv_build_end in any case.
 */
bool mv_build_begin(Build *build, Store *store, const char *project_name, const Project *project, const Config *config, bool anew, Arena *arena, Error *err);
/* Records it, with what was found. */
bool mv_build_record(Build *build, const Config *config, const FindingVec *findings, Error *err);
bool mv_build_end(Build *build, bool keep, Error *err);

#endif
