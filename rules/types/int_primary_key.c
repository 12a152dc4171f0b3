/* int_primary_key.c: a primary key of 4 or 2 bytes that a sequence fills. */
#include "migvet/facts.h"

#include <string.h>

/* What is numbered: serial, identity, or a default that takes the next number. */
static const char *largest(const ColumnSpec *spec)
{
	const char *name = mv_builtin_name(spec->type);
	bool numbered = spec->identity != IDENTITY_NONE ||
			(spec->default_value && spec->default_value->kind == EXPR_FUNCTION && mv_streq(spec->default_value->name, "nextval"));

	if (strcmp(name, "serial") == 0 || (numbered && strcmp(name, "int4") == 0))
		return "2147483647";
	return strcmp(name, "smallserial") == 0 || (numbered && strcmp(name, "int2") == 0) ? "32767" : NULL;
}

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		const char *end = column.spec ? largest(column.spec) : NULL;
		Finding *finding;

		if (!end || !mv_is_key_column(change, column.spec))
			continue;
		finding = mv_report_column(context, change, &column,
					   "the numbers of '%s' end at %s: then every INSERT into '%s' fails", column.name, end, column.table);
		mv_finding_help(context, finding, "use bigint now; later the change rewrites '%s' and all that refers to it", column.table);
		mv_fix_type(context, finding, &column, strstr(mv_builtin_name(column.type), "serial") ? "bigserial" : "bigint");
	}
}

const Rule mv_rule_int_primary_key = {
	.id = "int-primary-key",
	.name = "IntPrimaryKey",
	.number = 407,
	.category = "types",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_ADD_COLUMN),
	.check = check,
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
		.since = "0.1.0",
	},
};
