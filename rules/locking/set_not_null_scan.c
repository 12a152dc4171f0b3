/* set_not_null_scan.c: every row is read under the strongest lock, unless a CHECK proves it. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ColumnChange *alter = change->as.column;
	const Table *table = mv_target_table(context, change);
	const RelationLock *lock = table ? mv_lock_report_find(context->locks, table) : mv_worst_lock(context);
	const char *shown, *column = alter->column.text;
	Finding *finding;

	if (!column || !mv_hits_existing_table(context, change) || !lock || !lock->scanned || mv_is_emptied(context, table))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span,
			    "setting '%s' NOT NULL blocks reads and writes of '%s' while every row is checked", column, shown);
	mv_finding_subject(context, finding, "%s.%s", shown, column);
	mv_finding_help(context, finding, "prove it first with a constraint that is validated while reads and writes go on");
	mv_steps_set_not_null(context, finding, change);
}

const Rule mv_rule_set_not_null_scan = {
	.id = "set-not-null-scan",
	.name = "SetNotNullScan",
	.number = 110,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_SET_NOT_NULL),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "SET NOT NULL on a table that exists, without a valid CHECK that proves it",
		.why =
			"SET NOT NULL holds ACCESS EXCLUSIVE while it reads the whole table. Since PostgreSQL 12 it reads nothing when a valid\n"
			"CHECK (c IS NOT NULL) is there; one that is NOT VALID does not help, nor one that merely implies it (c > 0).",
		.instead =
			"1. ADD CONSTRAINT x CHECK (c IS NOT NULL) NOT VALID\n"
			"2. in the next migration: VALIDATE CONSTRAINT x\n"
			"3. in the next: ALTER COLUMN c SET NOT NULL, and in a statement of its own DROP CONSTRAINT x",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;\n"
			"-- next migration\n"
			"ALTER TABLE users VALIDATE CONSTRAINT email_set;\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n"
			"ALTER TABLE users DROP CONSTRAINT email_set;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
