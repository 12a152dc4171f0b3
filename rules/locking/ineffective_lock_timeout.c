/* ineffective_lock_timeout.c: a lock_timeout that protects nothing. */
#include "migvet/facts.h"

static bool is_lock_timeout(const Change *change)
{
	return change->kind == CHANGE_SET_VARIABLE && mv_streq(change->as.variable->name, "lock_timeout") &&
	       !change->as.variable->unknown_value;
}

static void check_set(RuleContext *context, const Change *change)
{
	const Variable *variable = change->as.variable;
	const Change *locked = mv_kept_change(context);
	Finding *finding;

	if (variable->reset || !variable->values.count)
		return;
	if (variable->local && context->session->in_transaction == TRI_NO) {
		finding = mv_report(context, change, change->span,
				    "SET LOCAL has no effect outside of a transaction: the locks of this migration are waited for without end");
		mv_finding_help(context, finding, "SET lock_timeout = '%s';", variable->values.items[0]);
	} else if (locked && mv_milliseconds(variable->values.items[0]) > 0) {
		finding = mv_report(context, change, change->span,
				    "this lock_timeout comes too late: a table was locked before, and that wait has no end");
		mv_finding_help(context, finding, "set it before the first statement");
		mv_finding_note(context, finding, locked, "this asks for a lock before");
		mv_keep_change(context, NULL);
	}
}

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_worst_lock(context);
	const Change *set = context->session->lock_timeout_set;
	const char *value = context->session->lock_timeout;
	double time, longest;
	Finding *finding;

	if (is_lock_timeout(change)) {
		check_set(context, change);
		return;
	}
	if (!lock || !lock->certain || !mv_lock_blocks_writes(lock->mode) || mv_kept_change(context))
		return;
	if (!value) { /* missing-lock-timeout's story, unless one follows */
		mv_keep_change(context, change);
		return;
	}
	time = mv_milliseconds(value);
	longest = mv_milliseconds(mv_option_string(context, "longest"));
	if (!set || set->statement->migration != context->migration || time < 0 || (time > 0 && (longest < 0 || time <= longest)))
		return;
	mv_keep_change(context, change);
	if (time > 0)
		finding = mv_report(context, set, set->span,
				    "while this lock_timeout of %s runs, everybody else's queries queue up behind the lock on '%s'", value,
				    mv_show_relation(context, lock));
	else
		finding = mv_report(context, set, set->span, "lock_timeout = 0 means no limit: the lock on '%s' is waited for without end",
				    mv_show_relation(context, lock));
	mv_finding_help(context, finding, "a few seconds are enough, with another try later: SET lock_timeout = '2s';");
	mv_finding_note(context, finding, change, "the lock is taken here");
}

const Rule mv_rule_ineffective_lock_timeout = {
	.id = "ineffective-lock-timeout",
	.name = "IneffectiveLockTimeout",
	.number = 118,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.size = SIZE_NOTHING,
	.on = ON(MV_BLOCKING_KINDS, CHANGE_SET_VARIABLE),
	.check = check,
	.options = (const RuleOption[]){
		{ .name = "longest", .type = OPTION_STRING, .default_value = "30s", .help = "the longest lock_timeout that is accepted" },
		{ .name = NULL },
	},
	.doc = {
		.summary = "a lock_timeout is set after the lock, to nothing, too long, or where it has no effect",
		.why =
			"lock_timeout ends the wait for a lock before too many others queue up behind it. It does nothing if a table is locked\n"
			"before it is set, if it is 0, or if SET LOCAL stands outside of a transaction; and after a minute of waiting the\n"
			"application is down already. A value that no lock on an existing table needs is not reported (pg_dump writes 0).",
		.instead = "SET lock_timeout = '2s'; (in a transaction: SET LOCAL) as the first statement, and try again when it fails.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"SET lock_timeout = '2s';\n"
			"ALTER TABLE users ADD COLUMN phone text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"SET lock_timeout = '2s';\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"ALTER TABLE users ADD COLUMN phone text;",
		.links =
			"https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT\n"
			"https://www.postgresql.org/docs/current/sql-set.html",
		.since = "0.1.0",
	},
};
