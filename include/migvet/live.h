/*
 * live.h: what is in a real database.
 *
 * A snapshot is read in one read-only transaction. It becomes the same Schema
 * that a replay makes, through the statements that would make the database
 * anew, so everything that takes a Schema takes a snapshot. What the role was
 * not allowed to read is listed as unread, never taken for absent.
 */
#ifndef MIGVET_LIVE_H
#define MIGVET_LIVE_H

#include "migvet/schema.h"
#include "migvet/writer.h"

typedef struct SnapshotOptions {
	const char *url;          /* connection string, or a SQLite file; NULL: DATABASE_URL, then what libpq finds in PG* */
	const char *schemas;      /* shell-style pattern of schema names; NULL: all */
	long timeout;             /* seconds for the whole reading, connecting included */
	bool sizes;               /* read the `sizes`, too */
} SnapshotOptions;

/* Something that is there, or may be there, and could not be read. */
typedef struct Unread {
	const char *what;   /* "subscriptions", "user mapping options" */
	const char *name;   /* of one thing, or NULL: all of them */
	const char *reason; /* the server's words, or ours */
} Unread;

typedef struct IndexSize {
	const char *name;
	int64_t bytes;
	int64_t scans; /* since statistics were reset; -1: not known */
} IndexSize;

/* Estimates: the server's statistics, not a count. */
typedef struct TableSize {
	const char *schema, *name;
	int64_t rows;         /* for its present bytes, as the planner reckons; -1: never vacuumed or analyzed */
	int64_t bytes, total_bytes; /* of the table; with indexes and TOAST */
	int64_t index_scans, sequential_scans; /* -1: not known */
	int64_t analyzed_seconds_ago; /* -1: never */
	VEC(IndexSize) indexes;
} TableSize;

typedef struct Snapshot {
	Schema schema;
	const char *dialect;        /* "postgresql", "sqlite" */
	int server_version;         /* as mv_schema_sql takes it: 13 to 18; of SQLite the newest */
	const char *server;         /* "15.18", "3.40.1": in full */
	const char *pattern;        /* of schemas; NULL: all were read */
	VEC(const char *) statements; /* SQLite's own; empty: those of mv_schema_sql */
	VEC(Unread) unread;
	bool sizes_read;
	const char *read_at;        /* of the sizes: "2026-11-21T17:00:00Z", by the server's clock; or NULL */
	const char *statistics_reset; /* "2026-11-21T17:00:00Z", or NULL: never, or not known */
	VEC(TableSize) sizes;       /* by schema and name */
} Snapshot;

/*
 * Everything lives in `arena`. The births of its objects have a migration without a path.
 * On failure `err` says it in one line, without any password.
 */
bool mv_snapshot_take(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err);

/*
 * The same from a file: the JSON of a snapshot or of `migvet schema`, or SQL
 * that makes a database (`pg_dump --schema-only`). `server_version` is that of
 * SQL which does not say it.
 */
bool mv_snapshot_read(const char *file, int server_version, Snapshot *snapshot, Arena *arena, Error *err);

/*
 * A database or a dump says every owner, a history only those that are not who
 * runs it. To be compared with one: the role that owns most is taken for that.
 */
void mv_schema_take_main_role(Schema *schema, Arena *arena);

/* As JSON or YAML: the schema, and about the snapshot itself. */
void mv_snapshot_describe(const Snapshot *snapshot, WriterStyle style, StrBuf *out);

/* ---- rows of tables ---- */

enum { LIVE_COLUMNS = 16, LIVE_LONGEST = 2000, LIVE_MOST_ROWS = 200000 };

/* A plain table: a view would run what somebody wrote. */
typedef struct LiveTable {
	const char *schema; /* SQLite: NULL */
	const char *name;
	VEC(const char *) columns;
	bool visible;       /* the connection finds it without naming the schema */
	bool readable;      /* the role has what it takes */
} LiveTable;
typedef VEC(LiveTable) LiveTableVec;

/* Values as the database writes them, cut at LIVE_LONGEST characters; bytes as "\x..". NULL: SQL's NULL, or not asked for. They may hold anything. */
typedef struct LiveRow {
	const char *fields[LIVE_COLUMNS];
} LiveRow;
typedef VEC(LiveRow) LiveRowVec;

/* One read-only transaction. */
typedef struct Database {
	const char *dialect; /* "postgresql", "sqlite" */
	void *connection;
	Arena *arena;
	/* All tables of these names, whatever their schema. */
	bool (*find)(struct Database *database, const char *const *names, size_t count, LiveTableVec *tables, Error *err);
	/* Columns of the table, NULL: not asked for. Rows come in the order of the first. More than LIVE_MOST_ROWS are an error. */
	bool (*read)(struct Database *database, const LiveTable *table, const char *const columns[LIVE_COLUMNS], LiveRowVec *rows, Error *err);
} Database;

typedef bool DatabaseUser(Database *database, void *data, Error *err);
/* Opens, calls `use`, and closes. `url` and `timeout` as of a snapshot. False: `err` has one line without any password. */
bool mv_database_use(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err);
/* A URL or connection string, and no name of a file? */
bool mv_database_is_named(const char *text);
/* "scheme://user@host": as it may be shown, without a password. */
const char *mv_database_shown(const char *url, Arena *arena);
/* Is it the name of a SQLite database, or a file that is one? */
bool mv_database_is_sqlite(const char *url);

#endif
