/* too_many_indexes.c: a table with many indexes. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "most", .type = OPTION_INT, .default_value = "10", .help = "so many are not reported" },
	{ .name = NULL },
};

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	long most = mv_option_int(context, "most");
	Finding *finding;

	if (!table || (long)table->indexes.count < most)
		return;
	finding = mv_report(context, change, change->subject, "'%s' gets index number %u: each INSERT writes to all of them",
			    mv_show_table(context, table), (unsigned)table->indexes.count + 1);
	mv_finding_help(context, finding, "drop what pg_stat_user_indexes shows as unused first");
}

const Rule mv_rule_too_many_indexes = {
	.id = "too-many-indexes",
	.name = "TooManyIndexes",
	.number = 434,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_INDEX),
	.check = check,
	.options = options,
	.doc = {
		.summary = "a table with many indexes",
		.why =
			"Each INSERT writes to all of them, and so do UPDATEs of any indexed column. The planner considers each of them for\n"
			"each query.",
		.instead = "Drop indexes that pg_stat_user_indexes shows as unused before adding one.",
		.bad =
			"CREATE TABLE t (a int PRIMARY KEY, b int, c int, d int, e int, f int);\n"
			"CREATE INDEX ON t (b);\n"
			"CREATE INDEX ON t (c);\n"
			"CREATE INDEX ON t (d);\n"
			"CREATE INDEX ON t (e);\n"
			"CREATE INDEX ON t (f);\n"
			"CREATE INDEX ON t (b, c);\n"
			"CREATE INDEX ON t (b, d);\n"
			"CREATE INDEX ON t (b, e);\n"
			"CREATE INDEX ON t (b, f);\n"
			"CREATE INDEX ON t (c, d);",
		.good =
			"CREATE TABLE t (a int PRIMARY KEY, b int, c int);\n"
			"CREATE INDEX ON t (b);\n"
			"CREATE INDEX ON t (c);",
		.links = "https://www.postgresql.org/docs/current/indexes-intro.html",
		.since = "0.1.0",
	},
};
