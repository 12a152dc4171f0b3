/* narrowing_type_change.c: the new type cannot hold what the old one could. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && alter->column.text ? mv_table_column(table, alter->column.text) : NULL;
	Finding *finding;

	if (!column || !column->type || mv_is_harmless_table(context, table) || mv_is_new(context, &column->birth) ||
	    mv_type_widens(column->type, alter->type) != TRI_NO)
		return;
	finding = mv_report(context, change, change->span,
			    "'%s' cannot hold every value of '%s': the change of '%s' fails or loses data if such a value exists",
			    mv_type_format(alter->type, context->arena), mv_type_format(column->type, context->arena),
			    alter->column.text);
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), alter->column.text);
	mv_finding_help(context, finding,
			"check production first that every value of '%s' fits, and stop new ones with a CHECK (NOT VALID, then VALIDATE)",
			alter->column.text);
	if (column->birth.change)
		mv_finding_note(context, finding, column->birth.change, "'%s' was added here", column->name);
}

const Rule mv_rule_narrowing_type_change = {
	.id = "narrowing-type-change",
	.name = "NarrowingTypeChange",
	.number = 209,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(CHANGE_ALTER_COLUMN_TYPE),
	.check = check,
	.doc = {
		.summary = "a column's new type cannot hold every value of the old one",
		.why =
			"If production has a value that does not fit, the migration fails halfway through the table (numbers, explicit\n"
			"lengths), or the value is cut or rounded without a word (casts, numeric scale, time zones).",
		.instead =
			"1. count the rows that do not fit\n"
			"2. forbid new ones: ADD CONSTRAINT .. CHECK (..) NOT VALID; VALIDATE CONSTRAINT later\n"
			"3. change the type",
		.bad =
			"CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2));\n"
			"-- next migration\n"
			"ALTER TABLE orders ALTER COLUMN total TYPE numeric(8,2);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN name TYPE varchar(50);",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/datatype.html",
		.since = "0.1.0",
	},
};
