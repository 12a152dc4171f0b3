/*
 * change.h: the change set. What a migration does, whatever language it was
 * written in: a Statement is what the author wrote, a Change is one operation
 * on the schema (or on data, or on the session) that the server will perform.
 *
 * Invariants
 * - Changes of one statement stand in the order in which the server performs
 *   them (ALTER TABLE subcommands are sorted by PostgreSQL's passes: drops,
 *   type changes, ..., adds), not in text order.
 * - Names are as the server sees them: unquoted ones folded to lower case,
 *   truncated to 63 bytes (Change.truncated tells).
 *   A NULL schema means "found by search_path".
 * - An unknown name (a placeholder, a computed value) is QName.unknown / NULL
 *   with the flag; nothing may be concluded from it.
 * - All memory belongs to the arena of the worker that lowered the file and
 *   lives until the report is written.
 */
#ifndef MIGVET_CHANGE_H
#define MIGVET_CHANGE_H

#include "migvet/expression.h"
#include "migvet/migration.h"

/* ---- what changes are made of ---- */

typedef enum ObjectKind {
	OBJ_NONE,
	OBJ_TABLE, OBJ_FOREIGN_TABLE, OBJ_VIEW, OBJ_MATERIALIZED_VIEW,
	OBJ_INDEX, OBJ_SEQUENCE, OBJ_COLUMN, OBJ_CONSTRAINT, OBJ_DOMAIN_CONSTRAINT,
	OBJ_TRIGGER, OBJ_EVENT_TRIGGER, OBJ_RULE, OBJ_POLICY,
	OBJ_TYPE, OBJ_ENUM, OBJ_ENUM_VALUE, OBJ_COMPOSITE, OBJ_ATTRIBUTE, OBJ_RANGE, OBJ_DOMAIN,
	OBJ_FUNCTION, OBJ_PROCEDURE, OBJ_AGGREGATE, OBJ_ROUTINE,
	OBJ_SCHEMA, OBJ_EXTENSION, OBJ_DATABASE, OBJ_TABLESPACE, OBJ_ROLE,
	OBJ_COLLATION, OBJ_CONVERSION, OBJ_CAST, OBJ_OPERATOR, OBJ_OPERATOR_CLASS,
	OBJ_OPERATOR_FAMILY, OBJ_TEXT_SEARCH, OBJ_STATISTICS, OBJ_PUBLICATION,
	OBJ_SUBSCRIPTION, OBJ_SERVER, OBJ_FOREIGN_DATA_WRAPPER, OBJ_USER_MAPPING,
	OBJ_LANGUAGE, OBJ_TRANSFORM, OBJ_ACCESS_METHOD, OBJ_DEFAULT_PRIVILEGES, OBJ_LARGE_OBJECT,
	OBJ_KIND_COUNT
} ObjectKind;
/* "table", "materialized view", ... as PostgreSQL's messages say. */
const char *mv_object_kind_name(ObjectKind kind);

typedef enum Persistence { PERSISTENCE_PERMANENT, PERSISTENCE_UNLOGGED, PERSISTENCE_TEMPORARY } Persistence;
const char *mv_persistence_name(Persistence persistence); /* "unlogged" */

/* A storage parameter or other name = value pair. */
typedef struct Option {
	const char *name, *value; /* value NULL: none given */
	const char *prefix;       /* "toast" of toast.x, or NULL */
	const char *sql;          /* SET clauses of functions: as it is written; NULL otherwise */
} Option;
typedef VEC(Option) OptionVec;

typedef enum Identity { IDENTITY_NONE, IDENTITY_ALWAYS, IDENTITY_BY_DEFAULT } Identity;
const char *mv_identity_name(Identity identity); /* "by default"; NULL: none */
typedef enum Generated { GENERATED_NONE, GENERATED_STORED, GENERATED_VIRTUAL } Generated;
const char *mv_generated_name(Generated generated); /* "stored"; NULL: not generated */

typedef enum ConstraintKind {
	CONSTRAINT_NOT_NULL, /* named or PostgreSQL 18's table constraint */
	CONSTRAINT_CHECK,
	CONSTRAINT_PRIMARY_KEY,
	CONSTRAINT_UNIQUE,
	CONSTRAINT_EXCLUSION,
	CONSTRAINT_FOREIGN_KEY,
} ConstraintKind;
const char *mv_constraint_kind_name(ConstraintKind kind); /* "foreign key", ... */

typedef enum FkAction { FK_NO_ACTION, FK_RESTRICT, FK_CASCADE, FK_SET_NULL, FK_SET_DEFAULT } FkAction;
const char *mv_fk_action_name(FkAction action); /* "set null" */
const char *mv_fk_action_sql(FkAction action);  /* "SET NULL"; NULL: NO ACTION, which is not written */
typedef enum FkMatch { FK_MATCH_SIMPLE, FK_MATCH_FULL, FK_MATCH_PARTIAL } FkMatch;

