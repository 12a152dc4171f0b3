/* rename_column.c: running code still uses the old name. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* A generated column of the old name keeps readers alive. */
static bool is_alias(const Change *change, const void *data)
{
	const Rename *rename = data;

	return change->kind == CHANGE_ADD_COLUMN &&
	       mv_streq(change->as.add_column->target.table.name, rename->name.name) &&
	       mv_streq(change->as.add_column->column->name.text, rename->part.text) &&
	       change->as.add_column->column->generated != GENERATED_NONE;
}

static void check(RuleContext *context, const Change *change)
{
	const Rename *rename = change->as.rename;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && rename->part.text ? mv_table_column(table, rename->part.text) : NULL;
	const char *shown;
	Finding *finding;

	if (!mv_hits_existing_table(context, change) || !rename->part.text || !rename->new_name.text ||
	    (column && mv_is_new(context, &column->birth)) || mv_find_change(context->migration, change, is_alias, rename))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span,
			    "renaming column '%s' of '%s' to '%s' breaks running code, which still uses the old name",
			    rename->part.text, shown, rename->new_name.text);
	mv_finding_subject(context, finding, "%s.%s", shown, rename->part.text);
	mv_finding_help(context, finding,
			"add column '%s', write both from the application, copy the old values in batches, switch reading over, "
			"and drop '%s' in a later migration; or keep the name and map it in the application",
			rename->new_name.text, rename->part.text);
	mv_steps_rename_column(context, finding, change, column);
}

const Rule mv_rule_rename_column = {
	.id = "rename-column",
	.name = "RenameColumn",
	.number = 252,
	.category = "compat",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_RENAME_COLUMN),
	.check = check,
	.doc = {
		.summary = "a column that running code uses is renamed",
		.why =
			"From the commit on, every query that names the old column fails with 42703 until the last old instance of the\n"
			"application is gone. New instances that start before the migration fail as well: there is no safe order.",
		.instead =
			"1. add a column of the new name\n"
			"2. release code that writes both; copy old values in batches\n"
			"3. release code that reads the new one\n"
			"4. release code that no longer writes the old one, then drop it",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n"
			"-- next migration\n"
			"ALTER TABLE users RENAME COLUMN mail TO email;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
