/*
 * alembic.h: what Alembic and SQLAlchemy would send to PostgreSQL.
 *
 * Two halves, which meet here. *Interpretation* (hooks.c and its siblings) runs
 * upgrade() and downgrade() through the interpreter, sees calls in order, knows
 * env.py, the schema so far and the circumstances. *Compilation* (operations*.c,
 * sa_*.c) turns one call of op.* or batch_op.*, one type, column or table into
 * the statements that SQLAlchemy's PostgreSQL compiler makes of them.
 *
 * Values are residuals as in value.h: `sa.Column("id", sa.Integer())` is a CALL
 * with the callee SYMBOL "sqlalchemy.Column"; only last components of paths are
 * looked at, because the same class is imported from many places.
 */
#ifndef MIGVET_PYTHON_ALEMBIC_H
#define MIGVET_PYTHON_ALEMBIC_H

#include "../interpret.h"
#include "../statements.h"

/* ---- a statement under construction ---- */

/*
 * Parts of a statement are known before it is clear whether the whole can be
 * resolved, or whether another must come first (CREATE TYPE). So the text is
 * collected here, with the places it comes from, and written at once.
 */
typedef struct SqlMark {
	uint32_t start;          /* in `text`; up to the next mark */
	const Source *source;    /* NULL: the operation */
	Span origin;
	const PyString *string;  /* the stretch is this string, byte for byte; else NULL */
} SqlMark;

typedef struct SqlText {
	Arena *arena;
	VEC(char) text; /* not NUL-terminated */
	VEC(SqlMark) marks;
	const char *opaque; /* the first reason why it cannot be resolved; NULL: it is complete */
	bool refused;       /* it is known: Alembic or SQLAlchemy raise an exception, because of `opaque` */
} SqlText;

