/* column_dropped_and_readded.c: a rename that loses the data. */
#include "migvet/facts.h"

typedef struct Lost {
	const QName *table;
	const Column *column;
} Lost;

/* A column of the same name. */
static bool takes_place(const Change *change, const void *data)
{
	const Lost *lost = data;
	const AddColumn *add;

	if (change->kind != CHANGE_ADD_COLUMN)
		return false;
	add = change->as.add_column;
	return mv_streq(add->target.table.name, lost->table->name) && add->column->name.text &&
	       mv_streq(add->column->name.text, lost->column->name);
}

/* UPDATE t SET new = old: the values were carried over. */
static bool copies_values(const Change *change, const void *data)
{
	const Lost *lost = data;
	const Dml *dml;

	if (change->kind != CHANGE_UPDATE)
		return false;
	dml = change->as.dml;
	if (!mv_streq(dml->table.name, lost->table->name) || !dml->query)
		return false;
	for (uint32_t i = 0; i < dml->query->columns.count; i++) {
		if (mv_streq(dml->query->columns.items[i]->name, lost->column->name))
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const DropColumn *drop = change->as.drop_column;
	const Table *table = mv_target_table(context, change);
	Lost lost = { .table = &drop->target.table };
	const Change *successor;
	Finding *finding;

	if (!table || mv_is_harmless_table(context, table) || !drop->column.text)
		return;
	lost.column = mv_table_column(table, drop->column.text);
	if (!lost.column || mv_is_new(context, &lost.column->birth))
		return;
	successor = mv_find_change(context->migration, NULL, takes_place, &lost);
	if (!successor || mv_find_earlier(context->migration, change, copies_values, &lost))
		return;
	finding = mv_report(context, change, change->subject,
			    "column '%s' of '%s' is dropped and added again: its values are lost",
			    drop->column.text, mv_show_table(context, table));
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), drop->column.text);
	mv_finding_help(context, finding,
			"keep the values: ALTER COLUMN '%s' TYPE .. USING .., or add a column of another name, copy, and drop the old one later",
			drop->column.text);
	mv_finding_note(context, finding, successor, "it is added again here");
}

const Rule mv_rule_column_dropped_and_readded = {
	.id = "column-dropped-and-readded",
	.name = "ColumnDroppedAndReadded",
	.number = 212,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(CHANGE_DROP_COLUMN),
	.check = check,
	.doc = {
		.summary = "a column is dropped and added again in one migration, without copying its values",
		.why = "The new column starts empty (or with its default) in every row: what was in the old one is lost.",
		.instead = "Change the type in place with USING, or add the new column under another name, copy, switch, drop later.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age text);\n"
			"-- next migration\n"
			"ALTER TABLE users DROP COLUMN age;\n"
			"ALTER TABLE users ADD COLUMN age int;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN years int;\n"
			"ALTER TABLE users DROP COLUMN age;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
