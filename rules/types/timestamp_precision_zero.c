/* timestamp_precision_zero.c: a time that is rounded to whole seconds by its type. */
#include "migvet/facts.h"

#include <string.h>

static bool is_time(const char *name)
{
	return strcmp(name, "timestamp") == 0 || strcmp(name, "timestamptz") == 0 || strcmp(name, "time") == 0 ||
	       strcmp(name, "timetz") == 0;
}

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (!is_time(mv_builtin_name(column.type)) || column.type->modifier_count != 1 || column.type->modifiers[0] != 0)
			continue;
		finding = mv_report_column(context, change, &column,
					   "'%s' rounds to whole seconds, so that moments half a second ahead are stored", column.name);
		mv_finding_help(context, finding, "leave the precision away; date_trunc('second', ..) cuts off where that is wanted");
		mv_fix_type(context, finding, &column, mv_builtin_name(column.type));
	}
}

const Rule mv_rule_timestamp_precision_zero = {
	.id = "timestamp-precision-zero",
	.name = "TimestampPrecisionZero",
	.number = 401,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a time that is rounded to whole seconds by its type",
		.why =
			"timestamp(0), timestamptz(0), time(0) round instead of cutting off: a moment half a second in the future is stored,\n"
			"and comparisons with now() say that it has not come yet.",
		.instead = "Leave the precision away, and use date_trunc('second', ...) where whole seconds are wanted.",
		.bad = "CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz(0) NOT NULL);",
		.good = "CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz NOT NULL);",
		.links = "https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_timestamp.280.29_or_timestamptz.280.29",
		.since = "0.1.0",
	},
};
