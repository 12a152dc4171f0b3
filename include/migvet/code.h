/*
 * code.h: SQL that the server keeps in parsed form (defaults, checks, index
 * expressions, queries of views, conditions of triggers and policies ...), so
 * that what it names may be renamed later and it follows.
 *
 * A Code is the text, normalised by the parser, with a numbered hole for each
 * name that may be an object's. Replay binds the holes when the change is
 * applied: each gets the ids of what it names then. Printed again, the holes
 * are filled with the present names, qualified where that is possible.
 *
 * Which FROM item a name may come from is told by the tree of CodeQuery: one a
 * SELECT (and INSERT, UPDATE, DELETE), with the items in force in it.
 */
#ifndef MIGVET_CODE_H
#define MIGVET_CODE_H

#include "migvet/base.h"

typedef struct CodeQuery CodeQuery;
typedef struct Type Type;
typedef struct Expression Expression;

typedef enum CodeHoleKind {
	HOLE_COLUMN,   /* [[schema.]qualifier.]name; or a whole row: just the name of an item */
	HOLE_STAR,     /* * or qualifier.*: in the list of outputs */
	HOLE_RELATION, /* [schema.]name, in FROM or as a target */
	HOLE_FUNCTION, /* [schema.]name of a call with `arguments` arguments */
	HOLE_TYPE,     /* [schema.]name of a type, without modifiers and array bounds */
	HOLE_TEXT,     /* a string constant that names a relation: 'seq'::regclass, nextval('seq') */
	HOLE_USING,    /* a column of JOIN ... USING (...) */
	HOLE_TARGET,   /* a column that INSERT or UPDATE writes: of the query's `target` */
	HOLE_CONSTANT, /* a string constant that may be a label of an enum: cast to `partner`, or compared with it */
	HOLE_SELF,     /* a statement that makes or alters an object: that object's name */
	HOLE_OBJECT,   /* [schema.]name of an object of kind `object` */
} CodeHoleKind;

#define MV_NO_HOLE UINT32_MAX

typedef struct CodeHole {
	CodeHoleKind kind;
	const char *schema, *qualifier, *name; /* as the server reads them; NULL: not written */
	const CodeQuery *query; /* in whose scope it stands; NULL: an expression over one relation */
	uint32_t arguments;     /* FUNCTION */
	VEC(const Type *) types; /* FUNCTION, when `typed`: of its arguments; operator: left and right, NULL: none */
	bool typed;
	int object;             /* OBJECT: an ObjectKind */
	const char *sub;        /* OBJECT: which kind of text search object; the access method of operator classes */
	bool bare;              /* OBJECT: an operator where OPERATOR() cannot stand */
	uint32_t item;          /* USING: the join among query->items */
	uint32_t partner;       /* CONSTANT: a hole of kind TYPE or COLUMN; MV_NO_HOLE: the whole expression is the constant */
	bool sorts;             /* COLUMN: a bare name in ORDER BY: an output's name comes first */
	bool may_be_output;     /* COLUMN: in GROUP BY and DISTINCT ON */
	bool item_only;         /* COLUMN: what stands before .* in an expression: the name of an item */
} CodeHole;

typedef enum CodeItemKind { ITEM_RELATION, ITEM_CTE, ITEM_QUERY, ITEM_FUNCTION, ITEM_JOIN } CodeItemKind;

/* Something in FROM. */
typedef struct CodeItem {
	CodeItemKind kind;
	const char *name;       /* what it is called: alias, or the relation's or function's name; NULL: a join without alias */
	bool has_alias;
	bool hidden;            /* inside of a join that has an alias */
	VEC(const char *) columns; /* aliases of its columns, and columns of a function's result */
	uint32_t hole;          /* RELATION: its name's hole */
	const CodeQuery *query; /* QUERY, CTE */
	/* JOIN */
	uint32_t left, right;   /* among the items of the query */
	VEC(const char *) merged; /* columns of USING, or of NATURAL when `natural` is bound */
	bool natural;
	bool whole_row;         /* FUNCTION: its columns are not known from the text */
} CodeItem;

/* A column of a query's result. */
typedef struct CodeOutput {
	const char *name;       /* NULL: a star, or unnamed */
	uint32_t hole;          /* of a plain column or a star; MV_NO_HOLE otherwise */
	const Expression *expression; /* NULL: a plain column or a star */
	const CodeQuery *query; /* it is a subquery that gives a value; or NULL */
} CodeOutput;

struct CodeQuery {
	uint32_t number;        /* among Code.queries */
	const CodeQuery *outer; /* whose items can be seen, too; NULL: none */
	VEC(CodeItem) items;    /* those of FROM in order, joins behind what they join */
	VEC(uint32_t) from;     /* the items of the FROM list itself: what * expands to */
	VEC(CodeOutput) outputs;
	const CodeQuery *first, *second; /* UNION and the like: the arms; the first names the outputs; NULL otherwise */
	bool recursive;         /* a CTE that reads itself: its first arm gives the types, too */
	bool more_outputs;      /* SEARCH and CYCLE of a CTE add columns */
	uint32_t target;        /* INSERT, UPDATE, DELETE, MERGE: the item that is written, or MV_NO_HOLE */
};

typedef struct Code {
	const char *text;       /* with holes; NULL: it could not be written */
	VEC(CodeHole) holes;
	VEC(CodeQuery *) queries; /* each one before those inside of it */
	bool incomplete;        /* something was too deep or could not be read */
} Code;

/* How a hole is written in Code.text: \xfe, its number, \xfe; these bytes are in no UTF-8 text. */
#define MV_HOLE_BYTE '\xfe'

typedef struct StarColumn {
	uint32_t object, column; /* 0: a column of a subquery or function */
	uint32_t origin;         /* id of the column that it is, through subqueries, too; 0: none */
	uint32_t item;           /* number + 1, as below; 0: a merged column, printed bare */
	const CodeQuery *query;
	const char *name;        /* at the time */
	const Type *type;        /* NULL: not known */
	bool fixed;              /* it never changes */
} StarColumn;

/* What a hole names. All zero: not known, it is printed as it was written. */
typedef struct Binding {
	uint32_t object;        /* id of the relation, function, type, sequence, enum */
	uint32_t column;        /* id of the column of it, or 0; CONSTANT: labels of the enum that were renamed before */
	uint32_t origin;        /* COLUMN: id of the column that it is, through subqueries, too; 0: an expression */
	uint32_t item;          /* COLUMN: the number + 1 of the item in `query`; 0: none (NEW, OLD, the one relation) */
	const CodeQuery *query; /* in which `item` stands */
	const Type *type;       /* COLUMN: NULL: not known */
	bool whole_row;         /* COLUMN: the name is the item's */
	bool fixed;             /* COLUMN: the name never changes: an alias, a column of a subquery, an output */
	bool merged;            /* COLUMN: of JOIN ... USING: printed bare */
	/* STAR: what it stood for then, in order. USING: the column of the right side. */
	VEC(StarColumn) columns;
} Binding;


#endif
