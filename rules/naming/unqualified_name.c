/* unqualified_name.c: a new object without a schema. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;

	while (mv_next_given_name(context, change, &cursor, &given)) {
		Finding *finding;

		if (given.schema || given.table || !given.name || given.kind == NAME_SCHEMA)
			continue;
		finding = mv_report(context, change, given.span, "the schema of %s '%s' depends on the search_path of whoever runs the migration",
				    mv_name_kind_words(given.kind), given.name);
		mv_finding_subject(context, finding, "%s", given.name);
		mv_finding_help(context, finding, "write the schema before the name");
	}
}

const Rule mv_rule_unqualified_name = {
	.id = "unqualified-name",
	.name = "UnqualifiedName",
	.number = 475,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_CREATE_TABLE_AS, CHANGE_CREATE_SEQUENCE, CHANGE_CREATE_VIEW, CHANGE_CREATE_MATERIALIZED_VIEW,
		  CHANGE_CREATE_ENUM, CHANGE_CREATE_TYPE, CHANGE_CREATE_COMPOSITE, CHANGE_CREATE_DOMAIN, CHANGE_CREATE_FUNCTION),
	.check = check,
	.doc = {
		.summary = "a new object without a schema",
		.why =
			"Where the object is created depends on the search_path of the role that runs the migration: another role, or a schema\n"
			"of the role's name, and it lands elsewhere.",
		.instead = "Write the schema before the name.",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY);",
		.good = "CREATE TABLE public.users (id bigint PRIMARY KEY);",
		.links = "https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH",
		.since = "0.1.0",
	},
};
