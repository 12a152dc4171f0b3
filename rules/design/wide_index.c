/* wide_index.c: an index on many columns. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "columns", .type = OPTION_INT, .default_value = "3", .help = "so many keys are not reported" },
	{ .name = NULL },
};

static void check(RuleContext *context, const Change *change)
{
	const CreateIndex *create = change->as.index;
	Finding *finding;

	if (create->unique || (long)create->keys.count <= mv_option_int(context, "columns"))
		return;
	finding = mv_report(context, change, change->subject, "%u keys make the index nearly as large as '%s', and slow each write down",
			    (unsigned)create->keys.count, mv_show_target(context, change));
	mv_finding_help(context, finding, "keep the columns that searches start with; INCLUDE those that are only read");
}

const Rule mv_rule_wide_index = {
	.id = "wide-index",
	.name = "WideIndex",
	.number = 433,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_INDEX),
	.check = check,
	.options = options,
	.doc = {
		.summary = "an index on many columns",
		.why =
			"The index is written by each INSERT and by most UPDATEs, grows as large as the table, and keeps rows from being\n"
			"updated in place (HOT). Columns behind the third seldom narrow a search.",
		.instead = "Keep the columns that searches start with; put those that are only read into INCLUDE.",
		.bad =
			"CREATE TABLE t (a int, b int, c int, d int);\n"
			"CREATE INDEX ON t (a, b, c, d);",
		.good =
			"CREATE TABLE t (a int, b int, c int, d int);\n"
			"CREATE INDEX ON t (a, b, c) INCLUDE (d);",
		.links = "https://www.postgresql.org/docs/current/indexes-multicolumn.html",
		.since = "0.1.0",
	},
};
