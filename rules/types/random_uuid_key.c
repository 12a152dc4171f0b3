/* random_uuid_key.c: a primary key of random UUIDs. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		const Expression *value = column.spec ? column.spec->default_value : NULL;
		Finding *finding;

		if (!value || value->kind != EXPR_FUNCTION || !value->name ||
		    (strcmp(value->name, "gen_random_uuid") != 0 && strcmp(value->name, "uuid_generate_v4") != 0 &&
		     strcmp(value->name, "uuidv4") != 0) ||
		    !mv_is_key_column(change, column.spec))
			continue;
		finding = mv_report_column(context, change, &column,
					   "each new row of '%s' goes to a random page of the key's index, which slows INSERT once it exceeds memory",
					   column.table);
		mv_finding_help(context, finding, "use bigint identity, or UUIDs that grow with time: uuidv7() of PostgreSQL 18, or the application's");
	}
}

const Rule mv_rule_random_uuid_key = {
	.id = "random-uuid-key",
	.name = "RandomUuidKey",
	.number = 413,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_TABLE, CHANGE_ADD_COLUMN),
	.check = check,
	.doc = {
		.summary = "a primary key of random UUIDs",
		.why =
			"Random keys go to random pages of the index: once it is larger than memory each INSERT reads and writes a page,\n"
			"full-page images fill the WAL, and rows of one day lie all over the table.",
		.instead = "Use bigint identity, or UUIDs that grow with time: uuidv7(), built into PostgreSQL 18, or made by the application.",
		.bad = "CREATE TABLE events (id uuid PRIMARY KEY DEFAULT gen_random_uuid());",
		.good = "CREATE TABLE events (id uuid PRIMARY KEY DEFAULT uuidv7());",
		.links = "https://www.postgresql.org/docs/current/functions-uuid.html",
		.since = "0.1.0",
	},
};