/* One key of an index or exclusion constraint. */
typedef struct IndexKey {
	const char *column; /* NULL: an expression */
	const char *attribute; /* what the column was called when the index was made, if that is another name: clones are named so */
	const Expression *expression;
	const char *opclass, *collation, *exclude_operator;
	uint32_t opclass_id; /* in the schema: of a user-defined one, or of an extension's; 0: the server's own */
	OptionVec opclass_options;
	bool descending, nulls_first, nulls_given;
	Span span;
} IndexKey;
typedef VEC(IndexKey) IndexKeyVec;
typedef VEC(Ident) IdentVec;

/* A constraint as written. In a column definition `columns` holds that column. */
typedef struct ConstraintSpec {
	ConstraintKind kind;
	Ident name; /* text NULL: PostgreSQL will choose */
	IdentVec columns; /* PK, UNIQUE, NOT NULL: keys; FK: referencing columns */
	IdentVec including;
	IndexKeyVec exclude_keys;
	const char *access_method; /* exclusion */
	const Expression *expression;    /* CHECK */
	const Expression *predicate;     /* exclusion WHERE */
	QName referenced;          /* FK */
	IdentVec referenced_columns; /* empty: its primary key */
	FkAction on_delete, on_update;
	FkMatch match;
	IdentVec on_delete_columns; /* SET NULL (a, b) */
	QName using_index;         /* name NULL: none */
	OptionVec options;
	const char *tablespace;
	bool not_valid, not_enforced, no_inherit, nulls_not_distinct;
	bool deferrable, initially_deferred;
	bool without_overlaps, period; /* 18 */
	bool inline_in_column;     /* written in a column definition */
	Span span;
} ConstraintSpec;
typedef VEC(ConstraintSpec *) ConstraintSpecVec;

typedef struct ColumnSpec {
	Ident name;
	const Type *type; /* NULL: none written (typed tables, partitions) */
	bool not_null, explicit_null;
	const Expression *default_value; /* NULL: none; DEFAULT NULL is EXPR_NULL */
	Identity identity;
	OptionVec sequence_options;
	Generated generated;
	const Expression *generation;
	const char *collation, *storage, *compression;
	OptionVec fdw_options;
	ConstraintSpecVec constraints; /* inline ones other than NOT NULL without a name */
	Span span;
} ColumnSpec;
typedef VEC(ColumnSpec *) ColumnSpecVec;

typedef enum PartitionKind { PARTITION_NONE, PARTITION_LIST, PARTITION_RANGE, PARTITION_HASH } PartitionKind;
typedef struct PartitionBound {
	bool is_default;
	PartitionKind strategy;
	VEC(Expression *) list;       /* LIST: values */
	VEC(Expression *) from, to;   /* RANGE; MINVALUE and MAXVALUE are EXPR_COLUMN of that name (lower case) */
	int32_t modulus, remainder;
	Span span;
} PartitionBound;

typedef struct LikeClause {
	QName source;
	bool comments, compression, constraints, defaults, generated, identity, indexes, statistics, storage;
} LikeClause;

/* ---- the kinds ---- */

