/*
 * do_block.h: inside of DO: plpgsql text to a tree, conditions to guards,
 * strings that EXECUTE runs to SQL text.
 *
 * The reader is our own and not libpg_query's plpgsql compiler, because that
 * one gives line numbers only, where every change needs its exact place; and it
 * resolves types and variables, which fails on what a migration may hold.
 */
#ifndef MIGVET_POSTGRES_DO_BLOCK_H
#define MIGVET_POSTGRES_DO_BLOCK_H

#include "lower.h"

/* ---- do_block_parse.c: the tree ---- */

/* A stretch of the body's text; empty: not given. */
typedef struct PlRange {
	size_t start, end;
} PlRange;

typedef struct PlStatement PlStatement;
typedef VEC(PlStatement *) PlBody;
typedef VEC(const char *) PlNames;

typedef enum PlKind {
	PL_BLOCK,   /* declarations, body; arms: its exception handlers */
	PL_IF,      /* arms; also CASE */
	PL_LOOP,    /* loop, expression: what is looped over; names: the loop's variables; body */
	PL_ASSIGN,  /* names[0] := expression */
	PL_EXECUTE, /* expression; names: INTO */
	PL_PERFORM, /* expression: what stands behind PERFORM */
	PL_SQL,     /* range; into: to be blanked out; names: INTO */
	PL_RETURN,
	PL_EXIT,    /* EXIT, CONTINUE; expression: WHEN */
	PL_RAISE,   /* an error: RAISE EXCEPTION and its other forms */
	PL_NOTHING, /* NULL, RAISE NOTICE, GET DIAGNOSTICS, ASSERT, cursors */
} PlKind;

typedef enum PlLoop { PL_LOOP_PLAIN, PL_LOOP_WHILE, PL_LOOP_RANGE, PL_LOOP_QUERY, PL_LOOP_EXECUTE, PL_LOOP_FOREACH } PlLoop;

typedef struct PlArm {
	PlRange condition; /* empty in ELSE and where CASE has an operand */
	bool otherwise;    /* ELSE */
	PlBody body;
} PlArm;

typedef struct PlDeclaration {
	const char *name;
	PlRange value;
} PlDeclaration;

struct PlStatement {
	PlKind kind;
	PlLoop loop;
	PlRange range; /* without the semicolon */
	PlRange expression, into;
	PlNames names; /* only the first part of a.b */
	VEC(PlDeclaration) declarations;
	PlBody body;
	VEC(PlArm) arms;
};

/* NULL with `*reason`: it is no plpgsql. The tree lives in `arena`. */
PlStatement *mv_pg_plpgsql(const char *text, size_t length, Arena *arena, const char **reason);
/* Does anything in the body assign to the variable? */
typedef void PlVisit(const PlStatement *statement, void *data);
void mv_pg_plpgsql_walk(const PlBody *body, PlVisit *visit, void *data);

/* ---- what is known while a block is read ---- */

/* When a condition holds and when it does not, as lists of guards; NULL: always. */
typedef struct PlCondition {
	const Guard *yes, *no;
} PlCondition;

typedef enum PlMeaning {
	PL_MEANS_NOTHING,
	PL_MEANS_TRUTH, /* true when the condition holds */
	PL_MEANS_COUNT, /* over 0 when the condition holds */
	PL_MEANS_ROW,   /* not null when the condition holds */
} PlMeaning;

typedef struct PlVariable {
	const char *value; /* its text; NULL: unknown */
	const char **elements; /* of an array of constants */
	uint32_t element_count;
	PlMeaning meaning;
	PlCondition condition;
	unsigned level;    /* of nesting where it was last assigned */
} PlVariable;

typedef struct DoBlock {
	Lower *lower;
	const ParsedText *body;
	Map variables;    /* name: PlVariable; "found" is one */
	unsigned level;
	uint32_t rounds;  /* of unrolled loops */
	bool narrowed;    /* what follows may not be reached */
} DoBlock;

/* ---- do_block_condition.c ---- */
PlCondition mv_pg_condition(DoBlock *block, const Node *expression, unsigned depth);
/* Does the query give a row? False: nothing that the catalog could answer. */
bool mv_pg_rows_condition(DoBlock *block, const Node *select, PlCondition *condition);
PlCondition mv_pg_unknown_condition(DoBlock *block);
/* `list` and then `outer`. */
const Guard *mv_pg_guard_and(DoBlock *block, const Guard *list, const Guard *outer);

/* ---- do_block_dynamic.c ---- */
typedef enum TextKnowledge { TEXT_UNKNOWN, TEXT_PARTLY, TEXT_KNOWN } TextKnowledge;
/* The text that an expression gives. What is unknown in it stands there as a placeholder. */
TextKnowledge mv_pg_constant_text(DoBlock *block, const Node *expression, StrBuf *text);
/* Elements of ARRAY['a', 'b'] or '{a,b}'; false: unknown. */
bool mv_pg_constant_array(DoBlock *block, const Node *expression, const char ***elements, uint32_t *count);
/* Could a statement that starts like this change the schema? */
bool mv_pg_may_be_ddl(const char *text, size_t length);

/* ---- do_block_errors.c: WHEN duplicate_object OR SQLSTATE '42P07' ---- */
uint8_t mv_pg_swallowed(const char *text, PlRange condition);

#endif
