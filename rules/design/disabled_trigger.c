/* disabled_trigger.c: a trigger that is disabled, and stays so. */
#include "migvet/facts.h"

static bool enables(const Change *change, const void *data)
{
	const Change *disable = data;
	const TableSetting *off = disable->as.table_setting, *on = change->as.table_setting;

	if (change->kind == CHANGE_DROP_TRIGGER)
		return mv_streq(change->as.drop->name.name, off->name.text);
	if (change->kind == CHANGE_DROP_TABLE)
		return mv_streq(change->as.drop->name.name, off->target.table.name);
	return change->kind == CHANGE_ENABLE_TRIGGER && mv_streq(on->target.table.name, off->target.table.name) &&
	       (mv_streq(on->name.text, off->name.text) || mv_streq(on->name.text, "all"));
}

static void check(RuleContext *context, const Change *change)
{
	const char *name = change->as.table_setting->name.text;
	bool all = mv_streq(name, "all"), user = mv_streq(name, "user");
	const char *shown;
	Finding *finding;

	if (!name || !mv_hits_existing_table(context, change) || mv_find_change(context->migration, change, enables, change))
		return;
	shown = mv_show_target(context, change);
	if (all)
		finding = mv_report(context, change, change->subject,
				    "foreign keys of '%s' are not checked any more, and its triggers do not fire", shown);
	else if (user)
		finding = mv_report(context, change, change->subject, "triggers of '%s' do not fire any more", shown);
	else
		finding = mv_report(context, change, change->subject, "trigger '%s' of '%s' does not fire any more", name, shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "enable it again in this migration, or drop it when it is not needed");
}

const Rule mv_rule_disabled_trigger = {
	.id = "disabled-trigger",
	.name = "DisabledTrigger",
	.number = 437,
	.category = "design",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DISABLE_TRIGGER),
	.check = check,
	.doc = {
		.summary = "a trigger that is disabled, and stays so",
		.why =
			"What the trigger keeps right is wrong from now on: audit rows, computed columns. DISABLE TRIGGER ALL also turns off\n"
			"the checks of foreign keys, so that rows come in that break them, and nothing ever checks these rows again.",
		.instead = "Enable it in the same migration; better leave it on and avoid what it does by a setting that it looks at.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users DISABLE TRIGGER ALL;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users DISABLE TRIGGER ALL;\n"
			"INSERT INTO users VALUES (1);\n"
			"ALTER TABLE users ENABLE TRIGGER ALL;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
