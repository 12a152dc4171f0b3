/* set_default.c: INSERTs that leave the column out store another value. */
#include "migvet/facts.h"

/* The column goes in this migration: that is the story. */
static bool goes_anyway(const Change *change, const void *data)
{
	const ColumnDefault *set = data;

	return change->kind == CHANGE_DROP_COLUMN &&
	       mv_streq(change->as.drop_column->target.table.name, set->target.table.name) &&
	       mv_streq(change->as.drop_column->column.text, set->column.text);
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnDefault *set = change->as.column_default;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && set->column.text ? mv_table_column(table, set->column.text) : NULL;
	const char *before = NULL, *after;
	Finding *finding;

	if (!column || column->default_unknown || !set->value || mv_is_harmless_table(context, table) || mv_is_new(context, &column->birth))
		return;
	/* without a default a NOT NULL column could not be left out: nobody relied on it */
	if (!column->default_value && (column->not_null != TRI_NO || set->value->kind == EXPR_NULL))
		return;
	if (column->default_value)
		before = mv_expr_format(column->default_value, context->arena);
	after = mv_expr_format(set->value, context->arena);
	if (mv_streq(before, after) || mv_find_change(context->migration, change, goes_anyway, set))
		return;
	finding = mv_report(context, change, change->span, "INSERTs of running code that leave out '%s' store another value from now on: %s, not %s",
			    column->name, after, before ? before : "NULL");
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), column->name);
	mv_finding_help(context, finding, "release code that sets '%s' itself, or that copes with both values, before this migration", column->name);
}

const Rule mv_rule_set_default = {
	.id = "set-default",
	.name = "SetDefault",
	.number = 272,
	.category = "compat",
	.severity = SEVERITY_OFF,
	.on = ON(CHANGE_SET_DEFAULT),
	.check = check,
	.doc = {
		.summary = "the default of a column that exists is changed",
		.why =
			"Code that is still running leaves the column out and counts on the old default; ORMs that insert only what was set\n"
			"(Rails' partial inserts) keep the old default in memory and store it, or the new one, depending on when they started.\n"
			"Off by default, because most defaults may change at any time: `rules: {set-default: warning}`.",
		.instead =
			"1. release code that sets the column itself\n"
			"2. change the default",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, lang text DEFAULT 'en');\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN lang SET DEFAULT 'de';",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, lang text NOT NULL);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN lang SET DEFAULT 'de';",
		.links = "https://www.postgresql.org/docs/current/ddl-default.html",
		.since = "0.1.0",
	},
};
