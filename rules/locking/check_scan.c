/* check_scan.c: nobody reads or writes the table while every row is checked. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static const ConstraintSpec *check_constraint(const Change *change)
{
	if (change->kind == CHANGE_ADD_CONSTRAINT) {
		const ConstraintSpec *spec = change->as.add_constraint->constraint;

		return spec->kind == CONSTRAINT_CHECK || spec->kind == CONSTRAINT_NOT_NULL ? spec : NULL;
	}
	for (uint32_t i = 0; i < change->as.add_column->column->constraints.count; i++) {
		if (change->as.add_column->column->constraints.items[i]->kind == CONSTRAINT_CHECK)
			return change->as.add_column->column->constraints.items[i];
	}
	return NULL;
}

static bool scans(const RuleContext *context)
{
	const RelationLock *worst = mv_worst_lock(context);

	return worst && worst->scanned && !worst->rewritten && !mv_is_emptied(context, worst->table);
}

static void check(RuleContext *context, const Change *change)
{
	const ConstraintSpec *spec = check_constraint(change);
	const char *shown;
	Finding *finding;

	if (!spec || spec->not_valid || spec->not_enforced || !mv_hits_existing_table(context, change) || !scans(context))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span, "adding this %s blocks reads and writes of '%s' while every row is checked",
			    mv_constraint_kind_name(spec->kind), shown);
	mv_finding_subject(context, finding, "%s", spec->name.text ? spec->name.text : shown);
	mv_finding_help(context, finding, "%sadd it NOT VALID, and validate it in a later migration",
			change->kind == CHANGE_ADD_COLUMN ? "add the column alone; " : "");
	if (change->kind == CHANGE_ADD_COLUMN)
		mv_steps_add_column(context, finding, change);
	else
		mv_steps_add_constraint(context, finding, change);
}

const Rule mv_rule_check_scan = {
	.id = "check-scan",
	.name = "CheckScan",
	.number = 106,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_CONSTRAINT, CHANGE_ADD_COLUMN),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a CHECK (or NOT NULL) constraint is added to a table that exists and checked at once",
		.why =
			"ADD CHECK holds ACCESS EXCLUSIVE while it reads the whole table: nobody reads or writes it meanwhile. Also a CHECK in\n"
			"ADD COLUMN reads the whole table, although every new value is the same.",
		.instead =
			"1. ADD CONSTRAINT .. CHECK (..) NOT VALID: instant, holds for new rows\n"
			"2. in the next migration: VALIDATE CONSTRAINT, which lets reads and writes go on",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;\n"
			"-- next migration\n"
			"ALTER TABLE users VALIDATE CONSTRAINT adult;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
