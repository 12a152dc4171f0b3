/*
 * django.h: Django's migration operations as the SQL that its PostgreSQL
 * backend sends.
 *
 *   state.h, state.c     models and fields as the operations say       (model state)
 *   fields.c             classes of fields -> Field                    (model state)
 *   catalog.c            names of what is in the database
 *   ddl.c                statements with references, deferred SQL      (Django's ddl_references)
 *   types.c, defaults.c  types, checks, defaults of columns
 *   editor*.c            the schema editor: tables, columns, many-to-many tables
 *   operations*.c        operations on models and fields
 *   lower.c              a migration's operations in order; dispatch by class
 *   expressions*.c, indexes.c, constraints.c, together.c, contrib.c, special.c (RunSQL, ...)
 */
#ifndef MIGVET_DJANGO_H
#define MIGVET_DJANGO_H

#include "../statements.h"
#include "catalog.h"
#include "state.h"

typedef struct Ddl Ddl;

/* A history that is being lowered, and the migration at which it is. */
typedef struct Lowering {
	Arena *arena;
	Arena *scratch; /* emptied before each migration: its statements while they are made */
	Interpreter *interpreter;
	const MigrationSet *set;
	int version; /* of Django: 302, 400, 402, 502, 600 */
	State *state;
	Catalog *catalog;
	bool keys_known; /* the settings say which keys Django adds (State.default_auto_field) */

	/* of the migration: */
	Migration *migration;
	SqlOut *out;
	bool atomic;
	const char *app; /* label */
	VEC(Ddl *) deferred; /* runs when the migration's schema editor is left */

	/* of the operation: */
	const Value *operation;
	Span span;       /* in the migration's file */
	Moment from, to; /* as database_forwards(from_state, to_state); backwards the other way round */
	bool state_only;
	const Circumstances *circumstances; /* NULL: it happens */
	bool opaque; /* mv_django_opaque was called */
	bool partly; /* a part of a statement is not known */
	Map nondeterministic; /* names of collations that the history has made so; arena NULL: none yet */
	uint32_t introspected; /* tables that a migration's code was told of, in the whole history */
	Map extensions; /* names of those that the history has created; arena NULL: none yet */
} Lowering;

/* ---- lower.c (DJ1): a history ---- */

/* "4.2" -> 402; NULL or what cannot be read: the newest known. */
int mv_django_version(const char *version);
Lowering *mv_django_new(const MigrationSet *set, Interpreter *interpreter, Arena *arena);
/*
 * One migration, in the order of the graph: class Migration of its file,
 * `operations`, deferred SQL; forwards, then backwards. Fills
 * Migration.generated and sections. `app`: label.
 */
void mv_django_migration(Lowering *lowering, Migration *migration, const char *app);

/* ---- lower.c (DJ1): operations by class ---- */

/*
 * Each operation has three parts. All read lowering->operation. `state` changes
 * lowering->state (called first, also where the database is left alone);
 * `forwards` and `backwards` write SQL, with lowering->from and ->to as Django has them.
 * NULL backwards: it is not reversible (an opaque statement says so); NULL forwards: nothing to do.
 */
typedef struct OperationClass {
	const char *name; /* last component of the class's path: "AddField" */
	void (*state)(Lowering *lowering);
	void (*forwards)(Lowering *lowering);
	void (*backwards)(Lowering *lowering);
} OperationClass;

/* All end with a name NULL. */
extern const OperationClass mv_django_model_operations[];   /* operations.c (DJ1) */
extern const OperationClass mv_django_part_operations[];    /* together.c: indexes, constraints, together options */
extern const OperationClass mv_django_contrib_operations[]; /* contrib.c: contrib.postgres */
extern const OperationClass mv_django_special_operations[]; /* special.c: RunSQL, RunPython, SeparateDatabaseAndState */

/* By class of the operation's value, or of its base when a project's class is derived from one; NULL: not known. */
const OperationClass *mv_django_operation_class(Lowering *lowering, const Value *operation);

/*
 * Runs one operation: state, then (unless database is false) forwards.
 * SeparateDatabaseAndState calls these for the parts, with state or database false.
 */
void mv_django_operation(Lowering *lowering, const Value *operation, bool state, bool database);
/* Its SQL only, down. `from` and `to` are set by the caller as Django's database_backwards has them. */
void mv_django_operation_backwards(Lowering *lowering, const Value *operation);

/*
 * arriving.c: the call of a field or an operation as it reaches Django's class: a project's class may give arguments of
 * its own to its base's __init__. It is no instance: attributes are asked of `call` itself.
 */
const Value *mv_django_arriving(Interpreter *interpreter, const Value *call);

/*
 * An argument of the operation, by its position in __init__ and name; of a
 * project's subclass also an attribute of the class. NULL: not given.
 */
