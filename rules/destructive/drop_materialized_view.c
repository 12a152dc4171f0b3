/* drop_materialized_view.c: a materialized view goes, and nothing stands under its name. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Table *view = mv_target_table(context, change);

	mv_keep_dropped(context, change, view ? &view->object : NULL);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const char *shown = mv_show_dropped(context, dropped);
		Finding *finding;

		if (mv_relation_now(context, dropped))
			continue;
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping materialized view '%s' makes every query and every scheduled refresh of it fail", shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding,
				"first release code that no longer reads or refreshes '%s', then drop it in a later migration; "
				"to change it, build its successor under another name and rename", shown);
	}
}

const Rule mv_rule_drop_materialized_view = {
	.id = "drop-materialized-view",
	.name = "DropMaterializedView",
	.number = 240,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_MATERIALIZED_VIEW),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a materialized view that exists is dropped, and nothing takes its name",
		.why =
			"Queries that read it and jobs that refresh it fail with 42P01 from the commit on. One that is created again in the same\n"
			"migration, as itself, as a view or as a table, is not reported.",
		.instead =
			"1. release code that does not read it, and stop its refreshes\n"
			"2. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE TABLE sales (day date, amount numeric);\n"
			"CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;\n"
			"-- next migration\n"
			"DROP MATERIALIZED VIEW totals;",
		.good =
			"CREATE TABLE sales (day date, amount numeric);\n"
			"CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;\n"
			"-- next migration\n"
			"DROP MATERIALIZED VIEW totals;\n"
			"CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total, count(*) AS sales FROM sales GROUP BY day;",
		.links = "https://www.postgresql.org/docs/current/sql-dropmaterializedview.html",
		.since = "0.1.0",
	},
};
