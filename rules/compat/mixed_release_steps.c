/* mixed_release_steps.c: the new one comes and the old one goes in one release. */
#include "migvet/facts.h"

typedef struct Old {
	const char *table, *column;
} Old;

/* Another column gets the old name later: it is a swap, and code finds what it looks for. */
static bool takes_column_name(const Change *change, const void *data)
{
	const Old *old = data;

	if (change->kind == CHANGE_RENAME_COLUMN)
		return mv_streq(change->as.rename->name.name, old->table) && mv_streq(change->as.rename->new_name.text, old->column);
	return change->kind == CHANGE_ADD_COLUMN && mv_streq(change->as.add_column->target.table.name, old->table) &&
	       mv_streq(change->as.add_column->column->name.text, old->column);
}

/* Its name is no longer the one that running code knows. */
static bool was_renamed(const Change *change, const void *data)
{
	const QName *name = data;

	return change->kind == CHANGE_RENAME_TABLE && mv_streq(change->as.rename->new_name.text, name->name);
}

/* A table or view of the old name later. */
static bool takes_table_name(const Change *change, const void *data)
{
	const QName *name = data;

	if (change->kind == CHANGE_RENAME_TABLE)
		return mv_streq(change->as.rename->new_name.text, name->name);
	if (change->kind == CHANGE_CREATE_VIEW)
		return mv_streq(change->as.view->name.name, name->name);
	return change->kind == CHANGE_CREATE_TABLE && mv_streq(change->as.table->name.name, name->name);
}

static void report(RuleContext *context, const Change *change, const char *old, const char *way, const Replacement *replacement)
{
	Finding *finding = mv_report(context, change, change->span,
				     "'%s' %s '%s', which is %s in the same release: code that is still running uses it, and what it writes meanwhile is lost",
				     replacement->name, replacement->change ? "takes over from" : "seems to replace", old, way);

	mv_finding_subject(context, finding, "%s", old);
	mv_finding_help(context, finding,
			"in this release add '%s', keep both in step (in the code, or with a trigger) and copy old values; "
			"let '%s' go in the next release, when no running code uses it", replacement->name, old);
	if (replacement->change)
		mv_finding_note(context, finding, replacement->change, "the values are carried over here");
}

static void check_column(RuleContext *context, const Change *change)
{
	bool drop = change->kind == CHANGE_DROP_COLUMN;
	const Table *table = mv_target_table(context, change);
	const char *name = drop ? change->as.drop_column->column.text : change->as.rename->part.text;
	const Column *column = table && name ? mv_table_column(table, name) : NULL;
	const Old old = { .table = table ? table->object.name : NULL, .column = name };
	Replacement replacement = { 0 };

	if (!column || mv_is_harmless_table(context, table) || mv_is_new(context, &column->birth) || column->generated != GENERATED_NONE ||
	    mv_find_change(context->migration, change, takes_column_name, &old) ||
	    !mv_column_replacement(context, table, column, &replacement) || (!drop && !replacement.change))
		return;
	report(context, change, mv_arena_format(context->arena, "%s.%s", mv_show_table(context, table), name),
	       drop ? "dropped" : "renamed", &replacement);
}

static void check_table(RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);
	const Table *table = mv_target_table(context, change);
	Replacement replacement = { 0 };

	if (!table || table->object.kind != OBJ_TABLE || mv_is_harmless_table(context, table) ||
	    mv_find_change(context->migration, change, takes_table_name, name) ||
	    mv_find_earlier(context->migration, change, was_renamed, name) ||
	    !mv_table_replacement(context, table, &replacement))
		return;
	report(context, change, mv_show_table(context, table), change->kind == CHANGE_DROP_TABLE ? "dropped" : "renamed", &replacement);
}

static void check(RuleContext *context, const Change *change)
{
	if (change->kind == CHANGE_DROP_COLUMN || change->kind == CHANGE_RENAME_COLUMN)
		check_column(context, change);
	else
		check_table(context, change);
}

const Rule mv_rule_mixed_release_steps = {
	.id = "mixed-release-steps",
	.name = "MixedReleaseSteps",
	.number = 274,
	.category = "compat",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_DROP_COLUMN, CHANGE_RENAME_COLUMN, CHANGE_DROP_TABLE, CHANGE_RENAME_TABLE),
	.check = check,
	.covers = (const char *const[]){ "drop-column", "drop-table", "rename-column", "rename-table", "column-dropped-and-readded", NULL },
	.doc = {
		.summary = "a replacement is added and what it replaces goes, in one release",
		.why =
			"During a deployment old and new code run side by side. Old code still reads the old column or table and fails when it is\n"
			"gone; what it wrote between the copy and the drop is in neither place. Adding (expand) and removing (contract) belong in\n"
			"two releases. With --since all migrations under review are one release; without it each migration is judged alone.\n"
			"That something is a replacement shows where its values are copied from the old one, or by a name that only adds a word.\n"
			"drop-column, drop-table and the rename rules leave these places to this one.",
		.instead =
			"1. this release: add the new column, write both from the code (or a trigger), copy old values in batches\n"
			"2. next release: code that reads and writes only the new one\n"
			"3. then a migration that drops the old one",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN contact text;\n"
			"UPDATE users SET contact = mail;\n"
			"ALTER TABLE users DROP COLUMN mail;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN contact text;\n"
			"UPDATE users SET contact = mail;\n"
			"-- next migration\n"
			"ALTER TABLE users DROP COLUMN mail;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
