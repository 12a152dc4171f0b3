/* money_type.c: a column of type money. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (strcmp(mv_builtin_name(column.type), "money") != 0)
			continue;
		finding = mv_report_column(context, change, &column,
					   "what '%s' means depends on the server's lc_monetary, and fractions of a cent are lost", column.name);
		mv_finding_help(context, finding, "use numeric(19, 4), and a column for the currency");
		mv_fix_type(context, finding, &column, "numeric(19, 4)");
	}
}

const Rule mv_rule_money_type = {
	.id = "money-type",
	.name = "MoneyType",
	.number = 404,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a column of type money",
		.why =
			"What a value of type money means depends on lc_monetary of the server: a dump that is restored elsewhere is another\n"
			"currency. There is no currency in it, fractions of a cent are lost, and a division gives double precision.",
		.instead = "Use numeric with the digits that you need, and the currency in a column of its own.",
		.bad = "CREATE TABLE invoices (id bigint PRIMARY KEY, total money NOT NULL);",
		.good = "CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric(19, 4) NOT NULL, currency text NOT NULL);",
		.links = "https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_money",
		.since = "0.1.0",
	},
};
