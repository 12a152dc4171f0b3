/* refresh_blocks_reads.c: nobody reads a materialized view while it is filled again. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool can_refresh_concurrently(const Table *view)
{
	for (uint32_t i = 0; i < view->indexes.count; i++) {
		const TableIndex *index = view->indexes.items[i];
		bool plain = index->unique && index->valid && !index->predicate;

		for (uint32_t j = 0; j < index->keys.count; j++)
			plain = plain && index->keys.items[j].column;
		if (plain)
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const Maintenance *refresh = change->as.maintenance;
	const Table *view = mv_target_table(context, change);
	const RelationLock *lock = mv_worst_lock(context);
	Finding *finding;

	if (!lock || !mv_lock_blocks_reads(lock->mode) || refresh->with_no_data || (view && !view->populated && !view->object.incomplete) ||
	    !mv_hits_existing_table(context, change))
		return;
	finding = mv_report(context, change, change->span, "refreshing '%s' blocks its readers until its query has run to the end",
			    mv_show_target(context, change));
	mv_finding_subject(context, finding, "%s", mv_show_target(context, change));
	if (view && !view->object.incomplete && can_refresh_concurrently(view)) {
		mv_finding_help(context, finding, "refresh it CONCURRENTLY, which lets readers go on");
		mv_steps_refresh(context, finding, refresh);
	} else {
		mv_finding_help(context, finding,
				"refresh it CONCURRENTLY, which lets readers go on; it needs a unique index on plain columns, without WHERE");
	}
}

const Rule mv_rule_refresh_blocks_reads = {
	.id = "refresh-blocks-reads",
	.name = "RefreshBlocksReads",
	.number = 120,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_REFRESH_MATERIALIZED_VIEW),
	.check = check,
	.doc = {
		.summary = "a materialized view that exists is refreshed without CONCURRENTLY",
		.why = "REFRESH holds ACCESS EXCLUSIVE on the view while its query runs: everybody who reads it waits until it is filled again.",
		.instead =
			"REFRESH MATERIALIZED VIEW CONCURRENTLY, which is allowed in a transaction and needs a unique index on plain columns\n"
			"(without expressions and WHERE).",
		.bad =
			"CREATE TABLE sales (day date, amount numeric);\n"
			"CREATE MATERIALIZED VIEW totals AS SELECT day, sum(amount) AS total FROM sales GROUP BY day;\n"
			"-- next migration\n"
			"REFRESH MATERIALIZED VIEW totals;",
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
