/*
 * facts.h: questions that several rules ask, asked in one place
 * (analyzer/check/facts.c).
 */
#ifndef MIGVET_FACTS_H
#define MIGVET_FACTS_H

#include "migvet/rule.h"

/*
 * Is an object with this birth new to everybody else: created in this
 * migration, or (with --since) by any migration under review?
 */
bool mv_is_new(const RuleContext *context, const Birth *birth);
/* Created in the transaction that is now open: invisible to others. */
bool mv_is_new_in_transaction(const RuleContext *context, const Birth *birth);

/*
 * Would locking, rewriting or scanning this relation hurt nobody? True for
 * tables that are new, temporary, or listed in `small-tables`.
 * An unknown table (NULL) counts as existing.
 */
bool mv_is_harmless_table(const RuleContext *context, const Table *table);
/* The change's target when it exists, or NULL (unknown or placeholder name). */
const Table *mv_target_table(const RuleContext *context, const Change *change);
/* "public.users" shown as people write it: without a schema of the search path. */
char *mv_show_name(const RuleContext *context, const char *schema, const char *name);
char *mv_show_table(const RuleContext *context, const Table *table);
/* "a, b" */
char *mv_show_columns(const RuleContext *context, const IdentVec *columns);
/* "PostgreSQL 12 to 17" etc. are added by the engine: rules only look at context->version. */

/* The first lock of that mode that the present transaction took on the table before this change; NULL: none. */
const TakenLock *mv_taken_on(const RuleContext *context, const Table *table, LockMode mode);

/* The strongest lock of this change on an existing, not harmless table; NULL: none. */
const RelationLock *mv_worst_lock(const RuleContext *context);
/* The first existing, not harmless relation that the change rewrites (scans, unless it is rewritten) for this reason; NULL: none. */
const RelationLock *mv_rewrite_of(const RuleContext *context, WorkReason reason);
const RelationLock *mv_scan_of(const RuleContext *context, WorkReason reason);
/* "users": a relation of the lock report. */
char *mv_show_relation(const RuleContext *context, const RelationLock *lock);
/* Names for SQL that people may paste: quoted where needed, with a schema as it was written. */
char *mv_sql_name(const RuleContext *context, const char *name);
char *mv_sql_target(const RuleContext *context, const Change *change);

/* ---- looking around in the migration ---- */

typedef bool ChangeTest(const Change *change, const void *data);
/* The first change of the migration's up part behind `from` (NULL: from its start) that passes; NULL: none. */
const Change *mv_find_change(const Migration *migration, const Change *from, ChangeTest *test, const void *data);
/* The same between the start of the migration and `until`. */
const Change *mv_find_earlier(const Migration *migration, const Change *until, ChangeTest *test, const void *data);

/* The existing table that the change is about, when touching it may hurt: known or not, but not harmless. */
bool mv_hits_existing_table(const RuleContext *context, const Change *change);
/* "users" of the change's target: as the replay knows it, else as written. */
char *mv_show_target(const RuleContext *context, const Change *change);
/* Is it certain that the table (column) is not there, so that IF EXISTS makes the change do nothing? */
bool mv_is_absent_table(const RuleContext *context, const QName *name);

#endif
