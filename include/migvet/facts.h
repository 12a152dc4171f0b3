/*
 * facts.h: questions that several rules ask, asked in one place
 * (analyzer/check/facts.c).
 */
#ifndef MIGVET_FACTS_H
#define MIGVET_FACTS_H

#include "migvet/policy.h"
#include "migvet/rule.h"

/*
 * Is an object with this birth new to everybody else: created in this
 * migration, or (with --since) by any migration under review?
 */
bool mv_is_new(const RuleContext *context, const Birth *birth);
/* Created in the transaction that is now open: invisible to others. */
bool mv_is_new_in_transaction(const RuleContext *context, const Birth *birth);

/*
 * Would locking, rewriting or scanning this relation hurt nobody? True for
 * tables that are new, temporary, or listed in `small-tables` (not for rules of
 * the categories compat and destructive, which are not about size).
 * An unknown table (NULL) counts as existing.
 */
bool mv_is_harmless_table(const RuleContext *context, const Table *table);
/* Does one of the patterns, of names or of "schema.name", fit the table? */
bool mv_name_is_listed(const RuleContext *context, const char *const *patterns, uint32_t count, const char *schema, const char *name);
/* Listed in `small-tables`? `table` NULL: no. */
bool mv_is_small_table(const RuleContext *context, const Table *table);
/* Of sizes that were given (migvet/sizes.h); NULL: none were, or not of this one. */
const struct KnownSize *mv_table_size(const RuleContext *context, const Table *table);
const struct IndexSize *mv_index_size(const RuleContext *context, const TableIndex *index);
/* Since when the server has counted uses: "2026-11-21", "the count began". */
const char *mv_counted_since(const RuleContext *context);
/* The change's target when it exists, or NULL (unknown or placeholder name). */
const Table *mv_target_table(const RuleContext *context, const Change *change);
/* "public.users" shown as people write it: without a schema of the search path. */
char *mv_show_name(const RuleContext *context, const char *schema, const char *name);
char *mv_show_table(const RuleContext *context, const Table *table);
/* "a, b" */
char *mv_show_columns(const RuleContext *context, const IdentVec *columns);
/* "PostgreSQL 12 to 17" etc. are added by the engine: rules only look at context->version. */

/* The first lock of that mode that the present transaction took on the table before this change; NULL: none. */
const TakenLock *mv_taken_on(const RuleContext *context, const Table *table, LockMode mode);

/* The strongest lock of this change on an existing, not harmless table; NULL: none. */
const RelationLock *mv_worst_lock(const RuleContext *context);
/* Did an earlier statement of the transaction TRUNCATE it, and nothing fills it again? */
bool mv_is_emptied(const RuleContext *context, const Table *table);
/* The first existing, not harmless, not emptied relation that the change rewrites (scans, unless it is rewritten) for this reason; NULL: none. */
const RelationLock *mv_rewrite_of(const RuleContext *context, WorkReason reason);
const RelationLock *mv_scan_of(const RuleContext *context, WorkReason reason);
/* "users": a relation of the lock report. */
char *mv_show_relation(const RuleContext *context, const RelationLock *lock);
/* Names for SQL that people may paste: quoted where needed, with a schema as it was written. */
char *mv_sql_name(const RuleContext *context, const char *name);
char *mv_sql_target(const RuleContext *context, const Change *change);

/* A setting that is a time, as "2s" or "500" (milliseconds); -1: not one that can be read. */
double mv_milliseconds(const char *text);

/*
 * The change that this rule keeps for the rest of the migration, or NULL: what
 * was reported already, or what came first. Each judged version has its own.
 */
const Change *mv_kept_change(const RuleContext *context);
void mv_keep_change(RuleContext *context, const Change *change);

/* Keeps a change under a name of the rule's own until the end of the set: what it did to an object by its id, say. */
void mv_keep_for_end(RuleContext *context, const char *key, const Change *change);
const Change *mv_kept_for_end(const RuleContext *context, const char *key);

/* How many of the locks of a transaction a rule looks through for each change: one of 100,000 statements must stay linear. */
enum { MV_TAKEN_LOOKED_AT = 1000 };

