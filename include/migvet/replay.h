/*
 * replay.h: applying changes to the schema, and asking beforehand what the
 * server would do: fail, lock, rewrite, scan.
 */
#ifndef MIGVET_REPLAY_H
#define MIGVET_REPLAY_H

#include "migvet/schema.h"

/*
 * Rows of a table were changed, and a check of them waits for the end of the
 * transaction (a deferred constraint). The server refuses to alter the table
 * meanwhile.
 */
typedef struct PendingCheck {
	const Table *table;
	const Change *change;   /* the first that asked for the check */
	const char *constraint; /* or constraint trigger */
	bool certain;           /* a row was certainly changed */
} PendingCheck;

/* Session and transaction state at a change. */
typedef struct HeldLock HeldLock;
typedef struct Session {
	uint32_t transaction;     /* number, from 1; each autocommitted statement has its own */
	Tri in_transaction;       /* is the statement in a transaction block (explicit or the runner's)? */
	bool explicit_block;      /* by a BEGIN in the file */
	bool runner_block;        /* by the runner */
	const Change *begin;      /* the BEGIN, or NULL */
	/* Settings in force; NULL: never set by the migrations. "0" disables. */
	const char *lock_timeout, *statement_timeout, *time_zone;
	const char *idle_timeout; /* of a session that waits in a transaction, or of the whole transaction */
	const char *role, *session_role; /* as in Schema */
	const Change *lock_timeout_set, *statement_timeout_set;
	bool lock_timeout_local, statement_timeout_local;
	VEC(PendingCheck) pending; /* in this transaction */
} Session;

/* ---- decision and application ---- */

/* Does the change happen? Decides its guard against the schema. */
Tri mv_change_happens(const Schema *schema, const Change *change);

/*
 * Makes the schema what it is after the change. Never fails: what does not fit
 * (unknown table, existing name) is made to fit as well as possible, with
 * `incomplete` objects. A change that only may happen leaves `maybe` objects.
 */
void mv_schema_apply(Schema *schema, const Change *change, const Birth *birth);

/* The function that a DROP_FUNCTION names; NULL: not known, or one of several. */
Function *mv_dropped_function(const Schema *schema, const Drop *drop, Arena *arena);
/* The function to which calls of `old` go when it is gone: the same arguments, or more that have defaults. NULL: none. */
const Function *mv_schema_stand_in(const Schema *schema, const Function *old);

/* The name that the server would choose for a constraint that is written without one; NULL: not known. */
char *mv_constraint_chosen_name(const Schema *schema, const Table *table, const ConstraintSpec *spec);
/* ... for an index that is written without one, on this table. */
char *mv_index_chosen_name(const Schema *schema, const Table *table, const CreateIndex *create);
/* ... for a CHECK of a domain. */
char *mv_domain_check_chosen_name(const Schema *schema, const Domain *domain);
/* ... and for the sequence of a serial column. */
char *mv_sequence_chosen_name(const Schema *schema, const Table *table, const char *column);

/* ---- prediction ---- */

/* What the server would refuse. */
typedef struct Failure {
	const char *sqlstate; /* "42703" */
	const char *rule;     /* the rule that reports it: "unknown-column" */
	char *message;        /* what happens: "column 'email' of table 'users' does not exist" */
	char *help;           /* or NULL */
	Span span;            /* where, tight */
	const Object *related;/* the object in the way, or NULL */
	const Change *related_change; /* what made it, or NULL */
	QName missing;        /* the object that no migration created; name NULL: something else is wrong */
	bool by_version;      /* another server version may answer otherwise (also set when nothing is refused) */
} Failure;
/* The first reason why the server would certainly refuse the change; false: none known. */
bool mv_change_failure(const Schema *schema, const Session *session, const Change *change, int version, Arena *arena,
		       Failure *failure);

/* ---- locks, rewrites, scans ---- */

