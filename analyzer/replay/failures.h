/*
 * failures.h: what the parts of failures*.c share.
 *
 * A failure is claimed only when it is certain: all objects that it speaks of
 * were seen to be created or certainly were not, under no unknown condition,
 * and nothing opaque came in between. False alarms cost more than misses.
 */
#ifndef MIGVET_REPLAY_FAILURES_H
#define MIGVET_REPLAY_FAILURES_H

#include "model.h"

typedef struct Check {
	const Schema *schema;
	const Session *session;
	const Change *change;
	int version;
	bool by_version; /* the version was looked at */
	QName absent; /* the last object that was found to be absent */
	Arena *arena;
	Failure *failure;
} Check;

/* The one way to ask for the version, so that it is known when another one may be judged otherwise. */
static inline int mv_judged_version(Check *c)
{
	c->by_version = true;
	return c->version;
}

/* Fills the failure and returns true. `related`: the object in the way (or NULL); `help` may be NULL. */
bool mv_refuse(Check *c, const char *sqlstate, const char *rule, Span span, const Object *related, const char *help,
	       const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Which change made the column or constraint in the way, which is no Object. Returns true. */
bool mv_made_by(Check *c, const Birth *birth);

/* ---- certainty ---- */

/* Was it certainly created, and nothing opaque since, which could have removed it? */
bool mv_certain_birth(const Check *c, const Birth *birth);
bool mv_certain(const Check *c, const Object *object);
bool mv_certain_column(const Check *c, const Table *table, const Column *column);
bool mv_certain_constraint(const Check *c, const Constraint *constraint);
/* Is all that a table has listed? */
bool mv_fully_known(const Check *c, const Table *table);
/* Does nothing of this kind and name exist? (relations of any kind: OBJ_TABLE) */
bool mv_surely_absent(Check *c, ObjectKind kind, const QName *name);

/* ---- names in messages ---- */

const char *mv_shown(const Check *c, const char *schema, const char *name);
const char *mv_shown_object(const Check *c, const Object *object);
/* "did you mean 'email'?" of the table's columns, or the other text. */
const char *mv_column_help(const Check *c, const Table *table, const char *name, const char *otherwise);

/* ---- shared questions; each returns true when it filled the failure ---- */

/* The table is certainly not there, or no table. Else `*table` (may be NULL: unknown). */
bool mv_refuse_table(Check *c, const QName *name, const Table **table);
bool mv_refuse_column(Check *c, const Table *table, const Ident *column);
bool mv_refuse_type(Check *c, const Type *type);
/* ctid, xmin, ...: every table has them. */
bool mv_refuse_system_name(Check *c, const Ident *column);
/* The attribute is not there, or the new name is taken (`taken` NULL: none). */
bool mv_refuse_attribute(Check *c, const Composite *type, const Ident *attribute, const char *taken);
bool mv_refuse_table_index(Check *c, const Table *table, const Ident *index);
/* The name that a new relation would get is taken. */
bool mv_refuse_taken(Check *c, const QName *name, Persistence persistence);
bool mv_refuse_taken_type(Check *c, const QName *name);

/* The name that a trigger, policy or rule of a table would get is taken, or there is no such table. */
bool mv_refuse_part_taken(Check *c, ObjectKind kind, const QName *on, const Ident *name, bool or_replace);

/* ---- objects of any kind (failures_object.c) ---- */

/* There is certainly no such relation, or it is of another kind. */
bool mv_refuse_relation(Check *c, ObjectKind kind, const QName *name);
/* A trigger, policy, rule or constraint that its table certainly does not have. */
bool mv_refuse_part(Check *c, ObjectKind kind, const QName *on, const Ident *part);
/* What COMMENT, GRANT, ALTER ... name; `part`, `sub`, `signature` may be NULL. */
bool mv_refuse_named(Check *c, ObjectKind kind, const QName *name, const Ident *part, const char *sub, const ArgumentTypes *signature);
bool mv_failure_comment(Check *c, const CommentChange *change);
bool mv_failure_grant(Check *c, const Grant *change);
bool mv_failure_owner(Check *c, const SetOwner *change);
/* The schema that a new object goes to is not there. */
bool mv_failure_schema(Check *c);

/* ---- functions (failures_function.c) ---- */

/* Is there certainly no function of this name, whatever its arguments? */
bool mv_surely_no_function(Check *c, const QName *name);
/* What a statement says is a function (procedure, aggregate) is none, or is not the only one. `types` NULL: no list is written. */
bool mv_refuse_function(Check *c, ObjectKind kind, const QName *name, const Type *const *types, uint32_t count, bool given);
/* A call in the expression is of no function. */
bool mv_refuse_calls(Check *c, const Expression *expression);
bool mv_failure_function(Check *c, const FunctionChange *create);
bool mv_failure_trigger(Check *c, const CreateTrigger *create);

/* ---- expressions over one table, which exists (`table`) or is being created (`create`) ---- */

/* It names a column that the table certainly does not have (failures_constraint.c). */
bool mv_refuse_expression_columns(Check *c, const Table *table, const CreateTable *create, const Expression *expression);
/* The rest in failures_expression.c: */
bool mv_refuse_check(Check *c, const Table *table, const CreateTable *create, const Expression *expression);
/* `what`: "an index", ... It must be immutable. */
bool mv_refuse_stored_expression(Check *c, const Table *table, const CreateTable *create, const Expression *expression, const char *what);
/* A default cannot name columns or hold a sub-select. */
bool mv_refuse_default_expression(Check *c, const Expression *expression);
/* What a column definition says of identity, generation and defaults cannot be together. */
bool mv_refuse_definition(Check *c, const Table *table, const CreateTable *create, const ColumnSpec *spec);
/* The access method has no default operator class for the type. */
bool mv_refuse_index_type(Check *c, const Type *type, const char *method, const char *column, Span span);
/* Identity columns have whole numbers. */
bool mv_refuse_identity_type(Check *c, const char *column, const Type *type, Span span);

/* ---- types of values (failures_cast.c) ---- */

/* Is there certainly no cast that an assignment does by itself? Types may be NULL: not known. */
/* Does a runner put a value into it, or code that was not followed: ${x}, {{x}}, <%= x %>? Then it says nothing. */
bool mv_text_is_template(const char *text);
bool mv_surely_no_cast(Check *c, const Type *from, const Type *to);
/* Of an expression over the columns of `table` (or NULL); NULL: not known. */
const Type *mv_expression_type(Check *c, const Expression *expression, const Table *table);
bool mv_refuse_default(Check *c, const Table *table, const char *column, const Type *type, const Expression *value, Span span);
/* The values or the default of the column cannot become those of the new type. */
bool mv_refuse_new_type(Check *c, const Table *table, const Column *column, const ColumnType *change);

/* ---- who is in the way (failures_users.c) ---- */

typedef struct Use {
	uint32_t id, column;  /* of what is used */
	const Object *holder; /* the object whose code or signature it is */
	const char *words;    /* "the default of column 'a' of 't'" */
} Use;

/* Something certain that uses the object (`column`: that column of it; 0: whatever), and is not `except`. */
bool mv_find_user(Check *c, uint32_t id, uint32_t column, const Object *except, Use *use);
/* A policy, rule or trigger of the table itself that uses its column. */
bool mv_find_part_user(const Check *c, const Table *table, const Column *column, Use *use);
/* Is the object dropped by this statement, too? */
bool mv_dropped_together(const Check *c, const Object *object);

/* Are they certainly two types? (failures_view.c) */
bool mv_types_differ(const Check *c, const Type *a, const Type *b);

/* A type with its domains taken off. */
typedef struct Plain {
	const char *name;     /* of one of the server's own types */
	const Object *object; /* or an enum; both NULL: not known */
	bool array;
} Plain;
Plain mv_plain_type(const Check *c, const Type *type);

/* ---- by subject ---- */

/* A value of an enum that the same transaction has added is used (failures_enum.c). */
bool mv_failure_new_enum_value(Check *c);

bool mv_failure_syntax(Check *c);              /* failures_syntax.c */
bool mv_failure_create(Check *c);              /* failures_create.c: tables, views, indexes, types, the rest */
bool mv_failure_partition(Check *c, const PartitionChange *change); /* failures_partition.c */
/* The bound of a new partition is not one of the parent's, or overlaps another. */
bool mv_refuse_bound(Check *c, const Table *parent, const PartitionBound *bound, Span span);
bool mv_refuse_parent(Check *c, const CreateTable *create, const Table *parent, Span span);
bool mv_failure_dml(Check *c, const Dml *statement); /* failures_dml.c */
bool mv_failure_view(Check *c, const CreateView *create, bool materialized); /* failures_view.c */
bool mv_failure_table_as(Check *c, const CreateTableAs *create);
/* A relation that the query reads is certainly not there. */
bool mv_refuse_relations(Check *c, const QueryInfo *query);
bool mv_failure_column(Check *c);              /* failures_column.c: ALTER TABLE ... COLUMN */
bool mv_failure_constraint(Check *c);          /* failures_constraint.c: ALTER TABLE ... CONSTRAINT */
/* A constraint of a table that exists (`table`), or of one that is being created (`create`). */
bool mv_failure_add_constraint(Check *c, const Table *table, const CreateTable *create, const ConstraintSpec *spec);
bool mv_failure_type(Check *c);                /* failures_type.c */
bool mv_failure_drop(Check *c);                /* failures_drop.c */
bool mv_failure_rename(Check *c);              /* failures_rename.c: RENAME, SET SCHEMA */
/* A unique index or key of a partitioned table without all of its partition key. */
bool mv_failure_partition_key(Check *c, const IndexKeyVec *partition_keys, PartitionKind partition_by,
			      const char *const *columns, uint32_t count, Span span, const char *what);

#endif