/* For Rule.on: everything that may lock an existing table against writers. */
#define MV_BLOCKING_KINDS                                                                                                   \
	CHANGE_CREATE_TABLE, CHANGE_CREATE_INDEX, CHANGE_CREATE_VIEW, CHANGE_CREATE_TRIGGER, CHANGE_CREATE_RULE,            \
	CHANGE_CREATE_POLICY, CHANGE_ALTER_POLICY, CHANGE_DROP_TABLE, CHANGE_DROP_INDEX, CHANGE_DROP_VIEW,                  \
	CHANGE_DROP_MATERIALIZED_VIEW, CHANGE_DROP_TRIGGER, CHANGE_DROP_RULE, CHANGE_DROP_POLICY, CHANGE_DROP_TYPE,         \
	CHANGE_DROP_FUNCTION, CHANGE_DROP_SEQUENCE, CHANGE_DROP_EXTENSION, CHANGE_DROP_SCHEMA, CHANGE_RENAME_TABLE,         \
	CHANGE_RENAME_COLUMN, CHANGE_RENAME_CONSTRAINT, CHANGE_RENAME_VIEW, CHANGE_RENAME_OBJECT, CHANGE_SET_SCHEMA,        \
	CHANGE_SET_OWNER, CHANGE_ADD_COLUMN, CHANGE_DROP_COLUMN, CHANGE_ALTER_COLUMN_TYPE, CHANGE_SET_NOT_NULL,             \
	CHANGE_DROP_NOT_NULL, CHANGE_SET_DEFAULT, CHANGE_DROP_DEFAULT, CHANGE_ADD_IDENTITY, CHANGE_SET_IDENTITY,            \
	CHANGE_DROP_IDENTITY, CHANGE_SET_EXPRESSION, CHANGE_DROP_EXPRESSION, CHANGE_SET_STORAGE, CHANGE_SET_COMPRESSION,    \
	CHANGE_ADD_CONSTRAINT, CHANGE_DROP_CONSTRAINT, CHANGE_ALTER_CONSTRAINT, CHANGE_ATTACH_PARTITION,                    \
	CHANGE_DETACH_PARTITION, CHANGE_INHERIT, CHANGE_NO_INHERIT, CHANGE_SET_LOGGED, CHANGE_SET_UNLOGGED,                 \
	CHANGE_SET_ACCESS_METHOD, CHANGE_SET_TABLESPACE, CHANGE_SET_OPTIONS, CHANGE_RESET_OPTIONS, CHANGE_REPLICA_IDENTITY, \
	CHANGE_ENABLE_TRIGGER, CHANGE_DISABLE_TRIGGER, CHANGE_ENABLE_RULE, CHANGE_DISABLE_RULE, CHANGE_ROW_SECURITY,        \
	CHANGE_TABLE_OTHER, CHANGE_ALTER_DOMAIN, CHANGE_ALTER_COMPOSITE, CHANGE_TRUNCATE, CHANGE_REINDEX, CHANGE_CLUSTER,   \
	CHANGE_VACUUM, CHANGE_REFRESH_MATERIALIZED_VIEW, CHANGE_LOCK_TABLE

/* ---- what a migration drops: whether something takes its place shows at its end ---- */

typedef struct DroppedObject {
	const Rule *rule;
	const Migration *migration;
	const Change *change;
	const Object *object;      /* as it was when it went; NULL: not known to the replay, or a constraint */
	const Constraint *constraint; /* that goes; NULL: an object goes */
	const char *schema, *name; /* what it was called when the migration began; schema NULL: found by search_path */
	const char *const *columns; /* of a view, all of them; NULL: not known, or no view */
	uint32_t column_count;
} DroppedObject;

/*
 * Keeps for check_migration that the change (DROP, RENAME, or one that takes
 * the object along) takes `object` away. What is new to everybody else is not
 * kept, nor what is unknown and may not be there at all.
 */
void mv_keep_dropped(RuleContext *context, const Change *change, const Object *object);
void mv_keep_dropped_constraint(RuleContext *context, const Change *change, const Constraint *constraint);
/* Those that this rule kept in this migration, in order; `previous` NULL: the first. NULL: no more. */
const DroppedObject *mv_next_dropped(const RuleContext *context, const DroppedObject *previous);
/*
 * For DROP TABLE and DROP COLUMN: keeps the types of the columns that go, and
 * the sequences of their defaults.
 */
