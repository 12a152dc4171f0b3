/* not_rerunnable.c: several statements that commit one by one, and cannot be run again after a failure. */
#include "migvet/facts.h"

/* DDL that fails when it is run a second time, and has a form that does not. */
static bool fails_again(const Change *change, const void *data)
{
	(void)data;
	if (change->guard || change->swallowed)
		return false;
	if (change->kind == CHANGE_CREATE_TABLE)
		return !change->as.table->if_not_exists;
	if (change->kind == CHANGE_CREATE_INDEX)
		return !change->as.index->if_not_exists;
	if (change->kind == CHANGE_ADD_COLUMN)
		return !change->as.add_column->if_not_exists;
	if (change->kind == CHANGE_DROP_COLUMN)
		return !change->as.drop_column->if_exists;
	if (change->kind == CHANGE_DROP_TABLE || change->kind == CHANGE_DROP_INDEX)
		return !change->as.drop->if_exists;
	return change->kind == CHANGE_ADD_CONSTRAINT;
}

static bool is_ddl(const Change *change, const void *data)
{
	(void)data;
	return change->kind < CHANGE_INSERT;
}

static bool is_begin(const Change *change, const void *data)
{
	(void)data;
	return change->kind == CHANGE_BEGIN;
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const Change *first = mv_find_change(migration, NULL, fails_again, NULL), *second;
	Finding *finding;

	/* only where each statement certainly commits by itself, and there is more than one statement to stop between */
	if (migration->transaction != TRANSACTION_NONE || !first)
		return;
	second = mv_find_change(migration, first, is_ddl, NULL);
	while (second && second->statement == first->statement)
		second = mv_find_change(migration, second, is_ddl, NULL);
	if (!second || mv_find_change(migration, NULL, is_begin, NULL))
		return;
	finding = mv_report(context, first, first->span,
			    "if a later statement fails, this one has committed already, and running the migration again fails here");
	mv_finding_help(context, finding, "%s, or give each statement a migration of its own",
			first->kind == CHANGE_ADD_CONSTRAINT ? "drop the constraint IF EXISTS before" : "add IF [NOT] EXISTS");
	mv_finding_note(context, finding, second, "this statement may fail");
}

const Rule mv_rule_not_rerunnable = {
	.id = "not-rerunnable",
	.name = "NotRerunnable",
	.number = 304,
	.category = "transaction",
	.severity = SEVERITY_WARNING,
	.check_migration = check_migration,
	.doc = {
		.summary = "outside of a transaction, a failure in the middle leaves a migration that cannot be run again",
		.why =
			"Without a transaction each statement commits by itself. When the second fails (a lock timeout, a duplicate key), the\n"
			"first stays; the next attempt stops at it with 'already exists', and somebody repairs production by hand.",
		.instead = "One statement a migration; or IF [NOT] EXISTS on each.",
		.bad =
			"-- +goose NO TRANSACTION\n"
			"-- +goose Up\n"
			"CREATE INDEX CONCURRENTLY a_x ON a (x);\n"
			"CREATE INDEX CONCURRENTLY a_y ON a (y);",
		.good =
			"-- +goose NO TRANSACTION\n"
			"-- +goose Up\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS a_x ON a (x);\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS a_y ON a (y);",
		.since = "0.1.0",
	},
};
