/* drop_type.c: a type that code may name goes. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	if (change->kind == CHANGE_DROP_TYPE)
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

		if (dropped->change->kind != CHANGE_DROP_TYPE || mv_type_now(context, dropped) || mv_goes_with_column(context, dropped))
			continue;
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping type '%s' makes casts and parameters of running code fail that name it", shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding, "first release code that no longer names '%s', then drop it in a later migration", shown);
	}
}

const Rule mv_rule_drop_type = {
	.id = "drop-type",
	.name = "DropType",
	.number = 233,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_TYPE, CHANGE_DROP_TABLE, CHANGE_DROP_COLUMN),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a type that exists is dropped, and none takes its name",
		.why =
			"Drivers and object mappers name enums and composite types: in casts, and when they register a type at the start of a\n"
			"connection. That fails with 42704 from the commit on. A type that is made again under its name in the same migration is\n"
			"not reported, nor one that goes together with a column that used it.",
		.instead =
			"1. release code that does not name the type\n"
			"2. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE TYPE mood AS ENUM ('sad', 'happy');\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, feels mood);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN feels TYPE text;\n"
			"DROP TYPE mood;",
		.good =
			"CREATE TYPE mood AS ENUM ('sad', 'happy');\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, feels mood);\n"
			"-- next migration\n"
			"ALTER TYPE mood RENAME TO old_mood;\n"
			"CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');\n"
			"ALTER TABLE users ALTER COLUMN feels TYPE mood USING feels::text::mood;\n"
			"DROP TYPE old_mood;",
		.links = "https://www.postgresql.org/docs/current/sql-droptype.html",
		.since = "0.1.0",
	},
};
