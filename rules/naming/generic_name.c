/* generic_name.c: a name that says nothing. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "names", .type = OPTION_LIST, .default_value = "data,info,value,val,tmp,temp,misc,stuff,flag,field,field1,test,foo,bar,object,thing", .help = "names that say nothing" },
	{ .name = NULL },
};

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;

	while (mv_next_given_name(context, change, &cursor, &given)) {
		Finding *finding;

		if (!given.name || (given.kind != NAME_TABLE && given.kind != NAME_COLUMN) || !mv_option_list_has(context, "names", given.name))
			continue;
		finding = mv_report(context, change, given.span, "%s '%s' does not say what it holds", mv_name_kind_words(given.kind), given.name);
		mv_finding_subject(context, finding, "%s%s%s", given.table ? given.table : "", given.table ? "." : "", given.name);
		mv_finding_help(context, finding, "name it for what it holds");
	}
}

const Rule mv_rule_generic_name = {
	.id = "generic-name",
	.name = "GenericName",
	.number = 476,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_NAMING_KINDS),
	.check = check,
	.options = options,
	.doc = {
		.summary = "a name that says nothing",
		.why = "Who reads a query a year later has to look the column up: data of what, which type, whose value?",
		.instead = "Say what it holds: payload, order_state, unit_price.",
		.bad = "CREATE TABLE orders (id bigint PRIMARY KEY, data jsonb);",
		.good = "CREATE TABLE orders (id bigint PRIMARY KEY, shipping_options jsonb);",
		.links = "https://www.postgresql.org/docs/current/ddl-basics.html",
		.since = "0.1.0",
	},
};
