/* grant_to_public.c: a privilege that everybody gets. */
#include "migvet/facts.h"

#include <string.h>

/* USAGE of a schema or type, and EXECUTE of a function, give no data away by themselves. */
static bool is_harmless(const Grant *grant)
{
	if (!grant->privileges.count)
		return false;
	for (uint32_t i = 0; i < grant->privileges.count; i++) {
		if (strcmp(grant->privileges.items[i], "usage") != 0 && strcmp(grant->privileges.items[i], "execute") != 0)
			return false;
	}
	return true;
}

static void check(RuleContext *context, const Change *change)
{
	const Grant *grant = change->as.grant;

	if (grant->role_membership || is_harmless(grant))
		return;
	for (uint32_t i = 0; i < grant->grantees.count; i++) {
		Finding *finding;

		if (strcmp(grant->grantees.items[i], "public") != 0)
			continue;
		finding = mv_report(context, change, change->span, "every role of the server, and those to come, get this privilege");
		mv_finding_help(context, finding, "grant it to the roles that need it");
	}
}

const Rule mv_rule_grant_to_public = {
	.id = "grant-to-public",
	.name = "GrantToPublic",
	.number = 452,
	.category = "security",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_GRANT),
	.check = check,
	.doc = {
		.summary = "a privilege that everybody gets",
		.why =
			"PUBLIC is every role of the server, those that are made later included: monitoring, replication, other applications of\n"
			"the database.",
		.instead = "Grant to the roles that need it.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"GRANT SELECT ON users TO PUBLIC;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE ROLE reader;\n"
			"GRANT SELECT ON users TO reader;",
		.links =
			"https://www.postgresql.org/docs/current/sql-grant.html\n"
			"https://www.postgresql.org/docs/current/ddl-priv.html",
		.since = "0.1.0",
	},
};
