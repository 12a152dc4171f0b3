/* several_foreign_keys.c: foreign keys to several tables in one transaction hold all of them. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool is_about_key(const Change *change)
{
	if (change->kind == CHANGE_ADD_CONSTRAINT)
		return change->as.add_constraint->constraint->kind == CONSTRAINT_FOREIGN_KEY;
	if (change->kind == CHANGE_ADD_COLUMN) {
		const ConstraintSpecVec *constraints = &change->as.add_column->column->constraints;

		for (uint32_t i = 0; i < constraints->count; i++) {
			if (constraints->items[i]->kind == CONSTRAINT_FOREIGN_KEY)
				return true;
		}
		return false;
	}
	return change->kind == CHANGE_CREATE_TABLE && !change->as.table->partition_of.name;
}

/* A table that the foreign keys of this change point to: not the one that has them. */
static const RelationLock *referenced(const RuleContext *context, const Change *change, uint32_t from)
{
	const Table *own = change->kind == CHANGE_CREATE_TABLE ? NULL : mv_target_table(context, change);

	for (uint32_t i = from; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->table && lock->table != own && lock->certain && mv_lock_blocks_writes(lock->mode) && !lock->table->bound &&
		    !mv_is_harmless_table(context, lock->table))
			return lock;
	}
	return NULL;
}

/* Another table that an earlier statement of the transaction holds for a foreign key. */
static const TakenLock *held(const RuleContext *context, const Change *change, const Table *other)
{
	for (uint32_t i = 0; i < context->taken_count && i < MV_TAKEN_LOOKED_AT; i++) {
		const TakenLock *taken = &context->taken[i];
		const Table *own;

		if (taken->table_is_new)
			continue;
		own = taken->change->kind == CHANGE_CREATE_TABLE ? NULL : mv_target_table(context, taken->change);
		if (taken->lock->table && taken->lock->table != other && taken->lock->table != own &&
		    !taken->lock->table->bound && taken->lock->table != mv_target_table(context, change) &&
		    is_about_key(taken->change) && mv_lock_blocks_writes(taken->lock->mode) &&
		    !mv_is_harmless_table(context, taken->lock->table))
			return taken;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock, *second;
	const TakenLock *before;
	Finding *finding;

	if (!is_about_key(change) || mv_kept_change(context) || !(lock = referenced(context, change, 0)))
		return;
	before = context->session->in_transaction == TRI_YES ? held(context, change, lock->table) : NULL;
	second = referenced(context, change, (uint32_t)(lock - context->locks->relations.items) + 1);
	if (!before && !second)
		return;
	mv_keep_change(context, change);
	finding = mv_report(context, change, change->kind == CHANGE_CREATE_TABLE ? change->subject : change->span,
			    "writes to '%s' and '%s' are blocked together until this transaction ends: both are locked for foreign keys",
			    before ? mv_show_relation(context, before->lock) : mv_show_relation(context, lock),
			    before ? mv_show_relation(context, lock) : mv_show_relation(context, second));
	mv_finding_subject(context, finding, "%s", mv_show_relation(context, lock));
	mv_finding_help(context, finding,
			"one foreign key a migration, each as ADD CONSTRAINT .. NOT VALID; with lock_timeout set, so that waiting for one table "
			"does not hold up the other");
	if (before) {
		mv_steps_move(context, finding, STEP_NEXT, change);
		mv_finding_note(context, finding, before->change, "'%s' is locked here", mv_show_relation(context, before->lock));
	}
}

const Rule mv_rule_several_foreign_keys = {
	.id = "several-foreign-keys",
	.name = "SeveralForeignKeys",
	.number = 114,
	.category = "locking",
	.severity = SEVERITY_INFO,
	.size = SIZE_NOTHING,
	.aside = true,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_ADD_CONSTRAINT, CHANGE_ADD_COLUMN),
	.check = check,
	.doc = {
		.summary = "one transaction makes foreign keys to several tables that exist",
		.why =
			"Each foreign key blocks writes to the table that it references (SHARE ROW EXCLUSIVE) until the transaction ends, even for a\n"
			"new, empty table. With two of them, waiting for the second table keeps the writers of the first one waiting, and an\n"
			"application that uses both in the other order runs into a deadlock.",
		.instead =
			"1. create the table without the foreign keys\n"
			"2. add them one a migration, NOT VALID, with a short lock_timeout",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE groups (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"CREATE TABLE members (user_id bigint REFERENCES users (id), group_id bigint REFERENCES groups (id));",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"CREATE TABLE groups (id bigint PRIMARY KEY);\n"
			"CREATE TABLE members (user_id bigint REFERENCES users (id), group_id bigint REFERENCES groups (id));",
		.links =
			"https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