/* name, member of Change.as, words for people */
#define MV_CHANGE_KINDS(X)                                             \
	/* creation */                                                 \
	X(CREATE_TABLE, table, "create table")                         \
	X(CREATE_TABLE_AS, table_as, "create table as")                \
	X(CREATE_INDEX, index, "create index")                         \
	X(CREATE_VIEW, view, "create view")                            \
	X(CREATE_MATERIALIZED_VIEW, view, "create materialized view")  \
	X(CREATE_SEQUENCE, sequence, "create sequence")                \
	X(CREATE_ENUM, type, "create enum type")                       \
	X(CREATE_COMPOSITE, type, "create composite type")             \
	X(CREATE_RANGE, type, "create range type")                     \
	X(CREATE_TYPE, type, "create type")                            \
	X(CREATE_DOMAIN, domain, "create domain")                      \
	X(CREATE_FUNCTION, function, "create function")                \
	X(CREATE_TRIGGER, trigger, "create trigger")                   \
	X(CREATE_RULE, rule, "create rule")                            \
	X(CREATE_POLICY, policy, "create policy")                      \
	X(CREATE_STATISTICS, statistics, "create statistics")          \
	X(CREATE_SCHEMA, object, "create schema")                      \
	X(CREATE_EXTENSION, object, "create extension")                \
	X(CREATE_OBJECT, object, "create object")                      \
	/* removal */                                                  \
	X(DROP_TABLE, drop, "drop table")                              \
	X(DROP_INDEX, drop, "drop index")                              \
	X(DROP_VIEW, drop, "drop view")                                \
	X(DROP_MATERIALIZED_VIEW, drop, "drop materialized view")      \
	X(DROP_SEQUENCE, drop, "drop sequence")                        \
	X(DROP_TYPE, drop, "drop type")                                \
	X(DROP_DOMAIN, drop, "drop domain")                            \
	X(DROP_FUNCTION, drop, "drop function")                        \
	X(DROP_TRIGGER, drop, "drop trigger")                          \
	X(DROP_RULE, drop, "drop rule")                                \
	X(DROP_POLICY, drop, "drop policy")                            \
	X(DROP_SCHEMA, drop, "drop schema")                            \
	X(DROP_EXTENSION, drop, "drop extension")                      \
	X(DROP_DATABASE, drop, "drop database")                        \
	X(DROP_OBJECT, drop, "drop object")                            \
	X(DROP_OWNED, object, "drop owned")                            \
	/* renaming, moving, ownership */                              \
	X(RENAME_TABLE, rename, "rename table")                        \
	X(RENAME_COLUMN, rename, "rename column")                      \
	X(RENAME_CONSTRAINT, rename, "rename constraint")              \
	X(RENAME_INDEX, rename, "rename index")                        \
	X(RENAME_VIEW, rename, "rename view")                          \
	X(RENAME_SCHEMA, rename, "rename schema")                      \
	X(RENAME_ENUM_VALUE, rename, "rename enum value")              \
	X(RENAME_OBJECT, rename, "rename object")                      \
	X(SET_SCHEMA, set_schema, "set schema")                        \
	X(SET_OWNER, set_owner, "set owner")                           \
	/* ALTER TABLE, columns */                                     \
	X(ADD_COLUMN, add_column, "add column")                        \
	X(DROP_COLUMN, drop_column, "drop column")                     \
	X(ALTER_COLUMN_TYPE, column_type, "alter column type")         \
	X(SET_NOT_NULL, column, "set not null")                        \
	X(DROP_NOT_NULL, column, "drop not null")                      \
	X(SET_DEFAULT, column_default, "set default")                  \
	X(DROP_DEFAULT, column, "drop default")                        \
	X(ADD_IDENTITY, identity, "add identity")                      \
	X(SET_IDENTITY, identity, "set identity")                      \
	X(DROP_IDENTITY, column, "drop identity")                      \
	X(SET_EXPRESSION, column_default, "set expression")            \
	X(DROP_EXPRESSION, column, "drop expression")                  \
	X(SET_STATISTICS, column_setting, "set statistics")            \
	X(SET_STORAGE, column_setting, "set storage")                  \
	X(SET_COMPRESSION, column_setting, "set compression")          \
	X(SET_COLUMN_OPTIONS, column_setting, "set column options")    \
	/* ALTER TABLE, constraints */                                 \
	X(ADD_CONSTRAINT, add_constraint, "add constraint")            \
	X(DROP_CONSTRAINT, constraint, "drop constraint")              \
	X(VALIDATE_CONSTRAINT, constraint, "validate constraint")      \
	X(ALTER_CONSTRAINT, constraint, "alter constraint")            \
	/* ALTER TABLE, the table */                                   \
	X(ATTACH_PARTITION, partition, "attach partition")             \
	X(DETACH_PARTITION, partition, "detach partition")             \
	X(INHERIT, partition, "inherit")                               \
	X(NO_INHERIT, partition, "no inherit")                         \
	X(SET_LOGGED, table_setting, "set logged")                     \
	X(SET_UNLOGGED, table_setting, "set unlogged")                 \
	X(SET_ACCESS_METHOD, table_setting, "set access method")       \
	X(SET_TABLESPACE, table_setting, "set tablespace")             \
	X(SET_OPTIONS, table_setting, "set storage parameters")        \
	X(RESET_OPTIONS, table_setting, "reset storage parameters")    \
	X(REPLICA_IDENTITY, table_setting, "replica identity")         \
	X(CLUSTER_ON, table_setting, "cluster on")                     \
	X(ENABLE_TRIGGER, table_setting, "enable trigger")             \
	X(DISABLE_TRIGGER, table_setting, "disable trigger")           \
	X(ENABLE_RULE, table_setting, "enable rule")                   \
	X(DISABLE_RULE, table_setting, "disable rule")                 \
	X(ROW_SECURITY, table_setting, "row level security")           \
	X(TABLE_OTHER, table_setting, "alter table")                   \
	X(ATTACH_INDEX_PARTITION, partition, "attach index partition") \
	/* other ALTERs */                                             \
	X(ALTER_SEQUENCE, sequence, "alter sequence")                  \
	X(ADD_ENUM_VALUE, enum_value, "add enum value")                \
	X(ALTER_DOMAIN, alter_domain, "alter domain")                  \
	X(ALTER_COMPOSITE, alter_composite, "alter composite type")    \
	X(ALTER_FUNCTION, function, "alter function")                  \
	X(ALTER_POLICY, policy, "alter policy")                        \
	X(ALTER_OBJECT, object, "alter object")                        \
	X(GRANT, grant, "grant")                                       \
	X(REVOKE, grant, "revoke")                                     \
	X(COMMENT, comment, "comment")                                 \
	/* data and maintenance */                                     \
	X(INSERT, dml, "insert")                                       \
	X(UPDATE, dml, "update")                                       \
	X(DELETE, dml, "delete")                                       \
	X(MERGE, dml, "merge")                                         \
	X(SELECT, dml, "select")                                       \
	X(COPY, dml, "copy")                                           \
	X(TRUNCATE, truncate, "truncate")                              \
	X(REINDEX, maintenance, "reindex")                             \
	X(CLUSTER, maintenance, "cluster")                             \
	X(VACUUM, maintenance, "vacuum")                               \
	X(ANALYZE, maintenance, "analyze")                             \
	X(REFRESH_MATERIALIZED_VIEW, maintenance, "refresh materialized view") \
	X(LOCK_TABLE, lock_table, "lock table")                        \
	/* transaction and session */                                  \
	X(BEGIN, transaction, "begin")                                 \
	X(COMMIT, transaction, "commit")                               \
	X(ROLLBACK, transaction, "rollback")                           \
	X(SAVEPOINT, transaction, "savepoint")                         \
	X(RELEASE_SAVEPOINT, transaction, "release savepoint")         \
	X(ROLLBACK_TO_SAVEPOINT, transaction, "rollback to savepoint") \
	X(PREPARE_TRANSACTION, transaction, "prepare transaction")     \
	X(SET_VARIABLE, variable, "set")                               \
	X(RESET_ALL, variable, "reset all")                            \
	X(SET_CONSTRAINTS, constraints_mode, "set constraints")        \
	/* the rest */                                                 \
	X(OTHER, other, "statement")                                   \
	X(OPAQUE, opaque, "unresolved statement")

