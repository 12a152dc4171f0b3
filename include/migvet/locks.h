/*
 * locks.h: what a history locks, when, and for how long: the lock report of
 * `migvet locks` (analyzer/locks).
 *
 * mv_lock_history replays the project once for one server version; everything
 * it makes lives in the arena, and names objects as they were called then.
 */
#ifndef MIGVET_LOCKS_H
#define MIGVET_LOCKS_H

#include "migvet/check.h"

/* What one statement does to one relation. */
typedef struct LockLine {
	const char *schema, *name; /* schema NULL: not known, found by search_path; name NULL: known at run time only */
	const char *shown;         /* without a schema that the search_path holds */
	ObjectKind kind;           /* OBJ_NONE: not known */
	LockMode mode;
	bool rewritten, scanned, index_built;
	bool certain;
	bool harmless;             /* new in the migration, temporary, or listed in small-tables: nobody waits for it */
	VEC(const char *) rebuilt; /* indexes, as shown */
	const char *identity;      /* the same for the same relation */
	VEC(const char *) refers;  /* identities of the tables that its foreign keys refer to */
} LockLine;
typedef VEC(LockLine) LockLineVec;

typedef struct StatementLocks {
	const Migration *migration;
	const Statement *statement;
	Tri in_transaction;
	uint32_t transaction;      /* number, unique in the history; each autocommitted statement has its own */
	bool ends_transaction;     /* COMMIT, ROLLBACK */
	const char *savepoint, *back_to; /* SAVEPOINT name; ROLLBACK TO name; else NULL */
	const char *sqlstate, *message; /* of a certain failure; NULL: none known */
	Tri transaction_allowed;   /* NO: refused inside of a transaction block */
	bool waits_for_snapshots;  /* waits until all older transactions are over */
	LockLineVec relations;     /* tables and views, in the order of locking */
	LockLineVec others;        /* indexes, sequences and composite types that are locked themselves */
} StatementLocks;

/* A lock that a transaction holds, from the statement that takes it to the one that gives it back. */
typedef struct HeldSpan {
	const LockLine *lock;
	const StatementLocks *from;
	const StatementLocks *until; /* its last statement (COMMIT, or what it ends with) */
} HeldSpan;

typedef enum WindowWork { WINDOW_WAITS, WINDOW_SCANS, WINDOW_BUILDS, WINDOW_REWRITES } WindowWork;

/* "reads and writes of 'users' are blocked while 'orders' is scanned" */
typedef struct LockWindow {
	const LockLine *blocked; /* NULL: there is no such window */
	const LockLine *working; /* may be the same relation */
	WindowWork work;
	const StatementLocks *from, *at; /* where the lock was taken; where the work is done */
} LockWindow;

typedef enum DeadlockKind {
	DEADLOCK_ORDER,       /* two relations, one after the other: whoever uses them in the other order */
	DEADLOCK_UPGRADE,     /* a stronger lock on a relation that is locked already: others may be between the two */
	DEADLOCK_FOREIGN_KEY, /* referenced table first, referencing table second: writers lock in the other order */
} DeadlockKind;

typedef struct Deadlock {
	DeadlockKind kind;
	const LockLine *first, *second;
	const StatementLocks *first_at, *second_at;
} Deadlock;

typedef struct MigrationLocks {
	const Migration *migration;
	VEC(HeldSpan) held;
	LockWindow worst;
	VEC(Deadlock) deadlocks; /* possible ones, in the order of the statements; at most MV_MOST_DEADLOCKS */
	uint32_t more_deadlocks; /* that were left out */
} MigrationLocks;

enum { MV_MOST_DEADLOCKS = 20 };

typedef struct LockHistory {
	int server_version;
	VEC(StatementLocks *) statements;
	VEC(MigrationLocks) migrations;
} LockHistory;

void mv_lock_history(const Project *project, const Config *config, bool review_is_unmerged, int server_version, Arena *arena,
		     LockHistory *history);

/* "blocks writes; scanned; rebuilds 'a', 'b'"; adds nothing when there is nothing to say. */
void mv_lock_line_effects(const LockLine *line, StrBuf *out);

/* For people, and for programs. The text form indexes the lines of the sources, in `arena`. */
void mv_lock_history_text(const LockHistory *history, Arena *arena, StrBuf *out);
void mv_lock_history_json(const LockHistory *history, Arena *arena, StrBuf *out);

#endif
