/* multiple_alter_same_table.c: what one ALTER TABLE could do stands in several. */
#include "migvet/edits.h"
#include "migvet/facts.h"

static const char *column_of(const Change *change)
{
	if (change->kind == CHANGE_ADD_COLUMN)
		return change->as.add_column->column->name.text;
	if (change->kind == CHANGE_DROP_COLUMN)
		return change->as.drop_column->column.text;
	if (change->kind == CHANGE_ALTER_COLUMN_TYPE)
		return change->as.column_type->column.text;
	if (change->kind == CHANGE_SET_NOT_NULL || change->kind == CHANGE_DROP_NOT_NULL || change->kind == CHANGE_DROP_DEFAULT)
		return change->as.column->column.text;
	return change->kind == CHANGE_SET_DEFAULT ? change->as.column_default->column.text : NULL;
}

static bool mentions(const Change *change, const char *column)
{
	const ConstraintSpec *spec = change->kind == CHANGE_ADD_CONSTRAINT ? change->as.add_constraint->constraint : NULL;

	for (uint32_t i = 0; spec && i < spec->columns.count; i++) {
		if (mv_streq(spec->columns.items[i].text, column))
			return true;
	}
	return mv_streq(column_of(change), column) || (spec && mv_expression_mentions(spec->expression, column));
}

/* The server reorders the parts of one statement (drops first), so the same column must not be in both. */
static bool depends(const Statement *statement, const Change *change)
{
	for (uint32_t i = 0; i < statement->changes.count; i++) {
		const char *column = column_of(&statement->changes.items[i]);

		if (column && mentions(change, column))
			return true;
	}
	return false;
}

static LockMode mode_on(const LockReport *report, const Table *table)
{
	const RelationLock *lock = mv_lock_report_find(report, table);

	return lock ? lock->mode : LOCK_NONE;
}

static void check(RuleContext *context, const Change *change)
{
	const Change *previous = mv_kept_change(context);
	const Table *table = mv_target_table(context, change);
	LockReport report;
	Finding *finding;

	if (change->index > 0)
		return;
	mv_keep_change(context, change);
	if (!previous || !table || previous->statement->number + 1 != change->statement->number ||
	    previous->statement->section != change->statement->section || context->session->in_transaction != TRI_YES ||
	    mv_target_table(context, previous) != table || mv_is_harmless_table(context, table) || depends(previous->statement, change))
		return;
	mv_change_locks(context->schema, context->session, previous, context->version, context->arena, &report);
	if (mode_on(&report, table) != mode_on(context->locks, table))
		return;
	finding = mv_report(context, change, change->statement->span, "'%s' is altered once more: one ALTER TABLE could do both",
			    mv_show_table(context, table));
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
	mv_finding_help(context, finding, "put the parts into one statement, separated by commas");
	mv_fix_join(context, finding, previous->statement, change->statement);
	mv_finding_note(context, finding, previous, "it is altered here before");
}

const Rule mv_rule_multiple_alter_same_table = {
	.id = "multiple-alter-same-table",
	.name = "MultipleAlterSameTable",
	.number = 163,
	.category = "rewrite",
	.severity = SEVERITY_OFF,
	.on = ON(CHANGE_ADD_COLUMN, CHANGE_DROP_COLUMN, CHANGE_ALTER_COLUMN_TYPE, CHANGE_SET_NOT_NULL, CHANGE_DROP_NOT_NULL,
		 CHANGE_SET_DEFAULT, CHANGE_DROP_DEFAULT, CHANGE_ADD_CONSTRAINT, CHANGE_DROP_CONSTRAINT, CHANGE_VALIDATE_CONSTRAINT),
	.check = check,
	.fix = RULE_FIX_SAFE,
	.doc = {
		.summary = "neighbouring ALTER TABLE statements of one transaction alter the same table with the same lock",
		.why =
			"Each statement asks for the lock anew, and each that reads or rewrites the table does so again; one statement does it once.\n"
			"Off by default: switch it on with `rules: {multiple-alter-same-table: info}`.",
		.instead = "One ALTER TABLE with several parts, separated by commas, unless one part needs what another makes.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN a text;\n"
			"ALTER TABLE users ADD COLUMN b text;\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD COLUMN a text, ADD COLUMN b text;\n"
			"COMMIT;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