typedef enum ChangeKind {
	CHANGE_NONE,
#define X(kind, member, words) CHANGE_##kind,
	MV_CHANGE_KINDS(X)
#undef X
	CHANGE_KIND_COUNT
} ChangeKind;
const char *mv_change_kind_name(ChangeKind kind); /* "add column" */

/*
 * When does a change happen? A conjunction of tests (a list): all must hold.
 * From DO blocks (IF NOT EXISTS (SELECT ... FROM pg_class ...)), loops and
 * opaque conditions. Decided by replay against the schema.
 */
typedef enum GuardKind {
	GUARD_OBJECT_EXISTS, /* object (of kind) is there */
	GUARD_UNKNOWN,       /* may or may not happen: loop over rows, opaque condition */
	GUARD_NEVER,         /* condition known to be false */
} GuardKind;
typedef struct Guard Guard;
struct Guard {
	GuardKind kind;
	bool negated;
	ObjectKind object;    /* OBJ_NONE: any kind of relation */
	const char *schema;   /* NULL: any schema / search_path */
	const char *relation; /* of a column, constraint, trigger, index; NULL: any */
	const char *name;
	/*
	 * Guards of one statement with the same number (not 0) ask the same
	 * question, which the server asked once: before the first change that has
	 * one of them. IF ... ELSE does both otherwise, when THEN creates the thing.
	 */
	uint32_t test;
	const Guard *next;
};

/* Errors that an enclosing EXCEPTION block swallows. */
typedef enum Swallowed {
	SWALLOW_DUPLICATE = 1 << 0, /* duplicate_object, _table, _column, _schema, _function, _alias... */
	SWALLOW_UNDEFINED = 1 << 1, /* undefined_table, _column, _object, _function */
	SWALLOW_ALL = 1 << 2,       /* WHEN OTHERS */
	SWALLOW_OTHER = 1 << 3,     /* some other condition */
} Swallowed;

/* ---- payloads ---- */

typedef struct CreateTable {
	QName name;
	Persistence persistence;
	bool if_not_exists, foreign;
	ColumnSpecVec columns;
	ConstraintSpecVec constraints; /* table constraints */
	VEC(LikeClause) like;
	VEC(QName) inherits;
	QName partition_of;           /* name NULL: none */
	const PartitionBound *bound;
	PartitionKind partition_by;
	IndexKeyVec partition_keys;
	QName of_type;                /* name NULL: none */
	OptionVec options;
	const char *access_method, *tablespace, *server;
} CreateTable;

