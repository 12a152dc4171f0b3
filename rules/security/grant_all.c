/* grant_all.c: all privileges are granted. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Grant *grant = change->as.grant;
	Finding *finding;

	if (grant->role_membership || grant->privileges.count)
		return;
	finding = mv_report(context, change, change->span, "ALL includes TRUNCATE, TRIGGER and CREATE: who has the role can do anything here");
	mv_finding_help(context, finding, "name the privileges that the role needs");
}

const Rule mv_rule_grant_all = {
	.id = "grant-all",
	.name = "GrantAll",
	.number = 453,
	.category = "security",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_GRANT),
	.check = check,
	.doc = {
		.summary = "all privileges are granted",
		.why =
			"ALL on a table is TRUNCATE, TRIGGER and REFERENCES, too: an application that is broken into empties the table, or adds\n"
			"a trigger that runs with the rights of whoever writes.",
		.instead = "Name the privileges that the role needs.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE ROLE app;\n"
			"GRANT ALL ON users TO app;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE ROLE app;\n"
			"GRANT SELECT, INSERT, UPDATE ON users TO app;",
		.links =
			"https://www.postgresql.org/docs/current/sql-grant.html\n"
			"https://www.postgresql.org/docs/current/ddl-priv.html",
		.since = "0.1.0",
	},
};
