/* column_type_recheck.c: no row is written, but every CHECK on the column is verified again. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static const Constraint *checked_constraint(const Table *table, const char *column)
{
	for (uint32_t i = 0; table && i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_CHECK && constraint->valid && constraint->enforced &&
		    mv_constraint_uses_column(constraint, column))
			return constraint;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	const RelationLock *lock = mv_scan_of(context, WORK_RECHECK);
	const Table *table = lock ? lock->table : NULL;
	const Constraint *constraint = table && alter->column.text ? checked_constraint(table, alter->column.text) : NULL;
	Finding *finding;

	if (!constraint)
		return;
	finding = mv_report(context, change, change->span,
			    "this type change verifies CHECK '%s' for every row: reads and writes of '%s' are blocked meanwhile",
			    constraint->name, mv_show_table(context, table));
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), alter->column.text);
	mv_finding_help(context, finding, "drop the CHECK for the moment, and add it again NOT VALID");
	mv_steps_change_type(context, finding, change);
	if (constraint->birth.change)
		mv_finding_note(context, finding, constraint->birth.change, "the CHECK comes from here");
}

const Rule mv_rule_column_type_recheck = {
	.id = "column-type-recheck",
	.name = "ColumnTypeRecheck",
	.number = 153,
	.category = "rewrite",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ALTER_COLUMN_TYPE),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a type change that would be instant reads the whole table, because a CHECK mentions the column",
		.why =
			"Making a varchar longer writes no row. But a CHECK that mentions the column is made anew, and verified for every row\n"
			"under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.",
		.instead =
			"1. in one transaction: drop the CHECK, change the type, add the CHECK again with NOT VALID\n"
			"2. in the next migration: VALIDATE CONSTRAINT",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) CONSTRAINT named CHECK (name <> ''));\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN name TYPE varchar(50);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) CONSTRAINT named CHECK (name <> ''));\n"
			"-- next migration\n"
			"ALTER TABLE users DROP CONSTRAINT named;\n"
			"ALTER TABLE users ALTER COLUMN name TYPE varchar(50);\n"
			"ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