typedef struct CreateTableAs {
	QName name;
	Persistence persistence;
	bool if_not_exists, with_no_data;
	IdentVec columns; /* explicit names, or empty */
	const QueryInfo *query;
	OptionVec options;
	const char *access_method, *tablespace;
} CreateTableAs;

typedef struct CreateIndex {
	Ident name; /* text NULL: PostgreSQL will choose */
	QName table;
	bool unique, concurrently, if_not_exists, only, nulls_not_distinct;
	const char *access_method; /* "btree" when not given */
	IndexKeyVec keys;
	IdentVec including;
	const Expression *predicate;
	OptionVec options;
	const char *tablespace;
} CreateIndex;

typedef struct CreateView {
	QName name;
	Persistence persistence;
	bool or_replace, if_not_exists, with_no_data, recursive;
	IdentVec columns;
	const QueryInfo *query;
	Str text; /* of the query */
	OptionVec options;
	const char *check_option; /* "local", "cascaded" or NULL */
} CreateView;

typedef struct SequenceChange {
	QName name;
	Persistence persistence;
	bool if_not_exists; /* or IF EXISTS for ALTER */
	OptionVec options;  /* as, start, increment, minvalue, maxvalue, cache, cycle, restart */
	QName owned_by_table; /* name NULL: not given */
	const char *owned_by_column; /* NULL with owned_by_none: OWNED BY NONE */
	bool owned_by_none;
} SequenceChange;

typedef struct CreateType {
	QName name;
	IdentVec labels;          /* enum */
	ColumnSpecVec attributes; /* composite */
	OptionVec options;       /* range, base */
	const Code *code;        /* range, base: the statement */
	QName multirange;        /* range: as written; name NULL: PostgreSQL will choose */
} CreateType;

typedef struct CreateDomain {
	QName name;
	const Type *base;
	const Expression *default_value;
	bool not_null;
	const char *not_null_name; /* CONSTRAINT n NOT NULL; or NULL */
	ConstraintSpecVec checks;
} CreateDomain;

typedef enum Volatility { VOLATILITY_UNKNOWN, VOLATILITY_IMMUTABLE, VOLATILITY_STABLE, VOLATILITY_VOLATILE } Volatility;
typedef struct Parameter {
	const char *name; /* or NULL */
	const Type *type;
	const char *mode; /* "in", "out", "inout", "variadic", "table" */
	const Expression *default_value;
} Parameter;
typedef struct FunctionChange {
	ObjectKind object; /* FUNCTION, PROCEDURE, AGGREGATE, ROUTINE */
	QName name;
	bool or_replace;
	VEC(Parameter) parameters;
	bool arguments_given; /* ALTER FUNCTION f without a list: false */
	const Type *returns;
	const char *language;
	Volatility volatility; /* UNKNOWN: not written (default VOLATILE; ALTER: unchanged) */
	bool security_definer, strict, leakproof;
	bool security_given, strict_given, leakproof_given; /* ALTER changes only these */
	OptionVec settings;    /* SET search_path = ... ; ALTER: RESET is one without `sql`, of name "all": of all */
	OptionVec options;     /* window, cost, rows, support, parallel; of an aggregate: its definition */
	VEC(const Type *) transforms;
	Str body;              /* text between the quotes; empty: SQL-standard body */
	bool body_given;       /* between quotes */
	const char *link_symbol; /* C: AS 'file', 'symbol' */
	const QueryInfo *body_query; /* of LANGUAGE SQL when it could be read */
	/* SQL-standard body, where code is kept: RETURN expression, or the statements of BEGIN ATOMIC. */
	const Expression *body_return;
	VEC(const QueryInfo *) body_statements;
	bool body_atomic;
	const Code *code;      /* aggregates, where code is kept: the statement */
} FunctionChange;

typedef struct CreateTrigger {
	Ident name;
	QName table;
	QName function;
	bool or_replace, constraint, row, deferrable, initially_deferred;
	const char *timing; /* "before", "after", "instead of" */
	bool on_insert, on_update, on_delete, on_truncate;
	IdentVec update_columns;
	const Expression *when;
	QName referenced; /* FROM table of a constraint trigger */
	const char *old_table, *new_table; /* REFERENCING ... AS, or NULL */
	VEC(const char *) arguments; /* strings */
} CreateTrigger;

typedef struct CreateRule {
	Ident name;
	QName table;
	bool or_replace, instead;
	const char *event;
	const QueryInfo *query; /* of a rule whose only action is a SELECT */
	const Expression *condition;
	VEC(const QueryInfo *) actions; /* empty: NOTHING */
} CreateRule;

