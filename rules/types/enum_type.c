/* enum_type.c: a new enum type. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	Finding *finding = mv_report(context, change, change->subject, "no value of '%s' can be removed later without rewriting its tables",
				     mv_show_name(context, change->as.type->name.schema, change->as.type->name.name));

	mv_finding_help(context, finding, "use a table of values with a foreign key, or text with a CHECK");
}

const Rule mv_rule_enum_type = {
	.id = "enum-type",
	.name = "EnumType",
	.number = 410,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_ENUM),
	.check = check,
	.doc = {
		.summary = "a new enum type",
		.why =
			"Values of an enum can be added and renamed, but never removed, and their order only grows by ALTER TYPE: taking one\n"
			"out means a new type and a rewrite of each table that uses it.",
		.instead =
			"Use a table of values with a foreign key, or text with a CHECK, which NOT VALID and VALIDATE can replace without\n"
			"blocking.",
		.bad = "CREATE TYPE state AS ENUM ('new', 'done');",
		.good = "CREATE TABLE states (name text PRIMARY KEY);",
		.links = "https://www.postgresql.org/docs/current/datatype-enum.html",
		.since = "0.1.0",
	},
};
