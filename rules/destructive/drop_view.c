/* drop_view.c: a view goes, and nothing stands under its name. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Table *view = mv_target_table(context, change);

	if (!view || view->persistence != PERSISTENCE_TEMPORARY)
		mv_keep_dropped(context, change, view ? &view->object : NULL);
}

/* Renamed, dropped, and made again under the new name: the rename is the story. */
static bool is_back_renamed(const RuleContext *context, const DroppedObject *dropped)
{
	QName name = { .schema = dropped->schema, .name = dropped->object ? dropped->object->name : dropped->name };

	return mv_schema_relation(context->schema, &name);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const char *shown = mv_show_dropped(context, dropped);
		Finding *finding;

		/* with fewer columns it is view-column-change's story */
		if (mv_relation_now(context, dropped) || is_back_renamed(context, dropped))
			continue;
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping view '%s' makes every query fail that still reads it", shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding,
				"first release code that no longer reads '%s', then drop it in a later migration; "
				"to change it, create it again in this migration with all of its columns", shown);
	}
}

const Rule mv_rule_drop_view = {
	.id = "drop-view",
	.name = "DropView",
	.number = 230,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_VIEW),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a view that exists is dropped, and nothing takes its name",
		.why =
			"Code that runs, reports and other databases may read the view: their queries fail with 42P01 from the commit on. A view\n"
			"that is created again in the same migration, or whose successor is renamed to its name, is not reported.",
		.instead =
			"1. release code that does not read the view\n"
			"2. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, active boolean);\n"
			"CREATE VIEW active_users AS SELECT id FROM users WHERE active;\n"
			"-- next migration\n"
			"DROP VIEW active_users;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, active boolean);\n"
			"CREATE VIEW active_users AS SELECT id FROM users WHERE active;\n"
			"-- next migration\n"
			"DROP VIEW active_users;\n"
			"CREATE VIEW active_users AS SELECT id, active FROM users WHERE active;",
		.links = "https://www.postgresql.org/docs/current/sql-dropview.html",
		.since = "0.1.0",
	},
};