typedef struct PolicyChange {
	Ident name;
	QName table;
	bool permissive;
	const char *command; /* "all", "select", ... */
	IdentVec roles;
	const Expression *using_expr, *check_expr;
} PolicyChange;

typedef struct CreateStatistics {
	QName name;
	QName table;
	IdentVec columns;
	IndexKeyVec keys;         /* columns and expressions, as written */
	VEC(const char *) kinds;  /* none: all */
	bool if_not_exists;
} CreateStatistics;

typedef struct PublicationMember {
	QName table;
	bool only, columns_given;
	IdentVec columns;
	const Expression *where;
} PublicationMember;

/* The types by which a statement tells a routine (an operator, a cast) from its namesakes; NULL: NONE. */
typedef struct ArgumentTypes {
	VEC(const Type *) types;
	bool given;
} ArgumentTypes;

/* CREATE/ALTER of what is not modelled in detail. */
typedef struct ObjectChange {
	ObjectKind object;
	QName name;
	bool if_not_exists, or_replace, cascade;
	OptionVec options;      /* extension: schema, version */
	const char *detail;     /* what ALTER does, in words, or NULL */
	const char *sub;        /* which kind of text search object; the access method of an operator class or family */
	VEC(const Type *) types; /* operator: left and right (NULL: none); cast: from, to; transform: its type */
	const Code *code;       /* the statement, or NULL */
	VEC(PublicationMember) tables; /* publication */
	VEC(const char *) schemas; /* publication: TABLES IN SCHEMA; NULL: the current one */
	bool all_tables;        /* publication */
	const Code *family;     /* operator class without FAMILY: CREATE OPERATOR FAMILY of its name */
	Ident part;             /* security label: column, ...; text NULL otherwise */
	ArgumentTypes signature;    /* security label: of the object */
} ObjectChange;

/* One dropped object; siblings of the same DROP statement are its other changes. */
typedef struct Drop {
	ObjectKind object;
	QName name;
	QName table; /* of triggers, rules, policies; name NULL otherwise */
	VEC(const Type *) arguments; /* functions */
	bool arguments_given;
	bool if_exists, cascade, concurrently;
	uint32_t sibling_count; /* objects dropped by this statement, itself included */
	const char *sub;  /* as in ObjectChange */
} Drop;

typedef struct Rename {
	ObjectKind object;   /* what is renamed: TABLE, COLUMN, CONSTRAINT, ... */
	ObjectKind relation_kind; /* COLUMN: of what kind of relation the statement speaks */
	QName name;          /* the object, or the relation/type it belongs to */
	Ident part;           /* column, constraint, trigger, policy, attribute, label: its old name; text NULL otherwise */
	Ident new_name;
	VEC(const Type *) arguments; /* of a routine, aggregate, operator */
	bool arguments_given;
	const char *sub; /* as in ObjectChange */
	bool if_exists, cascade;
} Rename;

typedef struct SetSchema {
	ObjectKind object;
	QName name;
	Ident new_schema;
	VEC(const Type *) arguments; /* as in Rename */
	bool arguments_given;
	const char *sub;
	bool if_exists;
} SetSchema;
typedef struct SetOwner {
	ObjectKind object;
	QName name;
	ArgumentTypes signature;
	const char *sub;     /* text search: "configuration", ...; operator classes: access method; NULL otherwise */
	const char *owner;
} SetOwner;

/* The target of every ALTER TABLE subcommand. */
typedef struct Target {
	QName table;
	ObjectKind object; /* what the statement says: TABLE, INDEX, VIEW, SEQUENCE, FOREIGN_TABLE, MATERIALIZED_VIEW */
	bool if_exists, only;
} Target;

typedef struct AddColumn {
	Target target;
	ColumnSpec *column;
	bool if_not_exists;
} AddColumn;
typedef struct DropColumn {
	Target target;
	Ident column;
	bool if_exists, cascade;
} DropColumn;
typedef struct ColumnType {
	Target target;
	Ident column;
	const Type *type;
	const Expression *using_expr; /* NULL: none */
} ColumnType;
typedef struct ColumnChange { /* SET/DROP NOT NULL, DROP DEFAULT, DROP IDENTITY, DROP EXPRESSION */
	Target target;
	Ident column;
	bool if_exists;
} ColumnChange;
typedef struct ColumnDefault { /* SET DEFAULT, SET EXPRESSION */
	Target target;
	Ident column;
	const Expression *value;
} ColumnDefault;
typedef struct IdentityChange {
	Target target;
	Ident column;
	Identity identity; /* NONE: SET changes only options */
	OptionVec options;
} IdentityChange;
typedef struct ColumnSetting {
	Target target;
	Ident column;
	OptionVec options; /* "statistics"/"storage"/"compression" = value, or attribute options */
	bool reset;
	bool foreign; /* options for the foreign server; one without a value is dropped */
} ColumnSetting;
typedef struct AddConstraint {
	Target target;
	ConstraintSpec *constraint;
} AddConstraint;
typedef struct ConstraintChange { /* DROP, VALIDATE, ALTER CONSTRAINT */
	Target target;
	Ident name;
	bool if_exists, cascade;
	Tri deferrable, initially_deferred, enforced, inherit; /* ALTER: UNKNOWN = not mentioned */
} ConstraintChange;
typedef struct PartitionChange { /* ATTACH/DETACH: parent is target; INHERIT: child is target, `other` the parent */
	Target target;
	QName other;
	const PartitionBound *bound;
	bool concurrently, finalize;
} PartitionChange;
typedef struct TableSetting {
	Target target;
	Ident name;         /* trigger, rule, index, access method, tablespace; "all"/"user" for triggers */
	OptionVec options; /* storage parameters; ROW_SECURITY: enable|disable|force|no force */
	const char *words; /* TABLE_OTHER: the subcommand in words */
} TableSetting;

