/* add_required_column.c: old code does not give a value that is now required. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static const char *const help_text =
	"add it nullable (or with a default that stays), release code that always sets it, fill old rows in batches, "
	"then SET NOT NULL through a validated CHECK";

typedef enum {
	FAILS_AND_BREAKS,
	FAILS_ON_ROWS, /* the default comes later in the migration */
	BREAKS_INSERTS, /* the table is empty */
	LOSES_DEFAULT,
} How;

static const char *message_of(How how)
{
	switch (how) {
	case FAILS_AND_BREAKS:
		return "adding required column '%s' fails if '%s' has any row, and breaks the INSERTs of running code, which does not set it";
	case FAILS_ON_ROWS:
		return "adding required column '%s' fails if '%s' has any row: its default comes only later";
	case BREAKS_INSERTS:
		return "required column '%s' of '%s' breaks the INSERTs of running code, which does not set it";
	case LOSES_DEFAULT:
		return "without its default, required column '%s' of '%s' breaks the INSERTs of running code, which does not set it";
	}
	return NULL;
}

static void report(RuleContext *context, const Change *change, const char *column, How how)
{
	const char *shown = mv_show_target(context, change);
	char *message = mv_arena_format(context->arena, message_of(how), column, shown);
	Finding *finding = mv_report(context, change, change->span, "%s", message);

	mv_finding_subject(context, finding, "%s.%s", shown, column);
	mv_finding_help(context, finding, "%s", help_text);
	if (change->kind == CHANGE_ADD_COLUMN)
		mv_steps_add_column(context, finding, change);
}

static bool has_primary_key(const ColumnSpec *column)
{
	for (uint32_t i = 0; i < column->constraints.count; i++) {
		if (column->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
			return true;
	}
	return false;
}

static bool is_serial(const ColumnSpec *column)
{
	const char *name = column->type ? column->type->name : NULL;

	return mv_streq(name, "serial") || mv_streq(name, "bigserial") || mv_streq(name, "smallserial");
}

/* A domain may bring a default of its own. */
static bool type_has_default(const RuleContext *context, const ColumnSpec *column)
{
	const Object *type;

	if (!column->type || !column->type->name || column->type->unknown)
		return true;
	type = mv_schema_type(context->schema, column->type->schema, column->type->name);
	return type && type->kind == OBJ_DOMAIN && ((const Domain *)type)->default_value;
}

/* ALTER COLUMN ... SET DEFAULT on the same column later in the migration. */
static bool sets_default(const Change *change, const void *data)
{
	const AddColumn *add = data;

	return change->kind == CHANGE_SET_DEFAULT &&
	       mv_streq(change->as.column_default->target.table.name, add->target.table.name) &&
	       mv_streq(change->as.column_default->column.text, add->column->name.text);
}

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);

	if (!mv_hits_existing_table(context, change))
		return;
	if (change->kind == CHANGE_ADD_COLUMN) {
		const ColumnSpec *column = change->as.add_column->column;
		bool default_later;

		if (!column->name.text || (!column->not_null && !has_primary_key(column)) || is_serial(column) ||
		    column->identity != IDENTITY_NONE || column->generated != GENERATED_NONE || type_has_default(context, column) ||
		    (column->default_value && column->default_value->kind != EXPR_NULL) ||
		    (change->as.add_column->if_not_exists && table && mv_table_column(table, column->name.text)))
			return;
		default_later = mv_find_change(context->migration, change, sets_default, change->as.add_column);
		if (!default_later || !mv_is_emptied(context, table))
			report(context, change, column->name.text,
			       default_later ? FAILS_ON_ROWS : mv_is_emptied(context, table) ? BREAKS_INSERTS : FAILS_AND_BREAKS);
		return;
	}
	/* ADD COLUMN .. DEFAULT x, then DROP DEFAULT in the same migration: as frameworks do it */
	if (table && change->as.column->column.text) {
		const Column *column = mv_table_column(table, change->as.column->column.text);

		if (column && mv_is_new(context, &column->birth) && column->not_null == TRI_YES && column->default_value)
			report(context, change, column->name, LOSES_DEFAULT);
	}
}

const Rule mv_rule_add_required_column = {
	.id = "add-required-column",
	.name = "AddRequiredColumn",
	.number = 255,
	.category = "compat",
	.severity = SEVERITY_ERROR,
	.size = SIZE_TOLD,
	.on = ON(CHANGE_ADD_COLUMN, CHANGE_DROP_DEFAULT),
	.check = check,
	.doc = {
		.summary = "a NOT NULL column without a default is added to a table that exists",
		.why =
			"If the table has rows, the statement fails with 23502: it works on an empty test database and not in production. If it\n"
			"has none, the INSERTs of code that is still running fail, because that code does not know the column.",
		.instead =
			"1. ADD COLUMN without NOT NULL, or NOT NULL with a DEFAULT that stays (a constant costs nothing since PostgreSQL 11)\n"
			"2. release code that always sets it; fill old rows in batches\n"
			"3. ADD CHECK (c IS NOT NULL) NOT VALID; VALIDATE in the next migration; SET NOT NULL; drop the CHECK",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text NOT NULL;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
