/* statement_without_where.c: UPDATE or DELETE of every row. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Dml *dml = change->as.dml;
	bool update = change->kind == CHANGE_UPDATE;
	const char *shown;
	Finding *finding;

	/* filling a column that came in this migration is a backfill, which unbatched-backfill is about */
	if (dml->has_where || dml->from_query || mv_is_small_table(context, mv_target_table(context, change)) || !mv_hits_existing_table(context, change) ||
	    (update && mv_writes_new_column(context, mv_target_table(context, change), dml)))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->subject, "%s without WHERE %s every row of '%s' in one transaction",
			    update ? "UPDATE" : "DELETE", update ? "rewrites" : "deletes", shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"say which rows with WHERE; if all are meant, do it in batches of some thousand rows, each in its own transaction");
}

const Rule mv_rule_statement_without_where = {
	.id = "statement-without-where",
	.name = "StatementWithoutWhere",
	.number = 207,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_UPDATE, CHANGE_DELETE),
	.check = check,
	.doc = {
		.summary = "UPDATE or DELETE without WHERE on a table that exists",
		.why =
			"Every row is locked until the transaction ends, every row is written to the write-ahead log, and the table doubles in\n"
			"size (UPDATE) or stays bloated (DELETE). Writers to any of these rows wait. Often the WHERE was simply forgotten.",
		.instead = "Add the WHERE; or loop over ranges of the primary key, committing after each batch.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, active boolean);\n"
			"-- next migration\n"
			"UPDATE users SET active = true;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, active boolean);\n"
			"-- next migration\n"
			"UPDATE users SET active = true WHERE id = 1;",
		.links =
			"https://www.postgresql.org/docs/current/sql-update.html\n"
			"https://www.postgresql.org/docs/current/sql-delete.html",
		.since = "0.1.0",
	},
};
