/*
 * same.h: do two texts of SQL mean the same?
 *
 * The texts are parsed and the two trees walked side by side. Where the server
 * writes what it stores in words of its own (casts that it made, aliases,
 * ANY (ARRAY[...]) for IN, comparisons for BETWEEN, ...) both forms are the
 * same. What needs knowledge that is not there is UNKNOWN, never YES.
 */
#ifndef MIGVET_DIFF_SAME_H
#define MIGVET_DIFF_SAME_H

#include "diff.h"

#include <cjson/cJSON.h>

/* Something in FROM, on both sides. */
typedef struct SameItem {
	const char *name[2];
	const Table *table[2]; /* NULL: a subquery, a function, not known */
} SameItem;

typedef struct Same {
	Arena *arena;
	const Schema *schema[2];
	const Table *table[2];  /* whose columns an expression names; NULL: none */
	const Type *value[2];   /* VALUE of a domain's check; NULL: there is none */
	VEC(SameItem) items;    /* in force; the innermost last */
	int depth;
	uint32_t steps;         /* taken so far: casts are tried in more than one way */
} Same;

/* A value of a type, NULL: not known, written in two ways. */
Tri mv_diff_same_constant(const char *type, const char *a, const char *b);

/* How deep trees are followed. */
enum { SAME_DEEPEST = 300 };

/* ---- same.c: each node is {"Kind": {...}} ---- */
Tri mv_same_node(Same *same, const cJSON *a, const cJSON *b);
Tri mv_same_list(Same *same, const cJSON *a, const cJSON *b); /* NULL: empty */
/* Of a field: nodes, lists, bodies, or plain values; NULL: not there. */
Tri mv_same_values(Same *same, const cJSON *a, const cJSON *b);
/* Of ColumnRefs, or whole rows. */
Tri mv_same_columns(Same *same, const cJSON *a, const cJSON *b);
const char *mv_same_kind(const cJSON *node); /* NULL: no node */
bool mv_same_is(const cJSON *node, const char *kind);
const cJSON *mv_same_get(const cJSON *node, const char *field); /* of the node's body */
const char *mv_same_string(const cJSON *node, const char *field); /* NULL: not there */
/* The last of a list of names. */
const char *mv_same_last_name(const cJSON *names);
/* Lists of names, of which one may leave out the schema. */
bool mv_same_names(const cJSON *a, const cJSON *b);

/* ---- same_cast.c ---- */
/* A constant, perhaps cast, and what it is cast to first (NULL: nothing); NULL: it is something else. */
const cJSON *mv_same_constant_of(Same *same, const cJSON *node, const char **type);
bool mv_same_is_null(const cJSON *constant);
/* Of constants; a type is NULL when it is not known. */
Tri mv_same_constants(Same *same, const cJSON *a, const char *left_type, const cJSON *b, const char *right_type);
/* Perhaps cast as a whole; NULL: no ARRAY[...]. */
const cJSON *mv_same_array_of(const cJSON *node);
/* Where one of both is a cast, at least. */
Tri mv_same_casts(Same *same, const cJSON *a, const cJSON *b);

/* ---- same_operator.c ---- */
/* Is it an A_Expr of this kind? */
bool mv_same_is_expression(const cJSON *node, const char *kind);
/* False: neither is an AND_EXPR (or OR_EXPR, by `boolean`), nor stands for one. */
bool mv_same_boolean(Same *same, const cJSON *a, const cJSON *b, const char *boolean, Tri *result);
/* False: they are not IN, = ANY (ARRAY[...]) and what stands for them. */
bool mv_same_membership(Same *same, const cJSON *a, const cJSON *b, Tri *result);
Tri mv_same_operators(Same *same, const cJSON *a, const cJSON *b);
Tri mv_same_sublinks(Same *same, const cJSON *a, const cJSON *b);

/* ---- same_query.c ---- */
/* Of a SelectStmt's bodies; `named`: the names of the outputs matter. */
Tri mv_same_select(Same *same, const cJSON *a, const cJSON *b, bool named);

/* ---- same_type.c ---- */
/* "int4", "text[]"; NULL: not known. */
const char *mv_same_type_of(Same *same, int side, const cJSON *node);
/* Of a column: without domains. */
const char *mv_same_stored_type(Same *same, int side, const Type *type);
const char *mv_same_type_name(Same *same, const cJSON *type_name);
/* Does the server make that cast where nobody wrote it? */
Tri mv_same_is_implicit(Same *same, int side, const char *from, const char *to);

#endif
