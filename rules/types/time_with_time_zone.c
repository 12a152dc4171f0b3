/* time_with_time_zone.c: a column of type time with time zone. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (strcmp(mv_builtin_name(column.type), "timetz") != 0)
			continue;
		finding = mv_report_column(context, change, &column,
					   "'%s' keeps the offset of the day on which it was written, and is wrong after the clocks change", column.name);
		mv_finding_help(context, finding, "use timestamptz for a moment; time and the zone's name for a time of day");
	}
}

const Rule mv_rule_time_with_time_zone = {
	.id = "time-with-time-zone",
	.name = "TimeWithTimeZone",
	.number = 409,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.doc = {
		.summary = "a column of type time with time zone",
		.why =
			"Without a date a zone has no offset: what 'Europe/Berlin' means at 14:00 depends on the day. timetz keeps the offset\n"
			"of the day on which the row was written.",
		.instead = "Use timestamptz for a moment; time, and the zone's name in a column of its own, for a time of day.",
		.bad = "CREATE TABLE shifts (id bigint PRIMARY KEY, starts timetz NOT NULL);",
		.good = "CREATE TABLE shifts (id bigint PRIMARY KEY, starts time NOT NULL, zone text NOT NULL);",
		.links = "https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_timetz",
		.since = "0.1.0",
	},
};
