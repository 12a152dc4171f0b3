/*
 * diff.h: inside of the comparison.
 *
 * Things of one kind are listed on both sides, sorted and paired (pair.c). A
 * comparer of the kind then says each field with both values; what differs
 * becomes a Difference of the thing that is being looked at (fields.c).
 * Comparers also run as a trial, which only counts: that is how renames are
 * found.
 */
#ifndef MIGVET_DIFF_DIFF_H
#define MIGVET_DIFF_DIFF_H

#include "migvet/diff.h"

typedef struct Thing {
	ObjectKind kind;
	const char *schema, *relation, *name;
	const Birth *birth;
	const void *item;  /* Table, Column, ... */
	bool maybe;        /* it may be there, or not */
	bool follows;      /* of something else that tells it already: not missing, nor unexpected, on its own */
	bool server_named;
} Thing;
typedef VEC(Thing) ThingVec;

/*
 * An object of the found side that has the name of the expected one while the
 * rest is compared, so that what refers to it does not differ for that.
 */
typedef struct Renamed {
	Object *object;
	const char *schema, *name; /* its own */
} Renamed;

typedef struct Diff {
	const Schema *expected, *found;
	Arena *arena;
	DifferenceVec *out;
	bool trial;      /* nothing is written: only counted */
	bool apart;      /* what holds data is never taken for renamed */
	bool *untouched; /* by id, of a schema and its copy: what is left out; NULL: they are no such pair */
	uint32_t count;
	const Thing *left, *right; /* the pair that is being looked at */
	const Table *tables[2];    /* whose columns expressions name; NULL: none */
	const Type *values[2];     /* what VALUE is in the check of a domain; NULL: nothing */
	VEC(Renamed) renamed;
	const char *our_role;   /* as the found side names the role that the expected one does not name; NULL: it does not, either */
	const char *their_role; /* the other way round */
} Diff;

typedef void Compare(Diff *diff, const void *expected, const void *found);

/* ---- pair.c ---- */
/* `open`: one side may have more of them than are known, so a lack proves nothing. */
void mv_diff_things(Diff *diff, ThingVec *expected, ThingVec *found, bool open, Compare *compare);

void mv_diff_give_back_names(Diff *diff);

/* ---- roles.c: who is who is found once; then the role that the expected side would name, or not ---- */
void mv_diff_find_roles(Diff *diff);
const char *mv_diff_found_role(const Diff *diff, const char *role);
/* "SELECT to reader": of a schema on either side. */
const char *mv_diff_acl(const Diff *diff, const Schema *schema, ObjectKind kind, const Acl *acl);

/* ---- diff.c ---- */
/* One line, not too long; what both texts begin with is left out when it is long. */
const char *mv_diff_shown(const char *text, const char *other, Arena *arena);

/* ---- untouched.c ---- */
/* Of two things under one key: did nothing happen to either since one schema was copied from the other? NULL: there is none. */
bool mv_diff_is_untouched(const Diff *diff, const Object *expected, const Object *found);

/* ---- same.c: what differs for certain, and what may come to the same; NULL: not set ---- */
Tri mv_diff_same_statements(const Diff *diff, const char *expected, const char *found);
/* Of partitions: what their parents are partitioned by tells the types. */
Tri mv_diff_same_bounds(const Diff *diff, const Table *left, const Table *right, const char *expected, const char *found);
Tri mv_diff_same_expressions(const Diff *diff, const char *expected, const char *found);

/* ---- fields.c: NULL is a field that is not set ---- */
void mv_diff_text(Diff *diff, const char *field, const char *expected, const char *found);
/* Statements in SQL: what they mean. */
void mv_diff_sql(Diff *diff, const char *field, const char *expected, const char *found);
void mv_diff_flag(Diff *diff, const char *field, bool expected, bool found);
void mv_diff_number(Diff *diff, const char *field, int64_t expected, int64_t found);
/* As the server stores them; without modifiers where it forgets those. */
bool mv_diff_same_type(Diff *diff, const Type *expected, const Type *found, bool with_modifiers);
/* NULL, or a cast of it. */
bool mv_expression_is_null(const Expression *expression);
void mv_diff_type(Diff *diff, const char *field, const Type *expected, const Type *found); /* NULL: not known */
void mv_diff_expression(Diff *diff, const char *field, const Expression *expected, const Expression *found);
void mv_diff_bound(Diff *diff, const char *field, const Table *expected, const Table *found);
void mv_diff_names(Diff *diff, const char *field, const char *const *expected, uint32_t expected_count,
		   const char *const *found, uint32_t found_count);
void mv_diff_options(Diff *diff, const char *field, const OptionVec *expected, const OptionVec *found);
void mv_diff_keys(Diff *diff, const char *field, const IndexKeyVec *expected, const IndexKeyVec *found);
/* The object that is named; NULL: none. */
void mv_diff_reference(Diff *diff, const char *field, const Object *expected, const Object *found);
/* Comment, privileges, security labels of the things with these ids. */
void mv_diff_said(Diff *diff, ObjectKind kind, uint32_t expected, uint32_t found, const Object *expected_object,
		  const Object *found_object);
/* The owner, and what is said. */
void mv_diff_object(Diff *diff, const Object *expected, const Object *found);

/* ---- table.c, parts.c, types.c, others.c ---- */
void mv_diff_table(Diff *diff, const void *expected, const void *found);
void mv_diff_columns(Diff *diff, const Object *left, const Object *right, Column *const *expected, uint32_t expected_count,
		     Column *const *found, uint32_t found_count);
void mv_diff_constraint(Diff *diff, const void *expected, const void *found);
void mv_diff_index(Diff *diff, const void *expected, const void *found);
void mv_diff_trigger(Diff *diff, const void *expected, const void *found);
void mv_diff_policy(Diff *diff, const void *expected, const void *found);
void mv_diff_rule(Diff *diff, const void *expected, const void *found);
void mv_diff_type_object(Diff *diff, const void *expected, const void *found);
void mv_diff_sequence(Diff *diff, const void *expected, const void *found);
void mv_diff_routine(Diff *diff, const void *expected, const void *found);
void mv_diff_other(Diff *diff, const void *expected, const void *found);
void mv_diff_default_privileges(Diff *diff);

#endif
