/* steps.h: what the planners of safe sequences share. */
#ifndef MIGVET_CHECK_STEPS_H
#define MIGVET_CHECK_STEPS_H

#include "migvet/facts.h"
#include "migvet/steps.h"

#include <string.h>

/* Statements of one step, one a line; the text is an arena's. */
typedef struct StepText {
	RuleContext *context;
	const char *sql; /* NULL: none yet */
} StepText;

void mv_step_add(StepText *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The schema of an object as mv_sql_object writes it: NULL when it is left out. */
const char *mv_written_schema(const RuleContext *context, const Object *object);
/* Makes the text a step, unless it is empty, and begins anew. */
void mv_step_end(StepText *text, Finding *finding, StepPlace place);

/* Columns of one table that shall be NOT NULL, without a scan that blocks anybody. */
typedef struct NotNull {
	const char *alter;   /* "ALTER TABLE t" */
	const Table *table;  /* NULL: not known */
	const char *name;    /* of the constraint, as it was written; or NULL */
	VEC(const char *) columns;
} NotNull;

/* The three parts of it, in this order, each of a later migration than the one before. The last may add nothing. */
void mv_not_null_promise(StepText *text, const NotNull *columns);
void mv_not_null_validate(StepText *text, const NotNull *columns);
void mv_not_null_set(StepText *text, const NotNull *columns);

/*
 * An index that is built CONCURRENTLY under this name (not quoted) so that it can be tried again: how it is written,
 * and (with the statement made of that) the step.
 */
SqlIndex mv_concurrent_index(const RuleContext *context, const char *name, const char *table);
void mv_step_build(RuleContext *context, Finding *finding, const SqlIndex *index, const char *schema, const char *create);

/* As written, or as the server will choose it. */
const char *mv_constraint_name_of(const RuleContext *context, const Change *change, const ConstraintSpec *spec);
/* ALTER TABLE t ADD CONSTRAINT n UNIQUE USING INDEX n. */
void mv_add_using_index(StepText *text, const SqlScope *scope, const char *alter, const char *name, const ConstraintSpec *spec);

/*
 * A column beside the old one, which takes its place in the end. `value`, as SQL, is what it is filled with; NULL: the
 * old column.
 */
void mv_steps_second_column(RuleContext *context, Finding *finding, const Target *target, const char *old, const char *name,
			    const Type *type, const char *value);

#endif
