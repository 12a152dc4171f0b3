/* float_for_money.c: an amount of money in a floating-point column. */
#include "migvet/facts.h"

#include <string.h>

static const RuleOption options[] = {
	{ .name = "names",
	  .type = OPTION_LIST,
	  .default_value = "price,*_price,price_*,amount,*_amount,amount_*,cost,*_cost,fee,*_fee,balance,*_balance,salary,total_due",
	  .help = "columns that hold money" },
	{ .name = NULL },
};

static bool is_float(const char *name)
{
	return strcmp(name, "float4") == 0 || strcmp(name, "float8") == 0;
}

static void check(RuleContext *context, const Change *change)
{
	TypedColumn column;
	uint32_t at = 0;

	while (mv_next_typed_column(context, change, &at, &column)) {
		Finding *finding;

		if (!is_float(mv_builtin_name(column.type)) || !mv_option_list_has(context, "names", column.name))
			continue;
		finding = mv_report_column(context, change, &column, "'%s' cannot hold 0.10: sums differ from the cents that were booked",
					   column.name);
		mv_finding_help(context, finding, "use numeric(19, 4), or whole cents in a bigint");
		mv_fix_type(context, finding, &column, "numeric(19, 4)");
	}
}

const Rule mv_rule_float_for_money = {
	.id = "float-for-money",
	.name = "FloatForMoney",
	.number = 408,
	.category = "types",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_TYPED_COLUMN_KINDS),
	.check = check,
	.options = options,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "an amount of money in a floating-point column",
		.why =
			"real and double precision cannot hold 0.10: sums differ from the cents that were booked, and comparisons for equality\n"
			"fail.",
		.instead = "Use numeric(19, 4), or whole cents in a bigint.",
		.bad = "CREATE TABLE orders (id bigint PRIMARY KEY, total_price double precision NOT NULL);",
		.good = "CREATE TABLE orders (id bigint PRIMARY KEY, total_price numeric(19, 4) NOT NULL, weight double precision);",
		.links = "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT",
		.since = "0.1.0",
	},
};