void mv_keep_used_by_columns(RuleContext *context, const Change *change);
/* Does a column that used it go in the same migration? That is the story then. */
bool mv_goes_with_column(const RuleContext *context, const DroppedObject *dropped);
/* The relation (type) that has the name at the end; NULL: none. */
const Object *mv_relation_now(const RuleContext *context, const DroppedObject *dropped);
const Object *mv_type_now(const RuleContext *context, const DroppedObject *dropped);
/* The relation under the name of `table` at the end; NULL: it is gone, and its parts with it. */
const Table *mv_table_now(const RuleContext *context, const Table *table);
/* The columns that `now` lacks, "'a', 'b'"; NULL: none, or not known. */
char *mv_lost_columns(const RuleContext *context, const DroppedObject *dropped, const Object *now);
/* Its name as the change says it. */
char *mv_show_dropped(const RuleContext *context, const DroppedObject *dropped);

/* ---- columns that get a type: CREATE TABLE, ADD COLUMN, ALTER COLUMN ... TYPE ---- */

#define MV_TYPED_COLUMN_KINDS CHANGE_CREATE_TABLE, CHANGE_ADD_COLUMN, CHANGE_ALTER_COLUMN_TYPE

typedef struct TypedColumn {
	const char *table; /* shown */
	const char *name;
	const Type *type;
	const ColumnSpec *spec; /* NULL: the type of an older column changes */
	const Column *old;      /* then: what it was, when that is known */
} TypedColumn;
/*
 * The next of the change's columns from `*at` on (0 at first), which moves behind it; false: no more. Temporary tables,
 * columns that are there already (IF NOT EXISTS) and types that are not known are left out.
 */
