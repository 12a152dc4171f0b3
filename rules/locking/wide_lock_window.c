/* wide_lock_window.c: one transaction closes a second table while it still holds the first. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool closes(const RuleContext *context, const RelationLock *lock)
{
	return lock->certain && mv_lock_blocks_reads(lock->mode) && !(lock->table && lock->table->bound) &&
	       !mv_is_harmless_table(context, lock->table) && (!lock->table || lock->table->object.kind == OBJ_TABLE);
}

/* One of the two may be from before the replay took note of the table. */
static bool same_relation(const RelationLock *a, const RelationLock *b)
{
	return a->table && b->table ? a->table == b->table : mv_streq(a->name, b->name) && mv_streq(a->schema, b->schema);
}

/* A table that an earlier statement closed; NULL: none, or this one was closed already. */
static const TakenLock *closed_before(const RuleContext *context, const Change *change, const RelationLock *lock)
{
	const TakenLock *other = NULL;

	for (uint32_t i = 0; i < context->taken_count && i < MV_TAKEN_LOOKED_AT; i++) {
		const TakenLock *taken = &context->taken[i];

		if (!mv_lock_blocks_reads(taken->lock->mode))
			continue;
		if (same_relation(taken->lock, lock))
			return NULL;
		if (!other && !taken->table_is_new && taken->change->statement != change->statement && closes(context, taken->lock))
			other = taken;
	}
	return other;
}

static void check(RuleContext *context, const Change *change)
{
	if (context->session->in_transaction != TRI_YES || !context->taken_count || mv_kept_change(context))
		return;
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];
		const TakenLock *before = closes(context, lock) ? closed_before(context, change, lock) : NULL;
		Finding *finding;

		if (!before)
			continue;
		mv_keep_change(context, change);
		finding = mv_report(context, change, change->span,
				    "reads and writes of '%s' stay blocked while this waits for '%s': one transaction locks both",
				    mv_show_relation(context, before->lock), mv_show_relation(context, lock));
		mv_finding_subject(context, finding, "%s", mv_show_relation(context, lock));
		mv_finding_help(context, finding,
				"one table a migration; or at least SET LOCAL lock_timeout = '2s', so that a deadlock or a long wait ends early");
		mv_steps_move(context, finding, STEP_NEXT, change);
		mv_finding_note(context, finding, before->change, "'%s' is locked here", mv_show_relation(context, before->lock));
		return;
	}
}

const Rule mv_rule_wide_lock_window = {
	.id = "wide-lock-window",
	.name = "WideLockWindow",
	.number = 115,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.size = SIZE_NOTHING,
	.aside = true,
	.on = ON(MV_BLOCKING_KINDS),
	.check = check,
	.doc = {
		.summary = "one transaction locks a second table that exists against everybody, while it holds the first",
		.why =
			"Locks last until the end of the transaction. If the second table is busy, the wait for it keeps the first one closed, too.\n"
			"And an application that uses both tables in the other order runs into a deadlock, in which either its query or the\n"
			"migration is cancelled. It is said once a migration.",
		.instead = "One table a migration. Where it must be one transaction: a short lock_timeout, and retry.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"ALTER TABLE orders ADD COLUMN note text;\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"COMMIT;\n"
			"BEGIN;\n"
			"ALTER TABLE orders ADD COLUMN note text;\n"
			"COMMIT;",
		.links = "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS",
		.since = "0.1.0",
	},
};
