/*
 * steps.h: safe sequences that several rules give (analyzer/check/steps_*.c).
 *
 * Each adds the steps for one change to its finding, made of the change and the
 * schema for the oldest version that is judged. When a part cannot be written,
 * or no safe sequence is known, the finding keeps its help and has no steps.
 */
#ifndef MIGVET_STEPS_H
#define MIGVET_STEPS_H

#include "migvet/rule.h"
#include "migvet/sql.h"

SqlScope mv_sql_scope(const RuleContext *context);

/* CREATE INDEX: CONCURRENTLY; on a partitioned table ONLY, then each partition, then attached. */
void mv_steps_create_index(RuleContext *context, Finding *finding, const CreateIndex *create);
void mv_steps_partitioned_index(RuleContext *context, Finding *finding, const CreateIndex *create, const Table *table);
/* DROP INDEX: CONCURRENTLY, one a migration. */
void mv_steps_drop_index(RuleContext *context, Finding *finding, const Change *change);

/* ADD CONSTRAINT: NOT VALID and VALIDATE; USING an index that is built beforehand. */
void mv_steps_add_constraint(RuleContext *context, Finding *finding, const Change *change);
/* ADD COLUMN, whatever is written with it: bare, then filled, then its constraints one by one. */
void mv_steps_add_column(RuleContext *context, Finding *finding, const Change *change);
/* SET NOT NULL, proved beforehand. */
void mv_steps_set_not_null(RuleContext *context, Finding *finding, const Change *change);

#endif