bool mv_next_typed_column(const RuleContext *context, const Change *change, uint32_t *at, TypedColumn *column);
/* The built-in type's name, without its modifiers: "timestamp", also of arrays of it; "" of others. */
const char *mv_builtin_name(const Type *type);
/* The column of that name as CREATE TABLE or ADD COLUMN writes it; NULL: it does not. */
const ColumnSpec *mv_written_column(const Change *change, const char *name);
/* Does the change make it the primary key, alone? */
bool mv_is_key_column(const Change *change, const ColumnSpec *spec);
/* mv_report at the column's type, with its name as the subject. */
Finding *mv_report_column(RuleContext *context, const Change *change, const TypedColumn *column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Adds a suggested fix that writes `type` instead; what cannot be replaced (a made text) is left alone. */
void mv_fix_type(RuleContext *context, Finding *finding, const TypedColumn *column, const char *type);

/* ---- names that a change gives: by CREATE, ADD or RENAME ---- */

#define MV_NAMING_KINDS                                                                                                       \
	CHANGE_CREATE_TABLE, CHANGE_CREATE_TABLE_AS, CHANGE_ADD_COLUMN, CHANGE_ADD_CONSTRAINT, CHANGE_CREATE_INDEX,           \
	CHANGE_CREATE_SEQUENCE, CHANGE_CREATE_VIEW, CHANGE_CREATE_MATERIALIZED_VIEW, CHANGE_CREATE_ENUM, CHANGE_CREATE_TYPE,  \
	CHANGE_CREATE_COMPOSITE, CHANGE_CREATE_RANGE, CHANGE_CREATE_DOMAIN, CHANGE_CREATE_FUNCTION, CHANGE_CREATE_TRIGGER,    \
	CHANGE_CREATE_SCHEMA, CHANGE_RENAME_TABLE, CHANGE_RENAME_COLUMN, CHANGE_RENAME_CONSTRAINT, CHANGE_RENAME_INDEX,       \
	CHANGE_RENAME_VIEW, CHANGE_RENAME_SCHEMA

typedef enum NameKind {
	NAME_TABLE, NAME_COLUMN, NAME_INDEX, NAME_UNIQUE, NAME_FOREIGN_KEY, NAME_CHECK, NAME_PRIMARY_KEY, NAME_EXCLUSION,
	NAME_SEQUENCE, NAME_VIEW, NAME_ENUM, NAME_TYPE, NAME_FUNCTION, NAME_TRIGGER, NAME_SCHEMA,
	NAME_KIND_COUNT
} NameKind;
/* "table", "foreign key", ... */
const char *mv_name_kind_words(NameKind kind);

typedef struct GivenName {
	NameKind kind;
	const char *schema; /* as written, or NULL */
	const char *name;   /* NULL: none was written, PostgreSQL chooses */
	const char *table;  /* of columns, constraints, indexes, triggers; or NULL */
	const char *columns; /* of constraints and indexes: "a_b"; NULL: not known (expressions) */
	const char *referenced; /* table of a foreign key; or NULL */
	Span span;
} GivenName;
/* Where a walk over the names of one change has come to; zero at first. */
typedef struct NameCursor {
	bool begun;
	uint32_t column, part;
} NameCursor;
/* The next name; false: no more. Temporary tables and their parts are left out. */
bool mv_next_given_name(const RuleContext *context, const Change *change, NameCursor *cursor, GivenName *given);

/*
 * Does the name follow the pattern? A pattern with {table}, {columns}, {column}, {referenced} or {name} is a template;
 * any other is an extended regular expression of POSIX. NULL in `given` for a part of the template: it is not judged.
 */
bool mv_name_fits(const RuleContext *context, const char *pattern, const GivenName *given);
/* Can a pattern be read? Else false, with the reason. */
bool mv_pattern_check(const char *pattern, Error *err);
/* The name that the template asks for, in 63 bytes; NULL: it is a regular expression, or a part is not known. */
char *mv_name_from_template(Arena *arena, const char *pattern, const GivenName *given);

enum { RESERVED_POSTGRESQL = 1, RESERVED_SQLITE = 2, RESERVED_MYSQL = 4, RESERVED_STANDARD = 8 };
/* Where the word, in lower case, cannot name a table or column without quotes: bits of these. */
unsigned mv_reserved_in(const char *name);

/* ---- looking around in the migration ---- */

typedef bool ChangeTest(const Change *change, const void *data);
/* The first change of the migration's up part behind `from` (NULL: from its start) that passes; NULL: none. */
const Change *mv_find_change(const Migration *migration, const Change *from, ChangeTest *test, const void *data);
/* The same between the start of the migration and `until`. */
const Change *mv_find_earlier(const Migration *migration, const Change *until, ChangeTest *test, const void *data);

/*
 * The first change that has committed when a later statement (`second`, may be
 * NULL) fails, and then fails when the migration is run again; NULL: none.
 */
const Change *mv_fails_again(const RuleContext *context, const Migration *migration, const Change **second);
/* The next change behind `previous` that a second run would stop at; NULL: none. */
const Change *mv_next_failing_again(const Migration *migration, const Change *previous);

/* Does a statement shortly before drop IF EXISTS what the change makes? */
bool mv_is_dropped_before(const Change *change);

/* What takes the place of a column or table that is still there. */
typedef struct Replacement {
	const char *name;     /* a column of the same table, or a table */
	const Change *change; /* where its values are carried over; NULL: nowhere, only the names tell */
} Replacement;
/*
 * Is something new to everybody else (mv_is_new) filled from the column (table),
 * in this migration or, with --since, in any under review?
 */
bool mv_column_replacement(const RuleContext *context, const Table *table, const Column *column, Replacement *replacement);
bool mv_table_replacement(const RuleContext *context, const Table *table, Replacement *replacement);

/* The check that waits for rows of the table (or of its partitions) in the open transaction; NULL: none. */
const PendingCheck *mv_pending_check(const RuleContext *context, const Table *table);

/* Does an INSERT or UPDATE set a column that is new to everybody else (a backfill)? `table` NULL: no. */
bool mv_writes_new_column(const RuleContext *context, const Table *table, const Dml *dml);
/* The existing table that the change is about, when touching it may hurt: known or not, but not harmless. */
bool mv_hits_existing_table(const RuleContext *context, const Change *change);
/* Does a comment beside the change (in the file, or on the column with this id) announce that the column becomes NOT NULL later? */
bool mv_promises_not_null(const RuleContext *context, const Change *change, uint32_t column);
/* Did a migration under review bring it about? */
bool mv_is_reviewed(const Birth *birth);
/* The next table from `*at` on (0 at first), which moves behind it; NULL: no more. Temporary ones, and those that may not be there, are left out. */
const Table *mv_next_lasting_table(const RuleContext *context, uint32_t *at);
/* Of a table, column, ... by its id. */
bool mv_has_comment(const RuleContext *context, uint32_t id);
/* lock_timeout is set by the runner or the role? */
bool mv_lock_timeout_is_managed(const RuleContext *context);
/* What the function SETs for its calls; NULL: nothing by that name. */
const Option *mv_function_setting(const FunctionChange *function, const char *name);
/* "users" of the change's target: as the replay knows it, else as written. */
char *mv_show_target(const RuleContext *context, const Change *change);
/* Is it certain that the table (column) is not there, so that IF EXISTS makes the change do nothing? */
bool mv_is_absent_table(const RuleContext *context, const QName *name);

#endif
