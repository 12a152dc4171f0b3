/* missing_lock_timeout.c: nothing ends the wait for a lock. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_worst_lock(context);
	const char *shown;
	Finding *finding;

	if (!lock || !lock->certain || !mv_lock_blocks_writes(lock->mode) || context->session->lock_timeout ||
	    mv_lock_timeout_is_managed(context) || mv_kept_change(context))
		return;
	mv_keep_change(context, change);
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span,
			    "if '%s' is in use, this waits without end for its lock, and everybody else's %s queue up behind it", shown,
			    mv_lock_blocks_reads(lock->mode) ? "reads and writes" : "writes");
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "set a lock_timeout before it, and run the migration again when it fails");
	mv_steps_with_setting(context, finding, change, "lock_timeout = '2s'");
}

const Rule mv_rule_missing_lock_timeout = {
	.id = "missing-lock-timeout",
	.name = "MissingLockTimeout",
	.number = 117,
	.category = "locking",
	.severity = SEVERITY_OFF,
	.size = SIZE_NOTHING,
	.on = ON(MV_BLOCKING_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a table that exists is locked against writers without a lock_timeout in force",
		.why =
			"A waiting lock request stops all that come after it: one forgotten transaction and an instant ALTER TABLE are enough to\n"
			"close a table. With lock_timeout the migration gives up instead. It is said once a migration.\n"
			"Off by default, because many set it elsewhere (ALTER ROLE .. SET lock_timeout, the connection string, the runner); write\n"
			"`rules: {missing-lock-timeout: warning}` if yours must stand in the migrations.",
		.instead = "SET lock_timeout = '2s'; (in a transaction: SET LOCAL), and a runner that tries again.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"SET lock_timeout = '2s';\n"
			"ALTER TABLE users ADD COLUMN email text;",
		.links =
			"https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT\n"
			"https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
		.since = "0.1.0",
	},
};
