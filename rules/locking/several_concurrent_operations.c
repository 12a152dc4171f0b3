/* several_concurrent_operations.c: two long steps in one migration, and a failure between them. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* Long, outside of any transaction, and half done when it fails; NULL: something else. */
static const char *operation(const Change *change)
{
	if (change->kind == CHANGE_CREATE_INDEX && change->as.index->concurrently)
		return "CREATE INDEX CONCURRENTLY";
	if (change->kind == CHANGE_REINDEX && change->as.maintenance->concurrently)
		return "REINDEX CONCURRENTLY";
	return change->kind == CHANGE_DETACH_PARTITION && change->as.partition->concurrently ? "DETACH PARTITION CONCURRENTLY" : NULL;
}

/* Where a statement runs in a transaction CONCURRENTLY fails anyway. */
static bool is_wrapped(const Migration *migration, const Statement *statement)
{
	TransactionMode mode = TRANSACTION_UNKNOWN;

	if (statement->section < migration->sections.count)
		mode = migration->sections.items[statement->section].transaction;
	if (mode == TRANSACTION_UNKNOWN)
		mode = migration->transaction;
	return mode == TRANSACTION_FILE || mode == TRANSACTION_ALL || mode == TRANSACTION_IMPLICIT;
}

/* Is it one that a second run would not get over? */
static bool counts(const RuleContext *context, const Change *change)
{
	if (!operation(change) || change->guard || is_wrapped(context->migration, change->statement))
		return false;
	if (change->kind == CHANGE_CREATE_INDEX && mv_is_dropped_before(change))
		return false;
	return change->kind == CHANGE_REINDEX || mv_hits_existing_table(context, change);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const Change *first = NULL;
	Finding *finding;

	if (mv_fails_again(context, migration, NULL)) /* not-rerunnable tells */
		return;
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];
		const Change *change = statement->changes.count && !statement->down ? &statement->changes.items[0] : NULL;

		if (!change || !counts(context, change))
			continue;
		if (!first) {
			first = change;
			continue;
		}
		finding = mv_report(context, change, change->span,
				    "if this %s fails after a long time, the migration counts as not applied, though what stands before is done",
				    operation(change));
		mv_finding_help(context, finding, "give each of them a migration of its own: IF NOT EXISTS would keep the INVALID index of a failed try");
		if (change->kind == CHANGE_CREATE_INDEX)
			mv_steps_create_index(context, finding, change->as.index);
		else
			mv_steps_move(context, finding, STEP_ALONE, change);
		mv_finding_note(context, finding, first, "this one has committed by then");
		return;
	}
}

const Rule mv_rule_several_concurrent_operations = {
	.id = "several-concurrent-operations",
	.name = "SeveralConcurrentOperations",
	.number = 133,
	.category = "locking",
	.severity = SEVERITY_INFO,
	.size = SIZE_NOTHING,
	.check_migration = check_migration,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "more than one CONCURRENTLY statement in a migration that cannot be run again",
		.why =
			"Each of them may take hours, and none can be rolled back. When the second fails (a deadlock, a duplicate key, a timeout),\n"
			"the first is done, an INVALID index or a half detached partition is left, and the runner has recorded nothing: the next\n"
			"try begins with what is there already. IF NOT EXISTS then skips the INVALID index as well, and it stays INVALID.",
		.instead =
			"One migration each; or DROP INDEX CONCURRENTLY IF EXISTS before each CREATE INDEX CONCURRENTLY, so that a second run\n"
			"starts over.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);",
		.links = "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
		.since = "0.1.0",
	},
};
