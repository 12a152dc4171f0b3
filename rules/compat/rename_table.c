/* rename_table.c: running code still uses the old name. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* A view or table of the old name keeps old code alive. */
static bool stands_in(const Change *change, const void *data)
{
	const Rename *rename = data;

	if (change->kind == CHANGE_CREATE_VIEW)
		return mv_streq(change->as.view->name.name, rename->name.name);
	if (change->kind == CHANGE_CREATE_TABLE)
		return mv_streq(change->as.table->name.name, rename->name.name);
	return change->kind == CHANGE_RENAME_TABLE && mv_streq(change->as.rename->new_name.text, rename->name.name);
}

/* The new name was dropped or moved away just before: the table is being replaced. */
static bool makes_way(const Change *change, const void *data)
{
	const Rename *rename = data;

	if (change->kind == CHANGE_DROP_TABLE)
		return mv_streq(change->as.drop->name.name, rename->new_name.text);
	return change->kind == CHANGE_RENAME_TABLE && mv_streq(change->as.rename->name.name, rename->new_name.text);
}

static void check(RuleContext *context, const Change *change)
{
	const Rename *rename = change->as.rename;
	const char *shown;
	Finding *finding;

	if (!mv_hits_existing_table(context, change) || !rename->new_name.text ||
	    mv_find_change(context->migration, change, stands_in, rename) ||
	    mv_find_earlier(context->migration, change, makes_way, rename))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span, "renaming '%s' to '%s' breaks running code, which still uses the old name",
			    shown, rename->new_name.text);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"leave a view of the old name behind, in the same transaction, and drop it when no code uses it any more");
	mv_steps_rename_table(context, finding, change);
}

const Rule mv_rule_rename_table = {
	.id = "rename-table",
	.name = "RenameTable",
	.number = 251,
	.category = "compat",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_RENAME_TABLE, CHANGE_RENAME_VIEW),
	.check = check,
	.doc = {
		.summary = "a table or view that running code uses is renamed",
		.why =
			"From the commit on, every query to the old name fails with 42P01 until the last old instance of the application is\n"
			"gone; instances that are already new fail until then.",
		.instead =
			"1. rename, and create a view of the old name in the same transaction (simple views can be written to)\n"
			"2. release code that uses the new name\n"
			"3. drop the view in a later migration",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users RENAME TO accounts;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users RENAME TO accounts;\n"
			"CREATE VIEW users AS SELECT * FROM accounts;\n"
			"COMMIT;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/sql-createview.html",
		.since = "0.1.0",
	},
};
