/* concurrent_index_not_retryable.c: after a failure an INVALID index is in the way. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const CreateIndex *index = change->as.index;
	Finding *finding;

	if (!index->concurrently || change->guard || context->session->in_transaction == TRI_YES || !mv_hits_existing_table(context, change))
		return;
	if (index->name.text && (index->if_not_exists || mv_is_dropped_before(change)))
		return;
	/* not-rerunnable tells of the whole migration; and the first tells it for all */
	if (index->name.text && (mv_fails_again(context, context->migration, NULL) || mv_kept_change(context)))
		return;
	if (index->name.text)
		mv_keep_change(context, change);
	finding = mv_report(context, change, change->span,
			    index->name.text ? "if this fails half way, an INVALID index '%s' stays, and the next try fails with 42P07" :
					       "if this fails half way, an INVALID index stays, and the next try builds a second one beside it%s",
			    index->name.text ? index->name.text : "");
	mv_finding_subject(context, finding, "%s", mv_show_target(context, change));
	if (index->name.text)
		mv_finding_help(context, finding, "DROP INDEX CONCURRENTLY IF EXISTS %s; before it", mv_sql_name(context, index->name.text));
	else
		mv_finding_help(context, finding, "give the index a name, and IF NOT EXISTS or DROP INDEX CONCURRENTLY IF EXISTS before it");
	mv_steps_create_index(context, finding, index);
}

const Rule mv_rule_concurrent_index_not_retryable = {
	.id = "concurrent-index-not-retryable",
	.name = "ConcurrentIndexNotRetryable",
	.number = 321,
	.category = "transaction",
	.severity = SEVERITY_OFF,
	.on = ON(CHANGE_CREATE_INDEX),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "CREATE INDEX CONCURRENTLY without a name, or without anything for the INVALID index of a failed try",
		.why =
			"A deadlock, a duplicate key, a lock_timeout or a cancel ends CREATE INDEX CONCURRENTLY half way and leaves an INVALID\n"
			"index: no query uses it, every write pays for it. The next try fails because the name is taken; without a name the\n"
			"server chooses another one, and both stay. IF NOT EXISTS makes the next try succeed but keeps the INVALID index, which\n"
			"then must be found (pg_index.indisvalid) and dropped by hand; dropping it first is better.",
		.instead =
			"1. DROP INDEX CONCURRENTLY IF EXISTS users_email;\n"
			"2. CREATE INDEX CONCURRENTLY users_email ON users (email);",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY ON users (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"DROP INDEX CONCURRENTLY IF EXISTS users_email;\n"
			"CREATE INDEX CONCURRENTLY users_email ON users (email);",
		.links = "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
		.since = "0.1.0",
	},
};
