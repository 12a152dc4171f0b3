/* view_column_change.c: a view is made again without columns that it had. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Table *view = mv_target_table(context, change);

	if (view && view->persistence != PERSISTENCE_TEMPORARY)
		mv_keep_dropped(context, change, &view->object);
}

/* Is it behind the same name a second time (dropped, created and dropped again)? */
static bool is_first(const RuleContext *context, const DroppedObject *dropped)
{
	for (const DroppedObject *other = mv_next_dropped(context, NULL); other != dropped; other = mv_next_dropped(context, other)) {
		if (mv_streq(other->name, dropped->name) && mv_streq(other->schema, dropped->schema))
			return false;
	}
	return true;
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const Object *now = mv_relation_now(context, dropped);
		const char *shown, *lost = now ? mv_lost_columns(context, dropped, now) : NULL;
		const Change *at;
		Finding *finding;

		if (!lost || !is_first(context, dropped))
			continue;
		/* where it is made again says more than where it goes */
		at = now->birth.migration == migration && now->birth.change ? now->birth.change : dropped->change;
		shown = mv_show_name(context, dropped->schema, dropped->name);
		finding = mv_report(context, at, at->subject, "'%s' comes back without %s: queries of running code that name what is missing fail", shown,
				    lost);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding,
				"keep what running code reads, under its name, and drop it in a later migration; "
				"a new name can stand beside the old one meanwhile");
		mv_finding_note(context, finding, dropped->object->birth.change, "it had them from here on");
	}
}

const Rule mv_rule_view_column_change = {
	.id = "view-column-change",
	.name = "ViewColumnChange",
	.number = 231,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_VIEW, CHANGE_DROP_MATERIALIZED_VIEW),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a view is dropped and created again with fewer, or renamed, columns",
		.why =
			"Old code still runs while the new one is rolled out. What reads the column that is not there any more fails with 42703.\n"
			"Additional columns, and another order, hurt nobody who names the columns.",
		.instead =
			"1. create the view with the old columns, and the new ones behind\n"
			"2. release code that reads the new ones\n"
			"3. leave the old ones out in a later migration",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n"
			"CREATE VIEW contacts AS SELECT id, mail FROM users;\n"
			"-- next migration\n"
			"DROP VIEW contacts;\n"
			"CREATE VIEW contacts AS SELECT id, mail AS email FROM users;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n"
			"CREATE VIEW contacts AS SELECT id, mail FROM users;\n"
			"-- next migration\n"
			"DROP VIEW contacts;\n"
			"CREATE VIEW contacts AS SELECT id, mail AS email, mail FROM users;",
		.links = "https://www.postgresql.org/docs/current/sql-createview.html",
		.since = "0.1.0",
	},
};
