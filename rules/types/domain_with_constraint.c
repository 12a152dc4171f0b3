/* domain_with_constraint.c: a new domain with a constraint. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const CreateDomain *domain = change->as.domain;
	Finding *finding;

	if (!domain->checks.count && !domain->not_null)
		return;
	finding = mv_report(context, change, change->subject, "another rule for '%s' will be checked in all tables that use it at once",
			    mv_show_name(context, domain->name.schema, domain->name.name));
	mv_finding_help(context, finding, "use the base type, with CHECK constraints on the columns");
}

const Rule mv_rule_domain_with_constraint = {
	.id = "domain-with-constraint",
	.name = "DomainWithConstraint",
	.number = 412,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_DOMAIN),
	.check = check,
	.doc = {
		.summary = "a new domain with a constraint",
		.why =
			"A changed constraint of a domain is checked in every table that uses it, in one transaction and without NOT VALID for\n"
			"parts of them; and adding a column of such a domain with a default rewrites the table.",
		.instead = "Use the base type, and put CHECK constraints on the columns.",
		.bad = "CREATE DOMAIN positive AS integer CHECK (VALUE > 0);",
		.good = "CREATE TABLE orders (id bigint PRIMARY KEY, count integer CHECK (count > 0));",
		.links = "https://www.postgresql.org/docs/current/sql-createdomain.html",
		.since = "0.1.0",
	},
};
