/* add_column_constrained_domain.c: a domain's constraints must see every row, even if all values are NULL. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ColumnSpec *column = change->as.add_column->column;
	const RelationLock *lock = mv_rewrite_of(context, WORK_DOMAIN_CONSTRAINT);
	const char *shown, *domain;
	const Object *type;
	Finding *finding;

	if (!lock || !lock->certain || !column->name.text)
		return;
	shown = mv_show_target(context, change);
	domain = mv_type_format(column->type, context->arena);
	finding = mv_report(context, change, change->span,
			    "domain '%s' has constraints, so adding '%s' rewrites '%s': reads and writes are blocked until it is done", domain,
			    column->name.text, shown);
	mv_finding_subject(context, finding, "%s.%s", shown, column->name.text);
	mv_finding_help(context, finding,
			"add the column with the domain's base type, and the domain's CHECK as a constraint of the table, validated later");
	mv_steps_add_column(context, finding, change);
	type = mv_schema_type(context->schema, column->type->schema, column->type->name);
	if (type && type->birth.change)
		mv_finding_note(context, finding, type->birth.change, "the domain comes from here");
}

const Rule mv_rule_add_column_constrained_domain = {
	.id = "add-column-constrained-domain",
	.name = "AddColumnConstrainedDomain",
	.number = 158,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_COLUMN),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a column of a domain with constraints is added to a table that exists",
		.why =
			"A new nullable column is usually free. Not if its type is a domain with a CHECK or NOT NULL: the server writes the\n"
			"whole table again under ACCESS EXCLUSIVE, only to check the same NULL for each row. All versions up to 18 do so.",
		.instead =
			"1. ADD COLUMN with the domain's base type\n"
			"2. ADD CONSTRAINT .. CHECK (..) NOT VALID; VALIDATE CONSTRAINT in the next migration",
		.bad =
			"CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN contact email;",
		.good =
			"CREATE DOMAIN email AS text;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN contact email;",
		.links =
			"https://www.postgresql.org/docs/current/sql-createdomain.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