typedef struct EnumValue {
	QName type;
	Ident value;
	const char *neighbor; /* NULL: at the end */
	bool before, if_not_exists;
} EnumValue;
typedef enum DomainChange {
	DOMAIN_SET_DEFAULT, DOMAIN_DROP_DEFAULT, DOMAIN_SET_NOT_NULL, DOMAIN_DROP_NOT_NULL,
	DOMAIN_ADD_CONSTRAINT, DOMAIN_DROP_CONSTRAINT, DOMAIN_VALIDATE_CONSTRAINT
} DomainChange;
typedef struct AlterDomain {
	QName name;
	DomainChange what;
	ConstraintSpec *constraint; /* ADD */
	Ident constraint_name;      /* DROP, VALIDATE */
	const Expression *default_value;
	bool if_exists, cascade;
} AlterDomain;
typedef struct AlterComposite {
	QName name;
	const char *what; /* "add attribute", "drop attribute", "alter attribute" */
	ColumnSpec *attribute;
	Ident attribute_name;
	bool cascade, if_exists;
} AlterComposite;

typedef struct Grant {
	ObjectKind object;
	VEC(QName) names;             /* with all_in_schema: the schemas */
	VEC(ArgumentTypes) signatures;    /* of those */
	VEC(const char *) privileges; /* empty: ALL */
	VEC(IdentVec) columns;        /* of those; empty: the whole object */
	VEC(const char *) grantees;   /* "public" for PUBLIC */
	VEC(const char *) roles;      /* default privileges: FOR ROLE; empty: the current one */
	bool all_in_schema, grant_option, cascade, default_privileges, role_membership;
} Grant;
typedef struct CommentChange {
	ObjectKind object;
	QName name;
	Ident part; /* column, constraint, trigger ...; text NULL otherwise */
	ArgumentTypes signature;
	const char *sub;  /* as in SetOwner */
	const char *text; /* NULL: removed */
} CommentChange;

typedef struct Dml {
	QName table; /* name NULL: none (SELECT 1, COPY (query)) */
	const char *alias;
	IdentVec columns;     /* INSERT: listed; UPDATE: assigned */
	bool has_where;
	const Expression *where;
	bool bounded;        /* LIMIT, ctid batch, or primary-key-like equality/IN with constants */
	bool from_query;     /* INSERT ... SELECT */
	uint32_t row_count;  /* INSERT ... VALUES: rows, else 0 */
	/*
	 * What is written, row by row: the first rows of VALUES, the outputs of INSERT ... SELECT, what UPDATE assigns.
	 * DEFAULT is EXPR_OTHER "default".
	 */
	VEC(const Expression *) values;
	uint32_t row_width;  /* 0: not known */
	bool overrides_identity; /* OVERRIDING */
	bool writes_parts;   /* fields or elements of a column */
	bool on_conflict, calls_functions;
	const QueryInfo *query;  /* everything read: FROM, USING, sub-selects, CTEs */
	bool copy_from_program, copy_to, from_stdin;
} Dml;
typedef struct Truncate {
	QName table;
	bool cascade, restart_identity, only;
	uint32_t sibling_count;
} Truncate;
typedef struct Maintenance { /* REINDEX, CLUSTER, VACUUM, ANALYZE, REFRESH */
	ObjectKind object; /* REINDEX: INDEX, TABLE, SCHEMA, DATABASE; else TABLE; NONE: whole database */
	QName name;
	bool concurrently, full, with_no_data;
	bool system; /* REINDEX SYSTEM: only the catalogs of the database */
	Ident index; /* CLUSTER ... USING */
} Maintenance;
typedef struct LockTable {
	QName table;
	const char *mode; /* "ACCESS EXCLUSIVE", ... */
	bool nowait, only;
} LockTable;
typedef struct TransactionChange {
	const char *savepoint; /* or NULL */
	bool chain;
} TransactionChange;
typedef struct Variable {
	const char *name;  /* lower case: "lock_timeout", "search_path", "role"; NULL for RESET ALL */
	VEC(const char *) values; /* empty: TO DEFAULT / RESET */
	bool local, reset, unknown_value;
} Variable;
typedef struct ConstraintsMode {
	bool deferred;
	VEC(QName) names; /* empty: ALL */
} ConstraintsMode;
typedef struct Other {
	const char *tag;   /* PostgreSQL's command tag, upper case: "CREATE SUBSCRIPTION" */
	bool forbidden_in_transaction;
	bool changes_schema; /* DDL that the model does not hold */
} Other;
typedef struct Opaque {
	const char *reason; /* "dynamic SQL built at run time", "syntax error", ... */
	bool may_change_schema;
} Opaque;

