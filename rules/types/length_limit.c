/* length_limit.c: a column of type varchar(n). */
#include "migvet/facts.h"

#include <string.h>

static const RuleOption options[] = {
	{ .name = "above", .type = OPTION_INT, .default_value = "10485760", .help = "longer limits than this are not reported" },
	{ .name = NULL },
};

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (strcmp(mv_builtin_name(column.type), "varchar") != 0 || !column.type->modifier_count ||
		    column.type->modifiers[0] > mv_option_int(context, "above"))
			continue;
		finding = mv_report_column(context, change, &column,
					   "'%s' refuses values of more than %d characters, and another limit needs another migration", column.name,
					   column.type->modifiers[0]);
		mv_finding_help(context, finding, "use text, and a named CHECK where the limit belongs to the data");
		mv_fix_type(context, finding, &column, "text");
	}
}

const Rule mv_rule_length_limit = {
	.id = "length-limit",
	.name = "LengthLimit",
	.number = 403,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.options = options,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a column of type varchar(n)",
		.why =
			"A value that is one character too long fails in production, and a longer limit needs a migration under ACCESS\n"
			"EXCLUSIVE (instant, but it waits for every running query). varchar(n) stores and performs as text does.",
		.instead = "Use text. Where a limit belongs to the data, add a named CHECK: it can be replaced with NOT VALID and VALIDATE.",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL);",
		.good = "CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);",
		.links = "https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_varchar.28n.29_by_default",
		.since = "0.1.0",
	},
};
