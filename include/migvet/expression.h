/*
 * expression.h: names, types and expressions as a migration writes them.
 *
 * Names are as the server sees them: unquoted ones folded to lower case. An
 * unknown name is QName.unknown / NULL; nothing may be concluded from it.
 * Memory belongs to the arena of the worker that lowered the file.
 */
#ifndef MIGVET_EXPRESSION_H
#define MIGVET_EXPRESSION_H

#include "migvet/code.h"
#include "migvet/source.h"

typedef struct QName {
	const char *schema; /* NULL: search_path */
	const char *name;
	Span span;
	bool unknown; /* the name (or a computed schema) is not known: it may be any */
	bool symbolic; /* the schema is a placeholder, ${x}.users: one schema throughout, but which one is not known */
} QName;

typedef struct Ident {
	const char *text;
	Span span;
} Ident;

/*
 * A type as the grammar gives it: built-in types under their catalog names
 * with schema "pg_catalog" when the grammar says so ("int4", "varchar",
 * "timestamptz"), else as written. serial types are kept ("serial4" is
 * normalised to "serial").
 */
struct Type {
	const char *schema; /* NULL or "pg_catalog": may be built in */
	const char *name;   /* "int2","int4","int8","numeric","varchar","bpchar","text","timestamptz",... */
	int32_t modifiers[2]; /* varchar(n), numeric(p,s), timestamp(p) */
	const char *interval_fields; /* "day to second"; NULL: all of them */
	uint8_t modifier_count;
	uint8_t dimensions; /* of an array: int[][] is 2 */
	bool set_of;
	bool column_type;   /* tab.col%TYPE */
	bool unknown;       /* holds a placeholder */
	const char *collation; /* of the column definition, or NULL */
	uint32_t object;       /* in the schema: id of the user-defined type that it is; 0: built in, or not known */
	Span span;
};

typedef enum ExprKind {
	EXPR_CONSTANT, /* text = value as written without quotes; name: "int","float","string","bool","bit" */
	EXPR_NULL,
	EXPR_COLUMN,   /* schema/qualifier/name; name "*" for a star */
	EXPR_PARAM,    /* $1 or a placeholder: value unknown */
	EXPR_FUNCTION, /* schema, name, args; also CURRENT_TIMESTAMP etc. under their function's name ("now", "current_date") */
	EXPR_OPERATOR, /* name "=", "||", "~~" (LIKE), ...; args 1 or 2 */
	EXPR_AND, EXPR_OR, EXPR_NOT,
	EXPR_IS_NULL, EXPR_IS_NOT_NULL,
	EXPR_CAST,     /* args[0] to type */
	EXPR_IN,       /* args[0] IN (args[1..]); negated */
	EXPR_BETWEEN,  /* args[0] BETWEEN args[1] AND args[2]; negated */
	EXPR_CASE,     /* args: [operand,] when, then, ..., else */
	EXPR_COALESCE, /* and GREATEST, LEAST, NULLIF: name says */
	EXPR_ARRAY, EXPR_ROW,
	EXPR_COLLATE,  /* args[0], name = collation */
	EXPR_BOOL_TEST,/* name: "is true", "is not false", ... */
	EXPR_SUBQUERY, /* query: relations and columns it reads */
	EXPR_OTHER,    /* name = node tag; args = what is inside */
} ExprKind;

typedef struct QueryInfo QueryInfo;
struct Expression {
	ExprKind kind;
	bool negated;
	bool distinct_or_star; /* count(*), agg(DISTINCT ..), window: not a plain call */
	const char *schema, *qualifier, *name;
	const char *text; /* of a constant */
	const Type *type; /* of a cast */
	const QueryInfo *query;
	Expression **args;
	uint32_t arg_count;
	/* Of the root of what the server stores: its SQL; in the schema also what that names. */
	const Code *code;
	const Binding *bindings;
	Span span; /* from the leftmost token; end is best effort */
};

/* What a query reads: for views, function bodies, INSERT ... SELECT. */
typedef struct RelationUse {
	QName name;
	const char *alias;
	bool rows_locked; /* by FOR UPDATE, FOR SHARE, ... */
} RelationUse;
struct QueryInfo {
	VEC(RelationUse) relations; /* CTE names are left out */
	VEC(Expression *) columns;        /* every EXPR_COLUMN met, in any clause */
	VEC(Expression *) functions;      /* every EXPR_FUNCTION met */
	VEC(Ident) outputs;          /* names of the select list; "*" for a star, "?column?" if unnamed */
	bool has_where, has_limit;
	bool opaque;                /* something could not be read */
	const Code *code;           /* of views and rules */
	Span span;
};

#endif
