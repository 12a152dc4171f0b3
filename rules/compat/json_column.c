/* json_column.c: json has no equality. */
#include "migvet/facts.h"
#include "migvet/steps.h"

#include <string.h>

/* Nothing is added, or nothing changes: the table has a json column that running code copes with. */
static bool changes_nothing(const RuleContext *context, const Table *table, const AddColumn *add)
{
	if (!table)
		return false;
	if (add->if_not_exists && mv_table_column(table, add->column->name.text))
		return true;
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];

		if (column->type && mv_streq(column->type->name, "json") && !column->type->dimensions && !mv_is_new(context, &column->birth))
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnSpec *column = change->as.add_column->column;
	Finding *finding;

	if (!column->type || !column->type->name || strcmp(column->type->name, "json") != 0 || column->type->dimensions ||
	    !column->name.text || !mv_hits_existing_table(context, change) ||
	    changes_nothing(context, mv_target_table(context, change), change->as.add_column))
		return;
	finding = mv_report(context, change, column->type->span,
			    "SELECT DISTINCT, GROUP BY and UNION over all columns of '%s' fail from now on: json has no equality",
			    mv_show_target(context, change));
	mv_finding_subject(context, finding, "%s.%s", mv_show_target(context, change), column->name.text);
	mv_finding_help(context, finding, "use jsonb");
	mv_steps_jsonb(context, finding, change);
	if (column->type->span.end > column->type->span.start)
		mv_fix_edit(context, mv_finding_fix(context, finding, FIX_SUGGESTED, "use jsonb"), column->type->span, "jsonb");
}

const Rule mv_rule_json_column = {
	.id = "json-column",
	.name = "JsonColumn",
	.number = 260,
	.category = "compat",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ADD_COLUMN),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a json column is added to a table that exists",
		.why =
			"The type json has no equality operator: queries of running code such as SELECT DISTINCT users.* fail with 42883 as\n"
			"soon as the column is there.",
		.instead = "Use jsonb, which can be compared and indexed.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN settings json;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN settings jsonb;",
		.links = "https://www.postgresql.org/docs/current/datatype-json.html",
		.since = "0.1.0",
	},
};
