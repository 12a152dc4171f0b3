/*
 * revision.h: interpreting the revisions of one history: what its files share.
 *
 * What alembic and sqlalchemy hand out at run time (a connection, a session, an
 * inspector, a batch) is a SYMBOL of a name that no Python file can write:
 * "migvet:connection". Attributes of it are paths below that name, so that a
 * call tells by its path what it is a call of.
 */
#ifndef MIGVET_PYTHON_ALEMBIC_REVISION_H
#define MIGVET_PYTHON_ALEMBIC_REVISION_H

#include "alembic.h"
#include "migvet/schema.h"

typedef enum Role {
	ROLE_NONE,
	ROLE_OP,         /* alembic.op, Operations(context) */
	ROLE_BATCH,      /* what `with op.batch_alter_table(...)` binds */
	ROLE_CONNECTION, /* op.get_bind(), engines */
	ROLE_SESSION,
	ROLE_INSPECTOR,
	ROLE_CONTEXT,    /* alembic.context, op.get_context() */
	ROLE_IMPL,       /* context.impl */
	ROLE_DIALECT,
	ROLE_TRANSACTION,/* conn.begin_nested() */
	ROLE_URL,        /* engine.url */
	ROLE_COUNT
} Role;

/* A call of batch_op: sent when the block ends. */
typedef struct QueuedCall {
	const char *name;
	const Value *call;
	Span operation;
	Circumstances circumstances;
} QueuedCall;

typedef struct Batch {
	BatchTable table;
	Circumstances circumstances; /* of the block */
	VEC(QueuedCall) queue;
	bool sent;
	bool copies; /* recreate='always' */
} Batch;

/* What env.py says. */
typedef struct Environment {
	TransactionMode transaction; /* UNKNOWN: Alembic's default */
	const char *version_table;
	const Value *metadata;       /* target_metadata */
	bool configured;
	VEC(Keyword) arguments;      /* of context.run_migrations(...): upgrade() gets them */
} Environment;

typedef struct Lowering {
	Alembic context; /* its `data` is this */
	Hooks hooks;
	Environment environment;
	bool in_environment; /* env.py is being looked at: nothing is written */
	VEC(Batch *) batches;
	VEC(const Value *) mapped; /* classes and tables that queries named: where columns get their names from */
	uint32_t autocommit;       /* depth of autocommit blocks */
	uint32_t savepoints;
	uint32_t listed;           /* relations that inspectors listed */
	unsigned alternatives;     /* of SQL, one inside of the other */
	const Migration *models_of; /* whose models are noted */
	Span opaque_at;            /* where a helper was reported last, and why */
	const char *opaque_reason;
} Lowering;

/* ---- roles.c ---- */

const Value *mv_alembic_role(Arena *arena, Role role);
/* Batches and transactions. */
const Value *mv_alembic_numbered_role(Arena *arena, Role role, uint32_t number);
uint32_t mv_alembic_role_number(const Value *value, Arena *arena);
Role mv_alembic_role_of(const Value *value, Arena *arena);
Role mv_alembic_role_of_path(Str path);
/* NULL: nothing is known of it. */
const Value *mv_alembic_role_attribute(Arena *arena, Role role, const char *name);
/* Is one of the arguments a connection, op, ...? */
bool mv_alembic_mentions_role(const Value *call, Arena *arena);

/* ---- objects.c: NULL: nothing is known of it ---- */

const Value *mv_alembic_object_call(Lowering *lowering, const char *name, const Value *object, const char *path, const Value *call);
const Value *mv_alembic_object_attribute(Lowering *lowering, const Value *object, const char *name);

/* ---- helpers.c: functions whose source is not there ---- */

/* A call of a function that only its name tells about: written as the operation that it is called like. */
void mv_alembic_helper(Lowering *lowering, const char *path, const Value *call);

/* ---- hooks.c ---- */

void mv_alembic_hooks(Lowering *lowering);
/* Sets context->operation and circumstances to what is running now. */
void mv_alembic_here(Lowering *lowering);

/* ---- environment.c ---- */

void mv_alembic_environment(Lowering *lowering);
/* context.configure(...) was called. */
void mv_alembic_configured(Lowering *lowering, const Value *call);

