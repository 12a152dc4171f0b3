/* unlogged_table.c: a table that is not written to the log. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	bool create = change->kind == CHANGE_CREATE_TABLE;
	const QName *name = create ? &change->as.table->name : &change->as.table_as->name;
	Persistence persistence = create ? change->as.table->persistence : change->as.table_as->persistence;
	Finding *finding;

	if (persistence != PERSISTENCE_UNLOGGED)
		return;
	finding = mv_report(context, change, change->subject, "after a crash '%s' is empty, and replicas cannot read it: it is not logged",
			    mv_show_name(context, name->schema, name->name));
	mv_finding_help(context, finding, "create it without UNLOGGED unless its rows can be made anew at any time");
}

const Rule mv_rule_unlogged_table = {
	.id = "unlogged-table",
	.name = "UnloggedTable",
	.number = 436,
	.category = "design",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_CREATE_TABLE_AS),
	.check = check,
	.doc = {
		.summary = "a table that is not written to the log",
		.why = "After a crash the table is empty, and replicas never have its rows: a query of it on a replica fails with 0A000.",
		.instead = "Use a logged table unless its rows can be made anew at any time.",
		.bad = "CREATE UNLOGGED TABLE sessions (id bigint PRIMARY KEY);",
		.good = "CREATE TABLE sessions (id bigint PRIMARY KEY);",
		.links = "https://www.postgresql.org/docs/current/sql-createtable.html",
		.since = "0.1.0",
	},
};
