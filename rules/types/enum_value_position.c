/* enum_value_position.c: an enum value that is added without saying where. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const EnumValue *value = change->as.enum_value;
	Finding *finding;

	if (value->neighbor || !value->value.text || !value->type.name)
		return;
	finding = mv_report(context, change, change->subject, "'%s' sorts behind all other values of '%s', and cannot be moved later",
			    value->value.text, mv_show_name(context, value->type.schema, value->type.name));
	mv_finding_help(context, finding, "say where it belongs: BEFORE or AFTER another value");
}

const Rule mv_rule_enum_value_position = {
	.id = "enum-value-position",
	.name = "EnumValuePosition",
	.number = 411,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_ADD_ENUM_VALUE),
	.check = check,
	.doc = {
		.summary = "an enum value that is added without saying where",
		.why =
			"The order of an enum's values is the order of comparisons and ORDER BY. A value without BEFORE or AFTER comes last,\n"
			"and cannot be moved.",
		.instead = "Say where: ALTER TYPE .. ADD VALUE .. AFTER ..",
		.bad =
			"CREATE TYPE state AS ENUM ('new', 'done');\n"
			"-- next migration\n"
			"ALTER TYPE state ADD VALUE 'paid';",
		.good =
			"CREATE TYPE state AS ENUM ('new', 'done');\n"
			"-- next migration\n"
			"ALTER TYPE state ADD VALUE 'paid' AFTER 'new';",
		.links = "https://www.postgresql.org/docs/current/sql-altertype.html",
		.since = "0.1.0",
	},
};
