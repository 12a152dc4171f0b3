/* unnamed_constraint.c: a constraint without a name of its own. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;

	while (mv_next_given_name(context, change, &cursor, &given)) {
		Finding *finding;

		if (given.name || given.kind == NAME_INDEX || change->kind == CHANGE_CREATE_INDEX)
			continue;
		finding = mv_report(context, change, given.span, "the name of this %s%s depends on what exists when the migration runs",
				    mv_name_kind_words(given.kind), given.kind == NAME_CHECK || given.kind == NAME_UNIQUE ? " constraint" : "");
		mv_finding_subject(context, finding, "%s", given.table ? given.table : "");
		mv_finding_help(context, finding, "write CONSTRAINT and a name before it");
	}
}

const Rule mv_rule_unnamed_constraint = {
	.id = "unnamed-constraint",
	.name = "UnnamedConstraint",
	.number = 474,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_ADD_COLUMN, CHANGE_ADD_CONSTRAINT),
	.check = check,
	.doc = {
		.summary = "a constraint without a name of its own",
		.why =
			"PostgreSQL chooses a name from table and columns, with a number when it is taken: a database with another history has\n"
			"another name, and the migration that drops the constraint fails there.",
		.instead = "Write CONSTRAINT name before it.",
		.bad = "CREATE TABLE users (id bigint CONSTRAINT users_pkey PRIMARY KEY, age int CHECK (age > 0));",
		.good = "CREATE TABLE users (id bigint CONSTRAINT users_pkey PRIMARY KEY, age int CONSTRAINT users_age CHECK (age > 0));",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html",
		.since = "0.1.0",
	},
};