/* PostgreSQL's table lock modes, weakest first. */
typedef enum LockMode {
	LOCK_NONE,
	LOCK_ACCESS_SHARE,
	LOCK_ROW_SHARE,
	LOCK_ROW_EXCLUSIVE,
	LOCK_SHARE_UPDATE_EXCLUSIVE,
	LOCK_SHARE,
	LOCK_SHARE_ROW_EXCLUSIVE,
	LOCK_EXCLUSIVE,
	LOCK_ACCESS_EXCLUSIVE,
} LockMode;
const char *mv_lock_mode_name(LockMode mode); /* "ACCESS EXCLUSIVE" */
/* "blocks reads and writes", "blocks writes", ... of others meanwhile */
bool mv_lock_blocks_reads(LockMode mode);
bool mv_lock_blocks_writes(LockMode mode);

typedef enum WorkReason {
	WORK_NONE,
	WORK_TYPE_CHANGE, WORK_VOLATILE_DEFAULT, WORK_SERIAL, WORK_STORED_GENERATED, WORK_DOMAIN_CONSTRAINT,
	WORK_PERSISTENCE, WORK_ACCESS_METHOD, WORK_TABLESPACE, WORK_CLUSTER, WORK_VACUUM_FULL,
	WORK_CHECK, WORK_NOT_NULL, WORK_FOREIGN_KEY, WORK_INDEX_BUILD, WORK_PARTITION_BOUND, WORK_RECHECK, WORK_READ,
	WORK_TRUNCATE, /* a new, empty file: `rewritten`, but no row is processed */
} WorkReason;

typedef struct RelationLock {
	const Table *table;     /* NULL: a relation that the replay does not know (or, in `others`, no table) */
	const Object *object;   /* the same for `others`: index, sequence, composite type */
	ObjectKind kind;        /* OBJ_NONE: not known */
	const char *schema, *name; /* what it is called; schema NULL: found by search_path */
	LockMode mode;
	bool rewritten;         /* the relation gets a new file: every row is written again (see rewrite_reason) */
	bool scanned;           /* every row is read under this lock; a rewrite reads them, too */
	bool index_built;       /* an index is built (or rebuilt) under this lock */
	bool certain;           /* false: may be locked or worked on; old type or function unknown */
	WorkReason rewrite_reason, scan_reason;
	VEC(const TableIndex *) rebuilt; /* existing indexes that are rebuilt */
} RelationLock;

typedef struct LockReport {
	VEC(RelationLock) relations; /* tables, views: one entry each, in the order of locking */
	VEC(RelationLock) others;    /* indexes, sequences and composite types that are locked themselves */
	Tri transaction_allowed;     /* NO: refused inside a transaction block */
	bool waits_for_snapshots;    /* CONCURRENTLY: waits for older transactions */
	bool by_version;             /* another server version may give another report */
} LockReport;

/* What a change locks and works on, in the schema just before it. The one lock table. */
void mv_change_locks(const Schema *schema, const Session *session, const Change *change, int version, Arena *arena,
		     LockReport *report);
/*
 * The same for all changes of a statement together: the strongest mode of each
 * relation, all work. `schema` is as before the statement; it is not changed
 * (a statement of several changes is applied to a copy). Whoever replays the
 * changes anyway calls mv_change_locks before each and merges.
 */
void mv_statement_locks(const Schema *schema, const Session *session, const Statement *statement, int version,
			Arena *arena, LockReport *report);
/* Adds what `more` holds to `report`, whose vectors grow in `arena`. */
void mv_lock_report_merge(LockReport *report, const LockReport *more, Arena *arena);
const RelationLock *mv_lock_report_find(const LockReport *report, const Table *table);

/* The volatility of a default expression as PostgreSQL's planner would judge it. */
Volatility mv_expression_volatility(const Schema *schema, const Expression *expression);
/* Does a CHECK with this expression prove that `column` is not null (a top-level AND of `column IS NOT NULL`)? */
bool mv_expression_proves_not_null(const Expression *expression, const char *column);

typedef enum TypeChangeCost { TYPE_CHANGE_FREE, TYPE_CHANGE_REINDEX, TYPE_CHANGE_REWRITE, TYPE_CHANGE_UNKNOWN } TypeChangeCost;
TypeChangeCost mv_type_change_cost(const Schema *schema, const Type *from, const Type *to, const Expression *using_expr,
				   const char *column, const char *time_zone, int version);
/* Can every value of `from` be held by `to` without loss or error? */
Tri mv_type_widens(const Type *from, const Type *to);

#endif
