/* set_access_method.c: the table is written again in another format. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_rewrite_of(context, WORK_ACCESS_METHOD);
	const char *shown, *method = change->as.table_setting->name.text;
	Finding *finding;

	if (!lock)
		return;
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span,
			    "moving '%s' to access method '%s' %s the table: reads and writes are blocked until it is done", shown,
			    method ? method : "default", lock->certain ? "rewrites" : "may rewrite");
	if (!lock->certain && finding->severity > SEVERITY_WARNING)
		finding->severity = SEVERITY_WARNING;
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"create a new table USING %s, copy in batches while a trigger keeps it in step, then rename both in one short "
			"transaction", method ? method : "..");
}

const Rule mv_rule_set_access_method = {
	.id = "set-access-method",
	.name = "SetAccessMethod",
	.number = 160,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_SET_ACCESS_METHOD),
	.check = check,
	.doc = {
		.summary = "a table that exists gets another access method",
		.why = "The whole table and its indexes are written again under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile.",
		.instead = "Create a new table USING the method, copy in batches, keep it in step with a trigger, and rename.",
		.bad =
			"CREATE TABLE events (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE events SET ACCESS METHOD columnar;",
		.good =
			"CREATE TABLE events (id bigint PRIMARY KEY) USING columnar;\n"
			"-- next migration\n"
			"ALTER TABLE events SET ACCESS METHOD columnar;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/tableam.html",
		.since = "0.1.0",
	},
};
