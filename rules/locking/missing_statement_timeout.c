/* missing_statement_timeout.c: nothing ends a statement that runs longer than was thought. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_worst_lock(context);
	const char *shown;
	Finding *finding;

	/* CONCURRENTLY and VALIDATE let writers through, and want no limit: short-statement-timeout */
	if (!lock || !lock->certain || !mv_lock_blocks_writes(lock->mode) || context->session->statement_timeout || mv_kept_change(context))
		return;
	mv_keep_change(context, change);
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span, "if this takes longer than on the test database, '%s' stays closed to %s until it is done",
			    shown, mv_lock_blocks_reads(lock->mode) ? "everybody" : "writers");
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "set a statement_timeout before it");
	mv_steps_with_setting(context, finding, change, "statement_timeout = '15s'");
}

const Rule mv_rule_missing_statement_timeout = {
	.id = "missing-statement-timeout",
	.name = "MissingStatementTimeout",
	.number = 130,
	.category = "locking",
	.severity = SEVERITY_OFF,
	.size = SIZE_NOTHING,
	.on = ON(MV_BLOCKING_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a table that exists is locked against writers without a statement_timeout in force",
		.why =
			"lock_timeout ends the wait for a lock; statement_timeout also ends the work under it. What takes a moment on a test\n"
			"database may scan or rewrite for an hour in production, and nobody may write meanwhile. It is said once a migration.\n"
			"CONCURRENTLY and VALIDATE CONSTRAINT let writers through and want the opposite: no limit, or a long one\n"
			"(short-statement-timeout). Off by default, because many set it elsewhere (ALTER ROLE .. SET, the runner); write\n"
			"`rules: {missing-statement-timeout: warning}` if yours must stand in the migrations.",
		.instead = "SET statement_timeout = '15s'; (in a transaction: SET LOCAL) beside the lock_timeout.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"SET lock_timeout = '2s';\n"
			"ALTER TABLE users ADD COLUMN email text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"SET lock_timeout = '2s';\n"
			"SET statement_timeout = '15s';\n"
			"ALTER TABLE users ADD COLUMN email text;",
		.links = "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
		.since = "0.1.0",
	},
};
