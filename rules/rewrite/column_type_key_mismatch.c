/* column_type_key_mismatch.c: a key was widened, and the column that points to it was not. */
#include "migvet/facts.h"

static bool is_column(const char *name, const Change *change)
{
	return mv_streq(name, change->as.column_type->column.text);
}

static void report(RuleContext *context, const Change *change, const Constraint *key, uint32_t at, const Column *from, const Column *to)
{
	const char *table = mv_show_table(context, key->table), *referenced = mv_show_table(context, key->referenced);
	Finding *finding = mv_report(context, change, change->span,
				     "'%s.%s' (%s) cannot hold every key of '%s.%s' (%s) that it references: rows with such a key fail to be inserted",
				     table, from->name, mv_type_format(from->type, context->arena), referenced, to->name,
				     mv_type_format(to->type, context->arena));

	mv_finding_subject(context, finding, "%s.%s", table, key->columns.items[at]);
	mv_finding_help(context, finding, "give '%s.%s' the type %s as well, before keys grow", table, from->name,
			mv_type_format(to->type, context->arena));
	if (key->birth.change)
		mv_finding_note(context, finding, key->birth.change, "the foreign key '%s' comes from here", key->name);
}

/* Does the foreign key meet the changed column on the given side, and is it too narrow now? */
static void look_at(RuleContext *context, const Change *change, const Constraint *key, bool referenced_side)
{
	if (key->kind != CONSTRAINT_FOREIGN_KEY || !key->referenced || !key->table)
		return;
	for (uint32_t i = 0; i < key->columns.count && i < key->referenced_columns.count; i++) {
		const Column *from = mv_table_column(key->table, key->columns.items[i]);
		const Column *to = mv_table_column(key->referenced, key->referenced_columns.items[i]);

		if (!from || !to || !from->type || !to->type ||
		    !is_column(referenced_side ? to->name : from->name, change) || mv_type_widens(to->type, from->type) != TRI_NO)
			continue;
		report(context, change, key, i, from, to);
	}
}

static void look_at_change(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const Column *column = table && change->as.column_type->column.text ?
				       mv_table_column(table, change->as.column_type->column.text) : NULL;

	/* changed again since, or not at all */
	if (!column || !column->type || !mv_streq(column->type->name, change->as.column_type->type ?
						  change->as.column_type->type->name : NULL))
		return;
	for (uint32_t i = 0; i < table->constraints.count; i++)
		look_at(context, change, table->constraints.items[i], false);
	for (uint32_t i = 0; i < table->referencing.count; i++)
		look_at(context, change, table->referencing.items[i], true);
}

/* At the end, because the other side may follow in a later migration. */
static void check_end(RuleContext *context)
{
	for (uint32_t m = 0; m < context->set->migrations.count; m++) {
		const Migration *migration = context->set->migrations.items[m];

		for (uint32_t s = 0; migration->under_review && s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];

			for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
				if (statement->changes.items[c].kind == CHANGE_ALTER_COLUMN_TYPE)
					look_at_change(context, &statement->changes.items[c]);
			}
		}
	}
}

const Rule mv_rule_column_type_key_mismatch = {
	.id = "column-type-key-mismatch",
	.name = "ColumnTypeKeyMismatch",
	.number = 154,
	.category = "rewrite",
	.severity = SEVERITY_WARNING,
	.check_end = check_end,
	.doc = {
		.summary = "one side of a foreign key changed its type, and the referencing side cannot hold every key now",
		.why =
			"A key that grew from integer to bigint hands out numbers above 2147483647 one day. Then every INSERT into a table that\n"
			"still references it with an integer column fails (22003), long after the migration.",
		.instead = "Change the referencing columns first (or in the same release), then the key. The wider side may well be the referencing one.",
		.bad =
			"CREATE TABLE users (id integer PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN id TYPE bigint;",
		.good =
			"CREATE TABLE users (id integer PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));\n"
			"-- next migration\n"
			"ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
		.since = "0.1.0",
	},
};
