/* new_constraint_on_new_column.c: the column is nullable, but old code may not leave it out. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ConstraintSpec *spec = change->as.add_constraint->constraint;
	const Table *table = mv_target_table(context, change);

	if (!table || mv_is_harmless_table(context, table) || spec->not_enforced ||
	    (spec->kind != CONSTRAINT_CHECK && spec->kind != CONSTRAINT_NOT_NULL))
		return;
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		bool required = spec->kind == CONSTRAINT_CHECK ?
					mv_expression_proves_not_null(spec->expression, column->name) :
					spec->columns.count == 1 && mv_streq(spec->columns.items[0].text, column->name);
		Finding *finding;

		if (!required || !mv_is_new(context, &column->birth) || column->not_null == TRI_YES || column->default_value ||
		    column->generated != GENERATED_NONE || column->identity != IDENTITY_NONE)
			continue;
		finding = mv_report(context, change, change->span,
				    "running code does not set the new column '%s' of '%s': its INSERTs fail from now on%s",
				    column->name, mv_show_table(context, table),
				    spec->not_valid ? ", for NOT VALID exempts only old rows" : "");
		mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), column->name);
		mv_finding_help(context, finding, "release code that always sets '%s' first, and add the constraint in the next migration",
				column->name);
		mv_steps_add_constraint(context, finding, change);
		return;
	}
}

const Rule mv_rule_new_constraint_on_new_column = {
	.id = "new-constraint-on-new-column",
	.name = "NewConstraintOnNewColumn",
	.number = 256,
	.category = "compat",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ADD_CONSTRAINT),
	.check = check,
	.doc = {
		.summary = "a constraint requires a value in a column that running code does not know yet",
		.why =
			"The constraint holds for every new row at once, NOT VALID or not. Code that is still running does not know the column,\n"
			"leaves it NULL, and its INSERTs fail with 23514.",
		.instead =
			"1. add the column\n"
			"2. release code that sets it\n"
			"3. add the constraint NOT VALID in the next migration, and VALIDATE it after that",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL) NOT VALID;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL) NOT VALID;",
		.links =
			"https://www.postgresql.org/docs/current/ddl-constraints.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
