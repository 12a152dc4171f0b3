/* domain_constraint_scan.c: every table that uses the domain is blocked and read. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const AlterDomain *alter = change->as.alter_domain;
	const RelationLock *first = NULL;
	const char *domain, *shown;
	Finding *finding;
	uint32_t count = 0;

	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->scanned && mv_lock_blocks_writes(lock->mode) && !mv_is_harmless_table(context, lock->table)) {
			first = first ? first : lock;
			count++;
		}
	}
	/* to validate later is as well as it gets */
	if (!first || alter->what == DOMAIN_VALIDATE_CONSTRAINT || !alter->name.name)
		return;
	domain = mv_show_name(context, alter->name.schema, alter->name.name);
	shown = mv_show_relation(context, first);
	if (count > 1)
		finding = mv_report(context, change, change->span,
				    "changing domain '%s' blocks writes to '%s' and %u more table%s that use%s it while every row is checked", domain,
				    shown, count - 1, count == 2 ? "" : "s", count == 2 ? "s" : "");
	else
		finding = mv_report(context, change, change->span,
				    "changing domain '%s' blocks writes to '%s', which uses it, while every row is checked", domain, shown);
	mv_finding_subject(context, finding, "%s", domain);
	mv_finding_help(context, finding, "add a CHECK that is NOT VALID, and validate it at a quiet time");
	mv_steps_alter_domain(context, finding, alter);
}

const Rule mv_rule_domain_constraint_scan = {
	.id = "domain-constraint-scan",
	.name = "DomainConstraintScan",
	.number = 124,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ALTER_DOMAIN),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a constraint is added to a domain that tables use, and checked at once",
		.why =
			"ALTER DOMAIN .. ADD CONSTRAINT (or SET NOT NULL) takes SHARE on every table that has a column of the domain, and reads\n"
			"all of them: nobody writes to any of these tables meanwhile.",
		.instead =
			"1. ALTER DOMAIN .. ADD CONSTRAINT .. NOT VALID: holds for new values\n"
			"2. VALIDATE CONSTRAINT in the next migration (it blocks writers, too: at a quiet time)",
		.bad =
			"CREATE DOMAIN email AS text;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, contact email);\n"
			"-- next migration\n"
			"ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%');",
		.good =
			"CREATE DOMAIN email AS text;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, contact email);\n"
			"-- next migration\n"
			"ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%') NOT VALID;",
		.links = "https://www.postgresql.org/docs/current/sql-alterdomain.html",
		.since = "0.1.0",
	},
};
