/* lock_table.c: LOCK TABLE, which closes the table unless it says otherwise. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_worst_lock(context);
	const char *shown;
	Finding *finding;

	if (!lock || !mv_lock_blocks_writes(lock->mode))
		return;
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span, "LOCK TABLE blocks %s of '%s' until the transaction ends (%s)",
			    mv_lock_blocks_reads(lock->mode) ? "reads and writes" : "writes", shown, mv_lock_mode_name(lock->mode));
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"leave it out if the next statement takes the lock that it needs itself; otherwise the weakest mode that does, and a "
			"short lock_timeout");
}

const Rule mv_rule_lock_table = {
	.id = "lock-table",
	.name = "LockTable",
	.number = 119,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.size = SIZE_NOTHING,
	.on = ON(CHANGE_LOCK_TABLE),
	.check = check,
	.doc = {
		.summary = "LOCK TABLE in a mode that blocks writers of a table that exists",
		.why =
			"Without a mode LOCK TABLE takes ACCESS EXCLUSIVE: nobody reads or writes the table until the transaction ends, however\n"
			"much follows in it.",
		.instead = "The weakest mode that does (SHARE UPDATE EXCLUSIVE keeps out other migrations only), and nothing slow behind it.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"LOCK TABLE users;\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE;\n"
			"COMMIT;",
		.links =
			"https://www.postgresql.org/docs/current/sql-lock.html\n"
			"https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
		.since = "0.1.0",
	},
};
