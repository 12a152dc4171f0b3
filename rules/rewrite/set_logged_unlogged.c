/* set_logged_unlogged.c: SET LOGGED and SET UNLOGGED write the table again. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_rewrite_of(context, WORK_PERSISTENCE);
	bool logged = change->kind == CHANGE_SET_LOGGED;
	const char *shown;
	Finding *finding;

	if (!lock || !lock->certain)
		return;
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span,
			    logged ? "SET LOGGED rewrites '%s' and sends all of it to the log and the replicas: reads and writes are blocked until "
				     "it is done" :
				     "SET UNLOGGED rewrites '%s': reads and writes are blocked until it is done, and a crash empties the table from "
				     "then on", shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"CREATE %sTABLE .. (LIKE %s INCLUDING ALL); copy in batches while a trigger keeps it in step; then rename both in one "
			"short transaction", logged ? "" : "UNLOGGED ", mv_sql_target(context, change));
}

const Rule mv_rule_set_logged_unlogged = {
	.id = "set-logged-unlogged",
	.name = "SetLoggedUnlogged",
	.number = 159,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_SET_LOGGED, CHANGE_SET_UNLOGGED),
	.check = check,
	.doc = {
		.summary = "a table that exists becomes logged or unlogged",
		.why =
			"The whole table and its indexes are written again under ACCESS EXCLUSIVE. SET LOGGED also writes all of it to the\n"
			"write-ahead log, and replicas fall behind. After SET UNLOGGED a crash leaves the table empty, and replicas have none of it.",
		.instead = "Create a new table of the other kind, copy in batches, keep it in step with a trigger, and rename.",
		.bad =
			"CREATE UNLOGGED TABLE jobs (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE jobs SET LOGGED;",
		.good =
			"CREATE UNLOGGED TABLE jobs (id bigint PRIMARY KEY);\n"
			"ALTER TABLE jobs SET LOGGED;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
