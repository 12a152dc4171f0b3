/* json_type.c: a column of type json. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (strcmp(mv_builtin_name(column.type), "json") != 0 || change->kind != CHANGE_CREATE_TABLE)
			continue;
		finding = mv_report_column(context, change, &column,
					   "'%s' is parsed anew by each operator, and has neither equality nor an index", column.name);
		mv_finding_help(context, finding, "use jsonb");
		mv_fix_type(context, finding, &column, "jsonb");
	}
}

const Rule mv_rule_json_type = {
	.id = "json-type",
	.name = "JsonType",
	.number = 406,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a column of type json",
		.why =
			"json keeps the text as it came: each operator parses it again, there is no equality (DISTINCT, GROUP BY and UNION fail\n"
			"with 42883) and no index on what is inside.",
		.instead = "Use jsonb. Only where white space, the order of keys or double keys must survive, json is right.",
		.bad = "CREATE TABLE events (id bigint PRIMARY KEY, body json NOT NULL);",
		.good = "CREATE TABLE events (id bigint PRIMARY KEY, body jsonb NOT NULL);",
		.links = "https://www.postgresql.org/docs/current/datatype-json.html",
		.since = "0.1.0",
	},
};
