/* slow_statement_under_lock.c: a table is closed already, and now something slow begins. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool changes_rows(ChangeKind kind)
{
	return kind == CHANGE_UPDATE || kind == CHANGE_DELETE || kind == CHANGE_MERGE;
}

/* Reads or writes all of an existing table. The foreign keys of a new, empty one find nothing to look up. */
static const RelationLock *slow_work(const RuleContext *context, const Change *change)
{
	const Table *target = mv_target_table(context, change);
	bool empty = target && mv_is_new(context, &target->object.birth);

	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		/* what the replay does not know may be a catalog or a CTE, and so nothing to wait for */
		if (lock->table && (lock->scanned || lock->rewritten || lock->index_built) && lock->rewrite_reason != WORK_TRUNCATE &&
		    !(empty && lock->scan_reason == WORK_FOREIGN_KEY) &&
		    (lock->certain || changes_rows(change->kind)) && !mv_is_harmless_table(context, lock->table))
			return lock;
	}
	return NULL;
}

/* A table that an earlier statement of the transaction closed, and that this change does not itself close for its work. */
static const TakenLock *closed_before(const RuleContext *context, const Change *change)
{
	for (uint32_t i = 0; i < context->taken_count && i < MV_TAKEN_LOOKED_AT; i++) {
		const TakenLock *taken = &context->taken[i];
		const RelationLock *now = taken->lock->table ? mv_lock_report_find(context->locks, taken->lock->table) : NULL;

		/* a view that is dropped or replaced: its users have other worries */
		if (taken->lock->table && taken->lock->table->object.kind != OBJ_TABLE)
			continue;
		if (!mv_lock_blocks_reads(taken->lock->mode) || taken->table_is_new || taken->change->statement == change->statement ||
		    mv_is_harmless_table(context, taken->lock->table))
			continue;
		/* what blocks writers of the table by its own work has a rule of its own, and so has VALIDATE */
		if (now && (mv_lock_blocks_writes(now->mode) || change->kind == CHANGE_VALIDATE_CONSTRAINT))
			continue;
		return taken;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *work;
	const TakenLock *before;
	const char *shown, *worked_on;
	Finding *finding;

	if (context->session->in_transaction != TRI_YES || !context->taken_count || mv_kept_change(context) ||
	    !(work = slow_work(context, change)) || !(before = closed_before(context, change)))
		return;
	mv_keep_change(context, change);
	shown = mv_show_relation(context, before->lock);
	worked_on = mv_show_relation(context, work);
	worked_on = mv_streq(worked_on, shown) ? "it" : mv_arena_format(context->arena, "'%s'", worked_on);
	finding = mv_report(context, change, change->span,
			    "reads and writes of '%s' stay blocked while this %s every row of %s: the transaction has locked it already",
			    shown, work->rewritten ? "rewrites" : changes_rows(change->kind) ? "looks through" : "reads", worked_on);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "put the slow statement into a migration (and so a transaction) of its own");
	mv_steps_move(context, finding, STEP_NEXT, change);
	mv_finding_note(context, finding, before->change, "'%s' is locked here", shown);
}

const Rule mv_rule_slow_statement_under_lock = {
	.id = "slow-statement-under-lock",
	.name = "SlowStatementUnderLock",
	.number = 116,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(MV_BLOCKING_KINDS, CHANGE_VALIDATE_CONSTRAINT, CHANGE_INSERT, CHANGE_UPDATE, CHANGE_DELETE, CHANGE_MERGE, CHANGE_SELECT,
		 CHANGE_COPY, CHANGE_CREATE_TABLE_AS, CHANGE_CREATE_MATERIALIZED_VIEW),
	.check = check,
	.doc = {
		.summary = "a statement that reads or writes all of a table runs while the transaction keeps a table locked against everybody",
		.why =
			"ALTER TABLE .. ADD COLUMN is instant, but its ACCESS EXCLUSIVE lock lasts until the end of the transaction. When the next\n"
			"statement fills the new column or reads a large table, nobody reads or writes the altered table all that time.\n"
			"It is said once a migration.",
		.instead =
			"1. the instant changes in one migration\n"
			"2. the slow work (filling, validating, building) in the next, in batches or CONCURRENTLY",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN slug text;\n"
			"UPDATE users SET slug = lower(name);\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN slug text;\n"
			"ALTER TABLE users ALTER COLUMN slug SET DEFAULT '';\n"
			"COMMIT;",
		.links = "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
		.since = "0.1.0",
	},
};
