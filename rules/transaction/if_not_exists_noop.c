/* if_not_exists_noop.c: IF NOT EXISTS skips, and what is there differs. */
#include "migvet/facts.h"

static bool same_type(const Type *a, const Type *b)
{
	static const char *const serials[][2] = { { "serial", "int4" }, { "bigserial", "int8" }, { "smallserial", "int2" } };
	const char *name;

	if (!a || !b || a->unknown || b->unknown)
		return true; /* not known to differ */
	name = b->name;
	for (size_t i = 0; i < sizeof serials / sizeof *serials; i++) {
		if (mv_streq(name, serials[i][0]))
			name = serials[i][1];
	}
	if (!mv_streq(a->name, name) || a->dimensions != b->dimensions || a->modifier_count != b->modifier_count)
		return false;
	for (uint8_t i = 0; i < a->modifier_count; i++) {
		if (a->modifiers[i] != b->modifiers[i])
			return false;
	}
	return true;
}

/* What the statement wants and the table does not have, in words; NULL: nothing. */
static char *difference(const RuleContext *context, const Table *table, const CreateTable *create)
{
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *wanted = create->columns.items[i];
		const Column *column = wanted->name.text ? mv_table_column(table, wanted->name.text) : NULL;

		if (!wanted->name.text)
			continue;
		if (!column)
			return mv_arena_format(context->arena, "it has no column '%s'", wanted->name.text);
		if (!same_type(column->type, wanted->type))
			return mv_arena_format(context->arena, "its column '%s' is %s, not %s", column->name,
					       mv_type_format(column->type, context->arena),
					       mv_type_format(wanted->type, context->arena));
	}
	return NULL;
}

static void check_table(RuleContext *context, const Change *change)
{
	const CreateTable *create = change->as.table;
	const Table *table = create->if_not_exists ? mv_schema_table(context->schema, &create->name) : NULL;
	char *differs;
	Finding *finding;

	/* a temporary table has a schema of its own, which is looked at alone */
	if (!table || create->persistence == PERSISTENCE_TEMPORARY || table->object.maybe || table->object.incomplete || table->persistence == PERSISTENCE_TEMPORARY)
		return;
	differs = difference(context, table, create);
	if (!differs)
		return;
	finding = mv_report(context, change, change->subject, "table '%s' exists already, so nothing is created, and %s",
			    mv_show_table(context, table), differs);
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
	mv_finding_help(context, finding, "change the existing table with ALTER TABLE");
	if (table->object.birth.change)
		mv_finding_note(context, finding, table->object.birth.change, "it was created here");
}

static void check_column(RuleContext *context, const Change *change)
{
	const AddColumn *add = change->as.add_column;
	const Table *table = add->if_not_exists ? mv_target_table(context, change) : NULL;
	const Column *column = table && add->column->name.text ? mv_table_column(table, add->column->name.text) : NULL;
	Finding *finding;

	if (!column || column->maybe || same_type(column->type, add->column->type))
		return;
	finding = mv_report(context, change, change->span, "column '%s' of '%s' exists already as %s, so it does not become %s",
			    column->name, mv_show_table(context, table), mv_type_format(column->type, context->arena),
			    mv_type_format(add->column->type, context->arena));
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), column->name);
	mv_finding_help(context, finding, "change its type with ALTER COLUMN .. TYPE, or choose another name");
	if (column->birth.change)
		mv_finding_note(context, finding, column->birth.change, "it was added here");
}

static void check(RuleContext *context, const Change *change)
{
	if (change->kind == CHANGE_CREATE_TABLE)
		check_table(context, change);
	else
		check_column(context, change);
}

const Rule mv_rule_if_not_exists_noop = {
	.id = "if-not-exists-noop",
	.name = "IfNotExistsNoop",
	.number = 305,
	.category = "transaction",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_ADD_COLUMN),
	.check = check,
	.doc = {
		.summary = "IF NOT EXISTS skips a table or column that exists and is not the same",
		.why =
			"The statement succeeds and does nothing. What follows relies on columns or types that are not there, and databases\n"
			"that were built at different times differ from each other.",
		.instead = "Change what exists with ALTER TABLE; use IF NOT EXISTS only for an identical definition.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN IF NOT EXISTS age text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN IF NOT EXISTS age int;",
		.links = "https://www.postgresql.org/docs/current/sql-createtable.html",
		.since = "0.1.0",
	},
};
