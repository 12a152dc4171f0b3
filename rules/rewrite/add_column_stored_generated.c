/* add_column_stored_generated.c: a computed value is written into every row. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_rewrite_of(context, WORK_STORED_GENERATED);
	bool adds = change->kind == CHANGE_ADD_COLUMN;
	const char *column = adds ? change->as.add_column->column->name.text : change->as.column_default->column.text;
	const Change *reported = mv_kept_change(context);
	const char *shown;
	Finding *finding;

	if (!lock || !column || (!adds && !lock->certain))
		return;
	if (reported && reported->statement == change->statement)
		return; /* all columns of one ALTER TABLE are one rewrite */
	mv_keep_change(context, change);
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span,
			    "computing '%s' for every row rewrites '%s': reads and writes are blocked until it is done", column, shown);
	mv_finding_subject(context, finding, "%s.%s", shown, column);
	if (adds) {
		mv_finding_help(context, finding,
				"compute it when it is read (VIRTUAL, since PostgreSQL 18), or let the application fill a plain column");
		mv_steps_add_column(context, finding, change);
	} else {
		mv_finding_help(context, finding,
				"add a plain column that a trigger fills with the new expression, fill old rows in batches, and switch over");
	}
}

const Rule mv_rule_add_column_stored_generated = {
	.id = "add-column-stored-generated",
	.name = "AddColumnStoredGenerated",
	.number = 157,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_COLUMN, CHANGE_SET_EXPRESSION),
	.check = check,
	.doc = {
		.summary = "a stored generated column is added to a table that exists, or its expression is replaced",
		.why =
			"The value is computed and written into every row: the whole table and its indexes are written again under ACCESS\n"
			"EXCLUSIVE, even if the expression is a constant.",
		.instead =
			"PostgreSQL 18: GENERATED ALWAYS AS (..) VIRTUAL, which is computed when read.\n"
			"Before that: a plain column, a trigger for new rows, and batches for old ones.",
		.bad =
			"CREATE TABLE lines (price numeric, quantity integer);\n"
			"-- next migration\n"
			"ALTER TABLE lines ADD COLUMN total numeric GENERATED ALWAYS AS (price * quantity) STORED;",
		.good =
			"CREATE TABLE lines (price numeric, quantity integer);\n"
			"-- next migration\n"
			"ALTER TABLE lines ADD COLUMN total numeric;",
		.links =
			"https://www.postgresql.org/docs/current/ddl-generated-columns.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
