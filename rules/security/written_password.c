/* written_password.c: a role's password in a migration. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	const ObjectChange *object = change->as.object;
	Finding *finding;

	for (uint32_t i = 0; object->object == OBJ_ROLE && i < object->options.count; i++) {
		if (strcmp(object->options.items[i].name, "password") != 0)
			continue;
		finding = mv_report(context, change, change->subject, "the password of role '%s' is in the repository, its history and the server's log",
				    object->name.name ? object->name.name : "?");
		mv_finding_help(context, finding, "set it outside of the migrations, and choose another one: this one is known now");
	}
}

const Rule mv_rule_written_password = {
	.id = "written-password",
	.name = "WrittenPassword",
	.number = 459,
	.category = "security",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_CREATE_OBJECT, CHANGE_ALTER_OBJECT),
	.check = check,
	.doc = {
		.summary = "a password of a role, written in a migration",
		.why =
			"Whoever may read the repository, a copy of it, the log of the pipeline, or the server's log with log_statement = ddl, can\n"
			"log in as this role. To take it out of the file later does not take it out of the history.",
		.instead =
			"Create the role without a password (NOLOGIN, or with another way to log in), and set the password where secrets are\n"
			"kept: by hand with \\password, or by the tool that manages the server. A value that is filled in when the migration runs\n"
			"('${APP_PASSWORD}') is not reported. Change a password that was once written.",
		.bad = "CREATE ROLE app LOGIN PASSWORD 'correct horse';",
		.good = "CREATE ROLE app LOGIN;",
		.links =
			"https://www.postgresql.org/docs/current/sql-createrole.html\n"
			"https://www.postgresql.org/docs/current/auth-password.html",
		.since = "0.1.0",
	},
};