struct Change {
	ChangeKind kind;
	bool down;
	bool truncated;         /* a name was longer than 63 bytes */
	uint8_t swallowed;      /* Swallowed bits */
	uint8_t loop;           /* inside a loop: may happen many times */
	uint32_t index;         /* among the changes of its statement */
	const Statement *statement;
	const Guard *guard;     /* NULL: happens */
	Span span;              /* of the operation: the subcommand, else the statement */
	Span subject;           /* of the name it is about: the tight place for a caret */
	union {
		CreateTable *table;
		CreateTableAs *table_as;
		CreateIndex *index;
		CreateView *view;
		SequenceChange *sequence;
		CreateType *type;
		CreateDomain *domain;
		FunctionChange *function;
		CreateTrigger *trigger;
		CreateRule *rule;
		PolicyChange *policy;
		CreateStatistics *statistics;
		ObjectChange *object;
		Drop *drop;
		Rename *rename;
		SetSchema *set_schema;
		SetOwner *set_owner;
		AddColumn *add_column;
		DropColumn *drop_column;
		ColumnType *column_type;
		ColumnChange *column;
		ColumnDefault *column_default;
		IdentityChange *identity;
		ColumnSetting *column_setting;
		AddConstraint *add_constraint;
		ConstraintChange *constraint;
		PartitionChange *partition;
		TableSetting *table_setting;
		EnumValue *enum_value;
		AlterDomain *alter_domain;
		AlterComposite *alter_composite;
		Grant *grant;
		CommentChange *comment;
		Dml *dml;
		Truncate *truncate;
		Maintenance *maintenance;
		LockTable *lock_table;
		TransactionChange *transaction;
		Variable *variable;
		ConstraintsMode *constraints_mode;
		Other *other;
		Opaque *opaque;
	} as;
};

/* How much of a statement is known. */
typedef enum Resolution { RESOLVED, RESOLVED_PARTLY, UNRESOLVED } Resolution;

struct Statement {
	const Migration *migration;
	const Source *source;
	Span span;          /* without the semicolon and surrounding comments */
	const char *tag;    /* "ALTER TABLE", "SELECT", ...: PostgreSQL's command tag */
	Resolution resolution;
	const char *reason; /* why not RESOLVED, or NULL */
	bool down;
	uint32_t number;    /* in the migration, from 0 */
	uint32_t section;   /* index into Migration.sections */
	VEC(Change) changes;
};

/* One line a change, with spans: what `migvet dump changes` prints. Indexes the lines of its sources. */
void mv_change_dump(const Migration *migration, StrBuf *out);

/* The statements in the order in which they are sent, up and then down: what `migvet dump sql` prints. */
void mv_sql_dump(const Migration *migration, StrBuf *out);

/* Did the framework add it by itself, so that the author cannot leave it out? */
bool mv_change_is_implied(const Change *change);

/* The table (or other object) that a change is about; NULL when none. */
const QName *mv_change_relation(const Change *change);
/* The column, constraint, trigger, ... of it, as written; NULL: the change is about no single part, or its name is not known. */
const char *mv_change_part(const Change *change);
/* What a part of an ALTER TABLE (VIEW, SEQUENCE, ...) alters; NULL: it is none. */
const Target *mv_change_target(const Change *change);

/* varchar(20), timestamptz, numeric(10,2)[]: as people write it. */
char *mv_type_format(const Type *type, Arena *arena);
char *mv_expr_format(const Expression *expr, Arena *arena);
char *mv_qname_format(const QName *name, Arena *arena);
/* Calls visit for expr and all below it, until it returns false. */
bool mv_expr_walk(const Expression *expr, bool (*visit)(const Expression *, void *), void *data);

#endif