SqlText mv_sql_text(Arena *arena);
void mv_sql_adds(SqlText *sql, const char *s);
void mv_sql_add(SqlText *sql, Str s);
void mv_sql_addf(SqlText *sql, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A string that the author wrote as SQL: places in it map byte by byte. */
void mv_sql_add_string(SqlText *sql, const PyString *string);
/* What follows was written where `value` stands; NULL: the operation again. */
void mv_sql_origin(SqlText *sql, const Value *value);
/* Appends another text with its marks, and its opaqueness. */
void mv_sql_append(SqlText *sql, const SqlText *more);
/* Notes that the statement cannot be resolved; the first reason stays. Returns false. */
bool mv_sql_opaque(SqlText *sql, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same where Alembic or SQLAlchemy are known to refuse: an exception for this reason. Returns false. */
bool mv_sql_refuse(SqlText *sql, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Takes over the reason of a part, behind `prefix` ("column 'a': "). Returns false. */
bool mv_sql_opaque_part(SqlText *sql, const char *prefix, const SqlText *part);
Str mv_sql_str(const SqlText *sql);

/* ---- the context of one history ---- */

typedef struct NamingConvention {
	VEC(Keyword) patterns; /* "ix", "uq", "ck", "fk", "pk" or a class name of SQLAlchemy -> pattern (STRING) or function */
	bool unknown;          /* there is one, but it is not known: unnamed constraints have unknown names */
} NamingConvention;

typedef struct AlembicSchema AlembicSchema; /* interpretation: the schema so far */

typedef struct Alembic {
	Interpreter *interpreter;
	Arena *arena;
	MigrationSet *set;
	Migration *migration; /* being lowered */
	SqlOut *out;
	bool down;            /* its downgrade() */
	int sqlalchemy;       /* major * 100 + minor: 103, 104, 200, 201 */
	int alembic;          /* of 1.x: 108 for 1.8, 118 for 1.18 */
	NamingConvention naming;
	AlembicSchema *schema;
	/* The call that is being lowered, in the migration's own file; set before operations are compiled. */
	Span operation;
	Circumstances circumstances;
	/* All `Table(name, metadata, ...)` calls evaluated so far, in order: metadata.create_all() creates them. */
	VEC(const Value *) tables;
	void *data;           /* interpretation's own */
	/* Compilation's own: named types that tables created, in this run and in this downgrade. */
	Map created, created_down;
	const Migration *created_down_by;
	uint32_t opaque_count; /* opaque statements written so far */
} Alembic;

/*
 * What `with op.batch_alter_table(...) as batch_op` binds. Alembic collects what
 * is called on it and sends it when the block ends, behind what op.execute() and
 * batch_op.execute() sent meanwhile: interpretation calls mv_alembic_operation then.
 */
typedef struct BatchTable {
	const char *table;  /* NULL: not known, `reason` says why */
	const char *schema; /* or NULL */
	const Value *naming_convention; /* of the call, or NULL: PostgreSQL's tables are altered in place, which needs none */
	const Value *call;  /* of batch_alter_table */
	const char *reason;
} BatchTable;

/* ---- compilation provides ---- */

/*
 * One call `op.NAME(...)`, or `batch_op.NAME(...)` with `batch`. Writes its
 * statements, or an opaque one, to context->out and counts it; false: no
 * operation that has DDL is called so (execute, bulk_insert, get_bind, f, ...
 * are interpretation's), nothing was done.
 */
bool mv_alembic_operation(Alembic *context, const char *name, const Value *call, const BatchTable *batch);
/*
 * A method of a schema object: sa.Enum(...).create(bind, checkfirst=True), table.drop(bind), metadata.create_all(bind),
 * Index(...).create(bind), `call` is CALL of ATTRIBUTE. False: it is none of these.
 */
bool mv_alembic_schema_method(Alembic *context, const Value *call);
/* op.execute(CreateSequence(...)), CreateTable, CreateIndex, AddConstraint, DDL("..."), ...: false: `element` is no DDL. */
bool mv_alembic_ddl_element(Alembic *context, const Value *element);

/* One statement as collected: opaque when `sql` is, with the current operation and circumstances. Calls mv_alembic_written. */
void mv_alembic_statement(Alembic *context, const SqlText *sql);
/* An operation that cannot be resolved: the reason is formatted. */
void mv_alembic_opaque(Alembic *context, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The type as SQLAlchemy's PostgreSQL compiler writes it ("VARCHAR(20)"): appended; false: opaque, the reason is noted in `sql`. */
bool mv_sa_type_sql(Alembic *context, SqlText *sql, const Value *type);
/* "name TYPE DEFAULT ... NOT NULL" of a Column call. `table`: its name, for what is named after it. */
bool mv_sa_column_sql(Alembic *context, SqlText *sql, const Value *column, const char *table);
/* Name as SQLAlchemy's PostgreSQL preparer writes it: quoted only where it must be. */
const char *mv_sa_quote(Arena *arena, const char *name);
/* "schema"."table" */
const char *mv_sa_quote_table(Arena *arena, const char *schema, const char *table);
/* A literal: 'it''s' */
const char *mv_sa_literal(Arena *arena, Str text);
/* The text of a name: a string, op.f("..."), quoted_name(...). `conv`: conventions do not apply to it any more. NULL: unknown or None. */
const char *mv_sa_name(const Value *value, bool *conv);

/* ---- interpretation provides ---- */

/*
 * The name that the naming convention gives, or NULL when there is none for this
 * kind (and `name` is NULL: PostgreSQL chooses). `kind`: "ix", "uq", "ck", "fk", "pk". `name`: as given,
 * may be NULL; patterns with %(constraint_name)s apply to given names. An unknown name: "" with `*reason` set.
 */
typedef struct NamedConstraint {
	const char *kind;
	const char *name;
	const char *schema, *table;
	VEC(const char *) columns;
	const char *referred_table, *referred_schema; /* of a foreign key */
	VEC(const char *) referred_columns;
	const Value *value; /* the constraint's own call, for functions in conventions; or NULL */
} NamedConstraint;
/* What SQLAlchemy makes of a name that a convention (or op.f) made too long for PostgreSQL. */
const char *mv_alembic_shortened(Arena *arena, const char *name);
const char *mv_alembic_convention_name(Alembic *context, const NamedConstraint *constraint, const char **reason);

/* Does the schema so far (all that was written, with search_path's "public") have it? TRI_UNKNOWN: histories that are incomplete, conditional statements. */
Tri mv_alembic_has_type(Alembic *context, const char *schema, const char *name);
Tri mv_alembic_has_table(Alembic *context, const char *schema, const char *name);
Tri mv_alembic_has_sequence(Alembic *context, const char *schema, const char *name);
/* YES: a column has the default `text`, as pg_get_expr writes it or without its cast; NO: none. */
Tri mv_alembic_column_default(Alembic *context, const char *schema, const char *table, const char *column, const char **text);
/* mapped.c: the mapped class's table of `column`, a Column of a class's body, and the column's name. False: it is of none. */
bool mv_alembic_column_owner(Alembic *context, const Value *column, const char **schema, const char **table, const char **name);
Tri mv_alembic_has_index(Alembic *context, const char *schema, const char *table, const char *name);
/* A statement was written (not in a downgrade's text when context->down): keeps the schema so far up to date. */
void mv_alembic_written(Alembic *context, Str sql);

/*
 * A core expression as SQLAlchemy compiles it with literal binds: text("..."), func.now(), column("a") > 5,
 * and_(...), cast(...), literal("x"), select(...), false(). Appended; false: opaque, the reason is in `sql`.
 * `in_ddl`: of a default, CHECK or index: columns stand without their table.
 */
bool mv_sa_expression_sql(Alembic *context, SqlText *sql, const Value *expression, bool in_ddl);

#endif
