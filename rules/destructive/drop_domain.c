/* drop_domain.c: a domain that code may name goes. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	if (change->kind == CHANGE_DROP_DOMAIN)
		mv_keep_dropped(context, change, mv_schema_type(context->schema, change->as.drop->name.schema, change->as.drop->name.name));
	else
		mv_keep_used_by_columns(context, change);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const char *shown = mv_show_dropped(context, dropped);
		Finding *finding;

		if (dropped->change->kind != CHANGE_DROP_DOMAIN || mv_type_now(context, dropped) || mv_goes_with_column(context, dropped))
			continue;
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping domain '%s' makes casts and parameters of running code fail that name it", shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding, "first release code that no longer names '%s', then drop it in a later migration", shown);
	}
}

const Rule mv_rule_drop_domain = {
	.id = "drop-domain",
	.name = "DropDomain",
	.number = 234,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_DOMAIN, CHANGE_DROP_TABLE, CHANGE_DROP_COLUMN),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a domain that exists is dropped, and none takes its name",
		.why =
			"Casts and declarations in running code that name the domain fail with 42704 from the commit on, and what the domain checked\n"
			"is not checked any more. One that is made again under its name in the same migration is not reported, nor one that goes\n"
			"together with a column that used it.",
		.instead =
			"1. release code that does not name the domain; keep its check as a constraint of the columns\n"
			"2. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');\n"
			"-- next migration\n"
			"DROP DOMAIN email;",
		.good =
			"CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');\n"
			"-- next migration\n"
			"DROP DOMAIN email;\n"
			"CREATE DOMAIN email AS text CHECK (VALUE LIKE '_%@%');",
		.links = "https://www.postgresql.org/docs/current/sql-dropdomain.html",
		.since = "0.1.0",
	},
};