/* ---- execute.c: SQL and what SQLAlchemy makes of it ---- */

/* op.execute(what), connection.execute(what, parameters). `driver`: exec_driver_sql. */
void mv_alembic_execute(Lowering *lowering, const Value *what, const Value *parameters, bool driver);
/* The SQL of a string or text(...) with its parameters; NULL: it is something else, or not known. */
const PyString *mv_alembic_query_text(Lowering *lowering, const Value *what, const Value *parameters);

/* ---- core.c: expressions of SQLAlchemy's core ---- */

/* Appends, or $1 when it cannot be written. */
void mv_alembic_expression_or_parameter(Alembic *context, SqlText *sql, const Value *expression);
/* "SELECT ... FROM ... WHERE" of a select() or query() as far as it is known; false: `sql` is opaque. */
bool mv_alembic_select_sql(Alembic *context, SqlText *sql, const Value *select);

/* ---- core_statements.c: statements of the core and of the ORM ---- */

/* insert(), update(), delete(): written. True: it is a statement of the core (also a select, of which nothing is written). */
bool mv_alembic_core_statement(Lowering *lowering, const Value *statement, const Value *parameters);
/* session.query(X).filter(...).update({...}) or .delete(); false: it is not one. */
bool mv_alembic_orm_change(Lowering *lowering, const Value *call);
/* op.bulk_insert(table, rows) */
void mv_alembic_bulk_insert(Lowering *lowering, const Value *table, const Value *rows);
/* session.add(Model(...)), add_all([...]) */
void mv_alembic_orm_insert(Lowering *lowering, const Value *object);

/* ---- core_tables.c ---- */

/* Name of the table that a Table, table(), mapped class or Model.__table__ is; NULL: not known. */
const char *mv_alembic_table_name(Lowering *lowering, const Value *table, const char **schema);
/* Columns of a mapped class are known by their place in it: notes the class. */
void mv_alembic_note_mapped(Lowering *lowering, const Value *value);
/* Name of the column that a value is: Column("x"), column("x"), table.c.x, Model.x. NULL: it is none. */
const char *mv_alembic_column_name(Lowering *lowering, const Value *value, const char **table);
/* What is written as the type of that column of a Table, table() or mapped class; NULL: not known. */
const Value *mv_alembic_column_type(Lowering *lowering, const Value *table, const char *name);

/* ---- mapped.c ---- */

/* Table(...) that a mapped class stands for; NULL: it is none. */
const Value *mv_alembic_mapped_table(Lowering *lowering, const Value *class_);
/* The tables of the revision's own models go to context->tables: `base`.metadata.create_all(). */
void mv_alembic_note_models(Lowering *lowering, const Value *base);
/* Table("x", metadata, autoload_with=bind).foreign_key_constraints and the like; NULL: not known. */
const Value *mv_alembic_reflected_attribute(Lowering *lowering, const Value *table, const char *name);

/* ---- inspector.c ---- */

/* inspector.NAME(...): NULL: not known. */
const Value *mv_alembic_inspect(Lowering *lowering, const char *name, const Value *call);
/* Does a query on the catalogs give rows? */
bool mv_alembic_is_catalog_query(Str query);
Tri mv_alembic_catalog_query(Lowering *lowering, const PyString *query, bool *scalar);

/* ---- schema.c: the schema so far ---- */

AlembicSchema *mv_alembic_schema_new(Lowering *lowering);
/* With all that was written. */
Schema *mv_alembic_schema_now(Lowering *lowering);
/* A migration's downgrade() begins or ends. */
void mv_alembic_schema_down(Lowering *lowering, bool down);
/* A text of several statements was written; NULL: something that is not known was done. */
void mv_alembic_script_written(Lowering *lowering, const PyString *script);
/* SQL that is not known was sent, of rows most likely: what is listed is still there. */
void mv_alembic_unknown_sql_written(Lowering *lowering);
/* An operation on this table could not be resolved; `dropped`: it takes something away. */
void mv_alembic_table_written(Lowering *lowering, const char *schema, const char *table, bool dropped);
/* May there be more than is listed? */
bool mv_alembic_schema_open(const Schema *schema);

#endif
