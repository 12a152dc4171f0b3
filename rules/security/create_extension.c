/* create_extension.c: an extension is created by a migration. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "except", .type = OPTION_LIST, .default_value = "", .help = "extensions that are there anyway" },
	{ .name = NULL },
};

static void check(RuleContext *context, const Change *change)
{
	const char *name = change->as.object->name.name;
	Finding *finding;

	if (!name || mv_option_list_has(context, "except", name))
		return;
	finding = mv_report(context, change, change->subject, "the migration needs a privileged role, and the files of '%s' on every server", name);
	mv_finding_help(context, finding, "have it installed by whoever runs the servers");
}

const Rule mv_rule_create_extension = {
	.id = "create-extension",
	.name = "CreateExtension",
	.number = 460,
	.category = "security",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_EXTENSION),
	.check = check,
	.options = options,
	.doc = {
		.summary = "an extension is created by a migration",
		.why =
			"Most extensions need a superuser, or a role that the platform gives; the server's package must be there on every host\n"
			"that the migration runs on, replicas and developers' machines included.",
		.instead = "Have extensions installed by whoever runs the servers, and check for them.",
		.bad = "CREATE EXTENSION postgis;",
		.good = "CREATE TABLE places (id bigint PRIMARY KEY);",
		.links = "https://www.postgresql.org/docs/current/sql-createextension.html",
		.since = "0.1.0",
	},
};
