/* set_tablespace.c: the table's file is copied. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_rewrite_of(context, WORK_TABLESPACE);
	const char *shown, *tablespace = change->as.table_setting->name.text;
	Finding *finding;

	if (!lock)
		return;
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span,
			    "moving '%s' to tablespace '%s' copies its file: reads and writes are blocked until it is done", shown,
			    tablespace ? tablespace : "?");
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"pg_repack --tablespace moves a table while it is in use; or create a new one there, copy in batches, and rename");
}

const Rule mv_rule_set_tablespace = {
	.id = "set-tablespace",
	.name = "SetTablespace",
	.number = 161,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_SET_TABLESPACE),
	.check = check,
	.doc = {
		.summary = "a table that exists is moved to another tablespace",
		.why = "The table's file is copied under ACCESS EXCLUSIVE: nobody reads or writes it for as long as the disks take.",
		.instead = "pg_repack --tablespace, or a new table that is filled in batches, kept in step by a trigger, and renamed.",
		.bad =
			"CREATE TABLE events (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE events SET TABLESPACE fast;",
		.good =
			"CREATE TABLE events (id bigint PRIMARY KEY) TABLESPACE fast;\n"
			"-- next migration\n"
			"ALTER TABLE events SET TABLESPACE fast;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/manage-ag-tablespaces.html",
		.since = "0.1.0",
	},
};
