/* drop_not_null.c: readers meet NULLs that they do not expect. */
#include "migvet/facts.h"

/* The column goes in this migration: the first step of dropping it. */
static bool goes_anyway(const Change *change, const void *data)
{
	const ColumnChange *alter = data;

	return change->kind == CHANGE_DROP_COLUMN &&
	       mv_streq(change->as.drop_column->target.table.name, alter->target.table.name) &&
	       mv_streq(change->as.drop_column->column.text, alter->column.text);
}

/* A constraint keeps NULLs out all the same; whether it is valid does not matter, for there are none yet. */
static bool stays_filled(const Table *table, const Column *column)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_CHECK && constraint->enforced && !constraint->maybe &&
		    mv_expression_proves_not_null(constraint->expression, column->name))
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnChange *alter = change->as.column;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && alter->column.text ? mv_table_column(table, alter->column.text) : NULL;
	Finding *finding;

	/* already nullable: nothing changes; unknown: nothing to say */
	if (!column || mv_is_harmless_table(context, table) || mv_is_new(context, &column->birth) || column->not_null != TRI_YES)
		return;
	if (stays_filled(table, column) || mv_find_change(context->migration, change, goes_anyway, alter))
		return;
	finding = mv_report(context, change, change->span, "readers of '%s.%s' may meet NULLs from now on",
			    mv_show_table(context, table), column->name);
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), column->name);
	mv_finding_help(context, finding,
			"release code that copes with NULL before this migration; as the first step of dropping the column it is right");
}

const Rule mv_rule_drop_not_null = {
	.id = "drop-not-null",
	.name = "DropNotNull",
	.number = 257,
	.category = "compat",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_NOT_NULL),
	.check = check,
	.doc = {
		.summary = "a column that was NOT NULL becomes nullable",
		.why = "Code that is still running relies on a value being there, and fails (or counts wrong) on the first NULL.",
		.instead =
			"1. release code that copes with NULL\n"
			"2. drop the NOT NULL",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
