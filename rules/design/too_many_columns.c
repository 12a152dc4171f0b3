/* too_many_columns.c: a table with many columns. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "most", .type = OPTION_INT, .default_value = "50", .help = "so many are not reported" },
	{ .name = NULL },
};

static void check(RuleContext *context, const Change *change)
{
	bool create = change->kind == CHANGE_CREATE_TABLE;
	const Table *table = create ? NULL : mv_target_table(context, change);
	uint32_t count = create ? change->as.table->columns.count : table ? table->columns.count + 1 : 0;
	const char *shown;
	Finding *finding;

	if ((long)count <= mv_option_int(context, "most"))
		return;
	shown = create ? mv_show_name(context, change->as.table->name.schema, change->as.table->name.name) : mv_show_table(context, table);
	finding = mv_report(context, change, change->subject, "'%s' has %u columns now: each UPDATE writes all of them again", shown,
			    (unsigned)count);
	mv_finding_help(context, finding, "move what is seldom used, or belongs together, to a table of its own");
}

const Rule mv_rule_too_many_columns = {
	.id = "too-many-columns",
	.name = "TooManyColumns",
	.number = 435,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_ADD_COLUMN),
	.check = check,
	.options = options,
	.doc = {
		.summary = "a table with many columns",
		.why =
			"Each UPDATE writes the whole row again, and each SELECT * reads it. The server's limit is 1600 columns, dropped ones\n"
			"included.",
		.instead = "Move columns that are seldom used, or that belong together, to a table of their own.",
		.bad = "CREATE TABLE t (c1 int, c2 int, c3 int, c4 int, c5 int, c6 int, c7 int, c8 int, c9 int, c10 int, c11 int, c12 int, c13 int, c14 int, c15 int, c16 int, c17 int, c18 int, c19 int, c20 int, c21 int, c22 int, c23 int, c24 int, c25 int, c26 int, c27 int, c28 int, c29 int, c30 int, c31 int, c32 int, c33 int, c34 int, c35 int, c36 int, c37 int, c38 int, c39 int, c40 int, c41 int, c42 int, c43 int, c44 int, c45 int, c46 int, c47 int, c48 int, c49 int, c50 int, c51 int);",
		.good = "CREATE TABLE t (a int, b int);",
		.links = "https://www.postgresql.org/docs/current/limits.html",
		.since = "0.1.0",
	},
};
