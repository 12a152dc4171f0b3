/* add_column_volatile_default.c: every old row needs a value of its own. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ColumnSpec *column = change->as.add_column->column;
	const RelationLock *lock = mv_rewrite_of(context, WORK_VOLATILE_DEFAULT);
	const char *shown, *value;
	Finding *finding;

	if (!lock || !column->name.text)
		return;
	shown = mv_show_target(context, change);
	value = column->default_value ? mv_expr_format(column->default_value, context->arena) : NULL;
	if (lock->certain ||
	    (column->default_value && mv_expression_volatility(context->schema, column->default_value) == VOLATILITY_VOLATILE)) {
		finding = mv_report(context, change, change->span,
				    "adding '%s' with a default that differs from row to row rewrites '%s': reads and writes are blocked until "
				    "every row is written again", column->name.text, shown);
	} else {
		finding = mv_report(context, change, change->span,
				    "adding '%s' may rewrite '%s' and block its reads and writes meanwhile: the history does not say whether its "
				    "default %s differs from row to row", column->name.text, shown, value ? value : "(its domain's)");
		if (finding->severity > SEVERITY_WARNING)
			finding->severity = SEVERITY_WARNING;
	}
	mv_finding_subject(context, finding, "%s.%s", shown, column->name.text);
	mv_finding_help(context, finding, "add it without the default, set that for new rows, and fill old rows in batches");
	mv_steps_add_column(context, finding, change);
}

const Rule mv_rule_add_column_volatile_default = {
	.id = "add-column-volatile-default",
	.name = "AddColumnVolatileDefault",
	.number = 155,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_COLUMN),
	.check = check,
	.doc = {
		.summary = "a column is added with a default that is computed for each row",
		.why =
			"Since PostgreSQL 11 a default that is the same for all rows (a constant, also now()) costs nothing. One that differs from\n"
			"row to row (random(), clock_timestamp(), gen_random_uuid(), nextval()) must be written into each: the whole table and\n"
			"its indexes are written again under ACCESS EXCLUSIVE. A function of your own counts as such unless it is STABLE or\n"
			"IMMUTABLE; when it is not in the history, this is a warning.",
		.instead =
			"1. ADD COLUMN without the default\n"
			"2. ALTER COLUMN .. SET DEFAULT: holds for new rows\n"
			"3. fill old rows in batches",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();\n"
			"ALTER TABLE users ADD COLUMN token uuid;\n"
			"ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/xfunc-volatility.html",
		.since = "0.1.0",
	},
};