const Value *mv_django_argument(Lowering *lowering, int position, const char *name);
const char *mv_django_text_argument(Lowering *lowering, int position, const char *name);
/* What cannot be resolved: one opaque statement with the reason, no more SQL of this operation counts as resolved. */
void mv_django_opaque(Lowering *lowering, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The model that the operation is about; opaque and NULL when it is not there. `name` as in the operation. */
const Model *mv_django_operation_model(Lowering *lowering, Moment moment, const char *name);
/*
 * Does Django change the database for this model? (managed, no proxy, not
 * swapped out, not abstract; routers are taken to allow it)
 */
bool mv_django_allowed(const Lowering *lowering, const Model *model);

/* ---- ddl.c (DJ1): statements ---- */

/*
 * A statement that knows which tables and columns it names, so that it can be
 * deferred: later renames change it, drops remove it.
 *	Ddl *ddl = mv_ddl_new(lowering);
 *	mv_ddl_text(ddl, "CREATE INDEX ");
 *	mv_ddl_index_name(ddl, table, columns, 1, "_like");
 *	mv_ddl_text(ddl, " ON ");  mv_ddl_table(ddl, table);
 *	mv_ddl_text(ddl, " (");    mv_ddl_column(ddl, table, column); ...
 *	mv_ddl_adds(ddl, table, &entry);
 *	mv_ddl_run(ddl);  or  mv_ddl_defer(ddl);
 */
Ddl *mv_ddl_new(Lowering *lowering);
void mv_ddl_text(Ddl *ddl, const char *text);
void mv_ddl_format(Ddl *ddl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Where the text that follows was written (a string of RawSQL, a field's arguments); NULL: the operation. */
void mv_ddl_origin(Ddl *ddl, const Value *value);
/* A string of the file, byte by byte. */
void mv_ddl_string(Ddl *ddl, const PyString *string);
/* What is not known, as an identifier; the operation does not count as resolved any more. */
void mv_ddl_hole(Ddl *ddl, const char *reason);
void mv_ddl_table(Ddl *ddl, const char *table);                      /* quoted */
void mv_ddl_column(Ddl *ddl, const char *table, const char *column); /* quoted */
/* Quoted; computed when it runs, from the names as they are then. */
void mv_ddl_index_name(Ddl *ddl, const char *table, const char *const *columns, uint32_t count, const char *suffix);
void mv_ddl_fk_name(Ddl *ddl, const char *table, const char *column, const char *to_table, const char *to_column, const char *suffix);
/*
 * What the catalog gets when it runs. An entry without name takes that of the
 * statement's mv_ddl_index_name or mv_ddl_fk_name; without columns: all that were named by mv_ddl_column.
 */
void mv_ddl_adds(Ddl *ddl, const char *table, const CatalogEntry *entry);
/* Nobody wrote it, and nobody can leave it out: an index of a many-to-many table, one for LIKE. */
void mv_ddl_implied(Ddl *ddl);
void mv_ddl_run(Ddl *ddl);
void mv_ddl_defer(Ddl *ddl);
/* The statement's text as it is now, to be part of another (constraints in CREATE TABLE). */
void mv_ddl_append(Ddl *ddl, const Ddl *part);
/* A statement in one call: no references, runs at once. */
void mv_ddl_execute(Lowering *lowering, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* As Django's _delete_index_sql: deferred statements that make this index go away. */
void mv_ddl_forget_index(Lowering *lowering, const char *table, const char *index);
void mv_ddl_forget_table(Lowering *lowering, const char *table);
void mv_ddl_forget_column(Lowering *lowering, const char *table, const char *column);
void mv_ddl_rename_table(Lowering *lowering, const char *table, const char *new_name);
void mv_ddl_rename_column(Lowering *lowering, const char *table, const char *column, const char *new_name);
/* All deferred statements, at the end. */
void mv_ddl_run_deferred(Lowering *lowering);

/* ---- names.c (DJ1) ---- */

/* Quoted as Django's quote_name: what is in double quotes already stays. */
const char *mv_django_quote(Arena *arena, const char *name);
/* _create_index_name */
const char *mv_django_index_name(Arena *arena, const char *table, const char *const *columns, uint32_t count, const char *suffix);
/* names_digest: `length` hex digits of the MD5 of the texts. */
const char *mv_django_digest(Arena *arena, const char *const *texts, uint32_t count, unsigned length);
/* truncate_name: of tables of many-to-many fields, ... */
const char *mv_django_truncate(Arena *arena, const char *name, unsigned length);
/* 'It''s', as psycopg quotes a string literal. */
const char *mv_django_literal(Arena *arena, const char *text);

/* ---- types.c, defaults.c (DJ1) ---- */

/* field.db_type(connection): "varchar(20)"; NULL: no column, or not known (then `reason` is set). */
const char *mv_django_db_type(Lowering *lowering, Moment moment, const Field *field, const char **reason);
/* Type for CAST: "varchar", "numeric(10, 2)"; AutoField -> integer, as cast_db_type. */
const char *mv_django_cast_type(Lowering *lowering, Moment moment, const Field *field, const char **reason);
/*
 * A Python value as psycopg writes it when it is a parameter for a column of
 * this field (get_db_prep_save): 'text', 5, true, '2020-01-01'::date, '{}'::jsonb, NULL.
 * `field` NULL: by the value's own type. NULL: its text is not known.
 */
const char *mv_django_value_sql(Lowering *lowering, Moment moment, const Field *field, const Value *value);

/* ---- editor (DJ1), called by both ---- */

void mv_editor_create_model(Lowering *lowering, Moment moment, const Model *model);
void mv_editor_delete_model(Lowering *lowering, Moment moment, const Model *model);
void mv_editor_add_field(Lowering *lowering, Moment moment, const Model *model, const Field *field);
void mv_editor_remove_field(Lowering *lowering, Moment moment, const Model *model, const Field *field);
/* Old field at `from`, new one at `to` (lowering->from and ->to). */
void mv_editor_alter_field(Lowering *lowering, const Model *from_model, const Model *to_model, const Field *old_field, const Field *new_field);
/* UNIQUE over fields (unique_together): ADD CONSTRAINT, deferred or at once. */
void mv_editor_create_unique(Lowering *lowering, const Model *model, const Field *const *fields, uint32_t count, bool deferred);
/*
 * CREATE INDEX over fields: `suffix` "_idx", "_like", ""; `opclass` or NULL.
 * Also index_together.
 */
Ddl *mv_editor_index(Lowering *lowering, const Model *model, const Field *const *fields, uint32_t count, const char *suffix, const char *opclass);
/* ' TABLESPACE "x"' as _get_index_tablespace_sql, or "". `db_tablespace`: of the index, or NULL. */
const char *mv_editor_index_tablespace(Lowering *lowering, const Model *model, const Field *const *fields, uint32_t count, const char *db_tablespace);

/* ---- DJ2: expressions.c, indexes.c, constraints.c, together.c ---- */

/*
 * The SQL of an expression or a condition (Q, F, Value, Func, RawSQL, ...) over
 * the columns of `model`, into `ddl`. False: not known, `*reason` says why; the
 * caller makes the operation opaque. `quoted`: literals are in the text (as
 * quote_value does for DDL), always true today.
 */
bool mv_django_expression_sql(Lowering *lowering, Moment moment, const Model *model, const Value *expression, Ddl *ddl, const char **reason);
/* db_default: the text behind DEFAULT, with the parentheses that Django puts; a literal for a Value. */
bool mv_django_db_default_sql(Lowering *lowering, Moment moment, const Model *model, const Field *field, Ddl *ddl, const char **reason);
/* GENERATED ALWAYS AS (...): what is inside of the parentheses. */
bool mv_django_generated_sql(Lowering *lowering, Moment moment, const Model *model, const Field *field, Ddl *ddl, const char **reason);

/* Index.create_sql; NULL and `reason`: not known. `model` as of `moment`. */
Ddl *mv_django_index_create(Lowering *lowering, Moment moment, const Model *model, const ModelPart *index, bool concurrently, const char **reason);
/* Name of an index, as set_name_with_model when it has none. */
const char *mv_django_index_name_of(Lowering *lowering, Moment moment, const Model *model, const ModelPart *index);
/*
 * Constraint inside of CREATE TABLE (constraint_sql): true: its text was added to
 * `table_ddl` after ", "; or it was deferred as an index (mv_ddl_defer). False: not known.
 */
bool mv_django_constraint_inline(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, Ddl *table_ddl, const char **reason);
/* Constraint.create_sql, for CREATE TABLE statements whose definition has parameters. NULL: nothing, or not known (`reason`). */
Ddl *mv_django_constraint_create(Lowering *lowering, Moment moment, const Model *model, const ModelPart *constraint, const char **reason);
/* Reads `indexes`, `constraints`, unique_together, index_together of an options dict, AddIndex, ... into ModelPart. */
ModelPart mv_django_part_read(Lowering *lowering, const Value *value);
/* unique_together and index_together in all shapes; false: not known. */
bool mv_django_together_read(Arena *arena, const Value *value, FieldNames **together, uint32_t *count);
/*
 * Names in indexes, constraints, together options and conditions after a field
 * was renamed (state only): Django changes the together options, and fields of
 * indexes and constraints (named `fields`) not at all. Called by RenameField.
 */
void mv_django_together_rename(Arena *arena, Model *model, const char *name, const char *new_name);

#endif
