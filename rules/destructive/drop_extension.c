/* drop_extension.c: an extension goes, with all that it brought. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const char *name = change->as.drop->name.name;

	if (name)
		mv_keep_dropped(context, change, mv_map_get(&context->schema->extensions, name));
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		Finding *finding;

		if (mv_map_get(&context->schema->extensions, dropped->name))
			continue;
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping extension '%s' takes away its functions, types and operators from all that uses them%s", dropped->name,
				    dropped->change->as.drop->cascade ? ", and CASCADE drops the columns, indexes and views that are built on them" : "");
		mv_finding_subject(context, finding, "%s", dropped->name);
		mv_finding_help(context, finding, "first release code that uses nothing of '%s', then drop it in a later migration, without CASCADE",
				dropped->name);
	}
}

const Rule mv_rule_drop_extension = {
	.id = "drop-extension",
	.name = "DropExtension",
	.number = 237,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_EXTENSION),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "an extension that exists is dropped",
		.why =
			"Queries that call its functions or use its operators fail from the commit on. With CASCADE columns of its types go as well,\n"
			"with their data. An extension that is created again in the same migration is not reported.",
		.instead =
			"1. release code that uses nothing of the extension\n"
			"2. change the columns, indexes and defaults that use it\n"
			"3. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE EXTENSION pgcrypto;\n"
			"-- next migration\n"
			"DROP EXTENSION pgcrypto;",
		.good =
			"CREATE EXTENSION pgcrypto;\n"
			"CREATE SCHEMA extensions;\n"
			"-- next migration\n"
			"DROP EXTENSION pgcrypto;\n"
			"CREATE EXTENSION pgcrypto SCHEMA extensions;",
		.links = "https://www.postgresql.org/docs/current/sql-dropextension.html",
		.since = "0.1.0",
	},
};
