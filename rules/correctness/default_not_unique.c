/* default_not_unique.c: all rows of a table get one value in a new column that is to be unique. */
#include "migvet/facts.h"

#include <string.h>

/* The same in each row; NULL only where it counts as a value. */
static bool is_one_value(const ColumnSpec *column, bool nulls_are_equal)
{
	const Expression *value = column->default_value;

	while (value && value->kind == EXPR_CAST && value->arg_count == 1)
		value = value->args[0];
	if (!value || value->kind == EXPR_NULL)
		return nulls_are_equal && column->identity == IDENTITY_NONE && column->generated == GENERATED_NONE &&
		       !strstr(mv_builtin_name(column->type), "serial");
	return value->kind == EXPR_CONSTANT;
}

static void check(RuleContext *context, const Change *change)
{
	const AddColumn *add = change->as.add_column;
	const ColumnSpec *column = add->column;
	const Table *table = mv_target_table(context, change);

	if (!table || !column->name.text || !mv_hits_existing_table(context, change) || context->happens != TRI_YES ||
	    (add->if_not_exists && mv_table_column(table, column->name.text)))
		return;
	for (uint32_t i = 0; i < column->constraints.count; i++) {
		const ConstraintSpec *key = column->constraints.items[i];
		const char *shown;
		Finding *finding;

		if ((key->kind != CONSTRAINT_UNIQUE && key->kind != CONSTRAINT_PRIMARY_KEY) || !is_one_value(column, key->nulls_not_distinct))
			continue;
		shown = mv_show_table(context, table);
		finding = mv_report(context, change, key->span, "fails as soon as '%s' has two rows: each gets the same '%s'", shown, column->name.text);
		mv_finding_subject(context, finding, "%s.%s", shown, column->name.text);
		mv_finding_help(context, finding, "add the column without a default, fill it with different values, then make it unique");
		return;
	}
}

const Rule mv_rule_default_not_unique = {
	.id = "default-not-unique",
	.name = "DefaultNotUnique",
	.number = 72,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_COLUMN),
	.check = check,
	.covers = (const char *const[]){ "unique-without-index", NULL },
	.doc = {
		.summary = "a unique column is added with one default for all rows",
		.why =
			"ADD COLUMN gives every row that is there the default. If the column is unique as well, the second row already violates it\n"
			"(SQLSTATE 23505): the migration works on an empty test database and fails in production.",
		.instead =
			"1. Add the column without a default and without UNIQUE.\n"
			"2. Fill it with different values, in batches.\n"
			"3. Build a unique index CONCURRENTLY, and make the constraint with USING INDEX.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN slug text NOT NULL DEFAULT '' UNIQUE;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN slug text;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS",
		.since = "0.1.0",
	},
};
