/* padded_char.c: a column of type char(n). */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (strcmp(mv_builtin_name(column.type), "bpchar") != 0 || (column.old && column.old->type && strcmp(mv_builtin_name(column.old->type), mv_builtin_name(column.type)) == 0))
			continue;
		finding = mv_report_column(context, change, &column,
					   "'%s' fills each value with blanks, which LIKE, || and clients see", column.name);
		mv_finding_help(context, finding, "use text, with a CHECK on its length where that matters");
		mv_fix_type(context, finding, &column, "text");
	}
}

const Rule mv_rule_padded_char = {
	.id = "padded-char",
	.name = "PaddedChar",
	.number = 402,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a column of type char(n)",
		.why =
			"char(n) fills every value with blanks up to n and compares without them: LIKE, regular expressions, concatenation and\n"
			"clients see blanks that nobody wrote. It is no faster and needs more space than text.",
		.instead = "Use text, with a CHECK on its length where that matters.",
		.bad = "CREATE TABLE countries (id bigint PRIMARY KEY, code char(2) NOT NULL);",
		.good = "CREATE TABLE countries (id bigint PRIMARY KEY, code text NOT NULL CHECK (length(code) = 2));",
		.links = "https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_char.28n.29",
		.since = "0.1.0",
	},
};
