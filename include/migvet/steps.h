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
/* DROP INDEX, and later in the migration CREATE INDEX of its successor: the other way round. */
void mv_steps_replace_index(RuleContext *context, Finding *finding, const Change *drop, const TableIndex *old, const Change *create);

/* ADD CONSTRAINT: NOT VALID and VALIDATE; USING an index that is built beforehand. */
void mv_steps_add_constraint(RuleContext *context, Finding *finding, const Change *change);
/* ADD COLUMN, whatever is written with it: bare, then filled, then its constraints one by one. */
void mv_steps_add_column(RuleContext *context, Finding *finding, const Change *change);
/* SET NOT NULL, proved beforehand. */
void mv_steps_set_not_null(RuleContext *context, Finding *finding, const Change *change);

/* CREATE TABLE .. PARTITION OF: a table of its own that is attached. */
void mv_steps_partition_of(RuleContext *context, Finding *finding, const CreateTable *create);
/* ATTACH, or a new partition beside a default partition: with a CHECK that spares the scan. */
void mv_steps_add_partition(RuleContext *context, Finding *finding, const Change *change);
void mv_steps_detach_partition(RuleContext *context, Finding *finding, const PartitionChange *detach);

/*
 * Does the bound of a partition say what this CHECK says, in the words of the steps above: of the table itself, or of
 * a default partition about another one? Then the CHECK has served.
 */
bool mv_bound_says(const RuleContext *context, const Table *table, const Constraint *constraint);

/*
 * ALTER COLUMN TYPE that leaves the rows alone: indexes that would be rebuilt go before and come again CONCURRENTLY,
 * CHECKs come again NOT VALID and are validated later.
 */
void mv_steps_change_type(RuleContext *context, Finding *finding, const Change *change);
/* ... a CHECK of the length instead of a shorter varchar. */
void mv_steps_limit_length(RuleContext *context, Finding *finding, const Change *change);
/* ... a second column instead of a rewrite. */
void mv_steps_new_column(RuleContext *context, Finding *finding, const Change *change);

void mv_steps_reindex(RuleContext *context, Finding *finding, const Maintenance *reindex);
void mv_steps_refresh(RuleContext *context, Finding *finding, const Maintenance *refresh);
void mv_steps_alter_domain(RuleContext *context, Finding *finding, const AlterDomain *alter);
/* The statement of a change as its author wrote it, or as his framework sends it, with a semicolon. */
const char *mv_step_as_written(const Change *change, Arena *arena);
/* The very statement in another migration: STEP_NEXT or STEP_ALONE. */
void mv_steps_move(RuleContext *context, Finding *finding, StepPlace place, const Change *change);

/* A view of the old name for code that still uses it; a second column; a second label. */
void mv_steps_rename_table(RuleContext *context, Finding *finding, const Change *change);
void mv_steps_rename_column(RuleContext *context, Finding *finding, const Change *change, const Column *column);
void mv_steps_rename_label(RuleContext *context, Finding *finding, const Rename *rename);
/* ADD COLUMN of type jsonb. */
void mv_steps_jsonb(RuleContext *context, Finding *finding, const Change *change);
/* The statement as it is, with SET [LOCAL] "lock_timeout = '2s'" before it. */
void mv_steps_with_setting(RuleContext *context, Finding *finding, const Change *change, const char *setting);

#endif
