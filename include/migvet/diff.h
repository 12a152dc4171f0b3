/*
 * diff.h: what differs between two schemas: object by object, field by field.
 *
 * Things are paired by kind and name. One that only the first schema has is
 * missing, one that only the second has is unexpected; what is the same but
 * for its name was renamed. What is not known (a column of a type that could
 * not be resolved, a table that was seen only through ALTER, a thing that may
 * or may not be there) is never a difference; what a whole Schema does not
 * know (opaque_changes, not complete) is the caller's to judge.
 *
 * Texts are compared with the names that things have now. Expressions are the
 * same when they mean the same, as far as their trees tell: casts of
 * constants, parentheses, IN and = ANY, nested ANDs do not matter.
 */
#ifndef MIGVET_DIFF_H
#define MIGVET_DIFF_H

#include "migvet/schema.h"
#include "migvet/writer.h"

typedef enum DifferenceKind {
	DIFFERENCE_MISSING,    /* `expected` only */
	DIFFERENCE_UNEXPECTED, /* `found` only */
	DIFFERENCE_RENAMED,    /* `before` and `after` are the names */
	DIFFERENCE_CHANGED,    /* `field` differs */
} DifferenceKind;
const char *mv_difference_kind_name(DifferenceKind kind); /* "missing", ... */

typedef struct Difference {
	DifferenceKind kind;
	ObjectKind object;    /* COLUMN, CONSTRAINT, INDEX, ...: parts of relations are things of their own */
	const char *schema;   /* "" : the thing is in none */
	const char *relation; /* of a column, constraint, index, trigger, policy, rule: its table; NULL: no such part */
	const char *name;     /* of functions with the arguments; RENAMED: as in `expected` */
	const char *field;    /* CHANGED: "type", "default", "on delete", ...; NULL otherwise */
	const char *before, *after; /* CHANGED: texts; NULL: not set */
	const Birth *expected, *found; /* what made the thing on each side; NULL: not there */
	const void *left, *right; /* the thing itself, as `object` says: Table, Column, Constraint, ...; NULL: not there */
	bool physical;        /* the order of columns: nothing that a query by name sees */
	bool uncertain;       /* objects that are kept as statements, and not as many on both sides: they may come to the same */
	bool server_named;    /* RENAMED: the server chose a name that nobody wrote */
} Difference;
typedef VEC(Difference) DifferenceVec;

/* Sorted by schema, relation, kind and name. All texts are in `arena`, or in the schemas. */
void mv_schema_diff(const Schema *expected, const Schema *found, Arena *arena, DifferenceVec *differences);

/* The same for a schema and a copy of it that something happened to: costs little where nothing did. */
void mv_schema_diff_copy(const Schema *schema, const Schema *copy, Arena *arena, DifferenceVec *differences);

/*
 * The same without a guess: a table, column, type or sequence, which hold data
 * or are part of it, that could have been renamed is one missing and one
 * unexpected.
 */
void mv_schema_diff_apart(const Schema *expected, const Schema *found, Arena *arena, DifferenceVec *differences);
/* Is it a guess that the thing was renamed, because there are data that would be lost if not? */
bool mv_difference_is_guess(const Difference *difference);

/* "column 'users.email' is missing", "type of column 'users.id' is bigint, not integer" */
char *mv_difference_format(const Difference *difference, Arena *arena);

/* Two sides and what differs from the first to the second, for people and tools. */
typedef struct DiffReport {
	const char *left, *right; /* what they are called */
	const DifferenceVec *differences;
	const char *const *left_unknown, *const *right_unknown; /* what is not known of them */
	uint32_t left_unknown_count, right_unknown_count;
	bool renames; /* renames are taken for such; else what is a guess is asked */
	bool drift;   /* a database and what it should be: things are missing there, or unexpected; what is uncertain is told apart */
	Arena *arena; /* of drift: lives as long as the sources, which keep in it where their lines begin */
} DiffReport;
void mv_diff_report_text(const DiffReport *report, bool color, StrBuf *out);
void mv_diff_report_markdown(const DiffReport *report, StrBuf *out);
void mv_diff_report_describe(const DiffReport *report, WriterStyle style, StrBuf *out); /* analyzer/diff/diff.schema.json, drift.schema.json */

/* Do both mean the same? Trees only: what stands in a subquery counts as different. */
bool mv_expressions_equal(const Expression *a, const Expression *b);

#endif
