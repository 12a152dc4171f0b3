/* timestamp_without_time_zone.c: a column of type timestamp, without time zone. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (strcmp(mv_builtin_name(column.type), "timestamp") != 0 || (column.old && column.old->type && strcmp(mv_builtin_name(column.old->type), mv_builtin_name(column.type)) == 0))
			continue;
		finding = mv_report_column(context, change, &column,
					   "'%s' stores digits without a time zone: sessions in other zones read another moment", column.name);
		mv_finding_help(context, finding, "use timestamptz, which stores the moment in the same 8 bytes");
		if (!column.type->modifier_count)
			mv_fix_type(context, finding, &column, "timestamptz");
	}
}

const Rule mv_rule_timestamp_without_time_zone = {
	.id = "timestamp-without-time-zone",
	.name = "TimestampWithoutTimeZone",
	.number = 400,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a column of type timestamp, without time zone",
		.why =
			"The server stores the digits as they come and cannot tell which moment they mean: sessions with different TimeZone\n"
			"settings, a server that moves, or a change to summer time give different moments. now() is converted to the session's\n"
			"zone and the zone is lost.",
		.instead = "Use timestamptz. It takes the same 8 bytes and stores the moment.",
		.bad = "CREATE TABLE events (id bigint PRIMARY KEY, at timestamp NOT NULL);",
		.good = "CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz NOT NULL);",
		.links = "https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_timestamp_.28without_time_zone.29",
		.since = "0.1.0",
	},
};
