/* drop_default.c: INSERTs that leave the column out fail. */
#include "migvet/facts.h"

/* A new default, or no NOT NULL any more: the column is not required in the end. */
static bool makes_up(const Change *change, const void *data)
{
	const ColumnChange *drop = data;

	if (change->kind == CHANGE_SET_DEFAULT)
		return mv_streq(change->as.column_default->target.table.name, drop->target.table.name) &&
		       mv_streq(change->as.column_default->column.text, drop->column.text);
	if (change->kind == CHANGE_ADD_IDENTITY)
		return mv_streq(change->as.identity->target.table.name, drop->target.table.name) &&
		       mv_streq(change->as.identity->column.text, drop->column.text);
	if (change->kind == CHANGE_DROP_COLUMN)
		return mv_streq(change->as.drop_column->target.table.name, drop->target.table.name) &&
		       mv_streq(change->as.drop_column->column.text, drop->column.text);
	return change->kind == CHANGE_DROP_NOT_NULL &&
	       mv_streq(change->as.column->target.table.name, drop->target.table.name) &&
	       mv_streq(change->as.column->column.text, drop->column.text);
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnChange *drop = change->as.column;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && drop->column.text ? mv_table_column(table, drop->column.text) : NULL;
	Finding *finding;

	/* new in this migration: add-required-column tells that story */
	if (!column || mv_is_harmless_table(context, table) || mv_is_new(context, &column->birth) ||
	    column->not_null != TRI_YES || !column->default_value || mv_find_change(context->migration, NULL, makes_up, drop))
		return;
	finding = mv_report(context, change, change->span,
			    "INSERTs of running code that leave out '%s' fail: it is NOT NULL, and its default goes", column->name);
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), column->name);
	mv_finding_help(context, finding, "release code that always sets '%s' before the default is dropped", column->name);
}

const Rule mv_rule_drop_default = {
	.id = "drop-default",
	.name = "DropDefault",
	.number = 258,
	.category = "compat",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_DEFAULT),
	.check = check,
	.doc = {
		.summary = "the default of a NOT NULL column is dropped",
		.why = "Code that is still running and relies on the default fails on every INSERT with 23502.",
		.instead =
			"1. release code that always sets the column\n"
			"2. drop the default",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, lang text NOT NULL DEFAULT 'en');\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN lang DROP DEFAULT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, lang text DEFAULT 'en');\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN lang DROP DEFAULT;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-default.html",
		.since = "0.1.0",
	},
};
