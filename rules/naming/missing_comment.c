/* missing_comment.c: a new table or column without a comment. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "columns", .type = OPTION_BOOL, .default_value = "false", .help = "columns need one, too" },
	{ .name = NULL },
};

static void look_at(RuleContext *context, const Table *table)
{
	const char *shown = mv_show_table(context, table);
	Finding *finding;

	if (mv_is_reviewed(&table->object.birth) && !mv_has_comment(context, table->object.id)) {
		finding = mv_report(context, table->object.birth.change, table->object.birth.change->subject, "table '%s' has no comment", shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding, "COMMENT ON TABLE %s IS '..'", shown);
	}
	for (uint32_t i = 0; mv_option_bool(context, "columns") && i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];

		if (!mv_is_reviewed(&column->birth) || column->inherited || mv_has_comment(context, column->id))
			continue;
		finding = mv_report(context, column->birth.change, column->birth.change->subject, "column '%s' of '%s' has no comment", column->name,
				    shown);
		mv_finding_subject(context, finding, "%s.%s", shown, column->name);
		mv_finding_help(context, finding, "COMMENT ON COLUMN %s.%s IS '..'", shown, column->name);
	}
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at))) {
		if (!table->bound)
			look_at(context, table);
	}
}

const Rule mv_rule_missing_comment = {
	.id = "missing-comment",
	.name = "MissingComment",
	.number = 477,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.check_end = check_end,
	.options = options,
	.doc = {
		.summary = "a new table or column without a comment",
		.why =
			"What a column means, its unit, who owns the table: nobody can see it in the database, and tools that show the schema\n"
			"have nothing to say.",
		.instead = "COMMENT ON TABLE or COLUMN in the same migration.",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"COMMENT ON TABLE users IS 'who may log in; owner: accounts';",
		.links = "https://www.postgresql.org/docs/current/sql-comment.html",
		.since = "0.1.0",
	},
};
