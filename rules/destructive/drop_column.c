/* drop_column.c: a column goes, with its data. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const DropColumn *drop = change->as.drop_column;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && drop->column.text ? mv_table_column(table, drop->column.text) : NULL;
	const char *shown;
	Finding *finding;

	if (!drop->column.text || !mv_hits_existing_table(context, change) || drop->target.object == OBJ_VIEW)
		return;
	if (column && (mv_is_new(context, &column->birth) || column->generated == GENERATED_VIRTUAL))
		return;
	if (table && !column && !table->object.incomplete)
		return; /* not there: IF EXISTS does nothing, and without it unknown-column says so */
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span,
			    "dropping column '%s' of '%s' deletes its data and breaks running code that still names it",
			    drop->column.text, shown);
	mv_finding_subject(context, finding, "%s.%s", shown, drop->column.text);
	mv_finding_help(context, finding,
			"release code that neither reads nor writes '%s' (also not through SELECT * or an ORM's column list), "
			"then drop it in a later migration", drop->column.text);
	if (column && column->not_null == TRI_YES && !column->default_value && column->identity == IDENTITY_NONE &&
	    column->generated == GENERATED_NONE)
		mv_finding_note(context, finding, NULL,
				"'%s' is NOT NULL without a default: code that leaves it out fails until it is dropped; "
				"drop the NOT NULL first", drop->column.text);
}

const Rule mv_rule_drop_column = {
	.id = "drop-column",
	.name = "DropColumn",
	.number = 202,
	.category = "destructive",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_DROP_COLUMN),
	.check = check,
	.doc = {
		.summary = "a column that exists is dropped, with its data",
		.why =
			"The values are gone when the migration commits. Code that is still running names the column in its queries (ORMs list\n"
			"all columns) and fails until the last old instance is gone.",
		.instead =
			"1. release code that ignores the column\n"
			"2. if it is NOT NULL without a default: ALTER COLUMN .. DROP NOT NULL before that release\n"
			"3. drop the column in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users DROP COLUMN email;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, draft text);\n"
			"ALTER TABLE users DROP COLUMN draft;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
