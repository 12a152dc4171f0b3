/* int_primary_key.c: a primary key of 4 or 2 bytes that a sequence fills. */
#include "migvet/facts.h"

#include <string.h>

/* What is numbered: serial, identity, or a default that takes the next number. */
static const char *largest(const Column *column)
{
	const char *name = mv_builtin_name(column->type);

	if (column->identity == IDENTITY_NONE &&
	    (!column->default_value || column->default_value->kind != EXPR_FUNCTION || !mv_streq(column->default_value->name, "nextval")))
		return NULL;
	return strcmp(name, "int4") == 0 ? "2147483647" : strcmp(name, "int2") == 0 ? "32767" : NULL;
}

/* The one column of the primary key; NULL: there are more, or none. */
static const Column *key_column(const Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];

		if (key->kind == CONSTRAINT_PRIMARY_KEY)
			return key->columns.count == 1 && !key->maybe ? mv_table_column(table, key->columns.items[0]) : NULL;
	}
	return NULL;
}

static void look_at(RuleContext *context, const Table *table, const Column *column, const char *end)
{
	const ColumnSpec *spec = mv_written_column(column->birth.change, column->name); /* NULL: renamed since */
	const char *shown = mv_show_table(context, table);
	const TypedColumn typed = { .table = shown, .name = column->name, .type = spec && spec->type ? spec->type : column->type, .spec = spec };
	Finding *finding;

	finding = mv_report_column(context, column->birth.change, &typed, "the numbers of '%s' end at %s: then every INSERT into '%s' fails",
				   column->name, end, shown);
	if (!spec)
		finding->span = column->birth.change->subject;
	mv_finding_help(context, finding, "use bigint now; later the change rewrites '%s' and all that refers to it", shown);
	if (spec)
		mv_fix_type(context, finding, &typed, strstr(mv_builtin_name(typed.type), "serial") ? "bigserial" : "bigint");
}

/* At the end: a later migration under review may have made it a bigint, or dropped the table. */
static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at))) {
		const Column *column = table->bound ? NULL : key_column(table);
		const char *end = column && !column->inherited && !column->maybe && mv_is_reviewed(&column->birth) ? largest(column) : NULL;

		if (end)
			look_at(context, table, column, end);
	}
}

const Rule mv_rule_int_primary_key = {
	.id = "int-primary-key",
	.name = "IntPrimaryKey",
	.number = 407,
	.category = "types",
	.severity = SEVERITY_WARNING,
	.check_end = check_end,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a primary key of 4 or 2 bytes that a sequence fills",
		.why =
			"A sequence of integer ends at 2147483647 (smallint: 32767), and aborted transactions and ON CONFLICT use numbers up,\n"
			"too. Then every INSERT fails with 22003 or 2200H; changing the type rewrites the table, its indexes, and every table\n"
			"that refers to it.",
		.instead = "Use bigint: it costs 4 bytes a row, often none because of alignment.",
		.bad = "CREATE TABLE events (id serial PRIMARY KEY, body text);",
		.good =
			"CREATE TABLE events (id bigserial PRIMARY KEY, body text);\n"
			"CREATE TABLE states (id integer PRIMARY KEY, name text);",
		.links = "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT",
		.since = "0.1.0",
	},
};
