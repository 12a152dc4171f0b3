/* missing_idle_timeout.c: nothing ends a transaction whose runner went away. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_worst_lock(context);
	const char *shown;
	Finding *finding;

	if (!lock || !lock->certain || !mv_lock_blocks_writes(lock->mode) || context->session->in_transaction != TRI_YES ||
	    context->session->idle_timeout || mv_kept_change(context))
		return;
	mv_keep_change(context, change);
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span,
			    "if the runner hangs between here and COMMIT, '%s' stays closed to %s until somebody ends its session", shown,
			    mv_lock_blocks_reads(lock->mode) ? "everybody" : "writers");
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "set an idle_in_transaction_session_timeout before it");
	mv_steps_with_setting(context, finding, change, "idle_in_transaction_session_timeout = '10s'");
}

const Rule mv_rule_missing_idle_timeout = {
	.id = "missing-idle-timeout",
	.name = "MissingIdleTimeout",
	.number = 131,
	.category = "locking",
	.severity = SEVERITY_OFF,
	.size = SIZE_NOTHING,
	.on = ON(MV_BLOCKING_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a transaction holds a lock against writers without an idle_in_transaction_session_timeout in force",
		.why =
			"Locks last until COMMIT. A runner that hangs between two statements (its machine sleeps, its network is gone, it waits for\n"
			"somebody to press a key) keeps them, and neither lock_timeout nor statement_timeout ends that: no statement runs.\n"
			"transaction_timeout (PostgreSQL 17) does as well. Each statement that commits by itself needs none. It is said once a\n"
			"migration; off by default, because many set it elsewhere: `rules: {missing-idle-timeout: warning}`.",
		.instead = "SET LOCAL idle_in_transaction_session_timeout = '10s'; at the start of the transaction.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"SET LOCAL idle_in_transaction_session_timeout = '10s';\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"COMMIT;",
		.links = "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT",
		.since = "0.1.0",
	},
};
