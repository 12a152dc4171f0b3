/* refresh_concurrently_without_unique_index.c: the server refuses it. */
#include "migvet/facts.h"

static bool is_enough(const TableIndex *index)
{
	if (!index->unique || !index->valid || index->predicate)
		return false;
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (!index->keys.items[i].column)
			return false;
	}
	return true;
}

static void check(RuleContext *context, const Change *change)
{
	const Table *view = mv_target_table(context, change);
	Finding *finding;

	if (!change->as.maintenance->concurrently || !view || view->object.kind != OBJ_MATERIALIZED_VIEW || view->object.incomplete ||
	    context->schema->opaque_changes)
		return;
	for (uint32_t i = 0; i < view->indexes.count; i++) {
		if (is_enough(view->indexes.items[i]))
			return;
	}
	finding = mv_report(context, change, change->span,
			    "REFRESH CONCURRENTLY fails: '%s' has no unique index on plain columns without WHERE", mv_show_table(context, view));
	finding->sqlstate = "55000";
	mv_finding_subject(context, finding, "%s", mv_show_table(context, view));
	mv_finding_help(context, finding, "CREATE UNIQUE INDEX ON %s (..); before it", mv_sql_target(context, change));
	if (view->object.birth.change)
		mv_finding_note(context, finding, view->object.birth.change, "the view comes from here");
}

const Rule mv_rule_refresh_concurrently_without_unique_index = {
	.id = "refresh-concurrently-without-unique-index",
	.name = "RefreshConcurrentlyWithoutUniqueIndex",
	.number = 121,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_REFRESH_MATERIALIZED_VIEW),
	.check = check,
	.doc = {
		.summary = "REFRESH MATERIALIZED VIEW CONCURRENTLY of a view that has no suitable unique index",
		.why =
			"The old and the new rows are matched by a unique index over all rows and plain columns. Without one the statement fails\n"
			"(55000), and with it the migration. An index with an expression or a WHERE does not count.",
		.instead = "CREATE UNIQUE INDEX on the view's key first.",
		.bad =
			"CREATE TABLE sales (day date, amount numeric);\n"
			"CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;\n"
			"CREATE INDEX totals_day ON totals (day);\n"
			"-- next migration\n"
			"REFRESH MATERIALIZED VIEW CONCURRENTLY totals;",
		.good =
			"CREATE TABLE sales (day date, amount numeric);\n"
			"CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;\n"
			"CREATE UNIQUE INDEX totals_day ON totals (day);\n"
			"-- next migration\n"
			"REFRESH MATERIALIZED VIEW CONCURRENTLY totals;",
		.links = "https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html",
		.since = "0.1.0",
	},
};
