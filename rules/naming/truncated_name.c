/* truncated_name.c: a name of more than 63 bytes. */
#include "migvet/facts.h"

#include <string.h>

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;
	bool found = false;

	if (!change->truncated)
		return;
	while (mv_next_given_name(context, change, &cursor, &given)) {
		Finding *finding;

		/* what is left of a longer name fills its room, but for a character that does not fit any more */
		if (!given.name || strlen(given.name) < 60)
			continue;
		found = true;
		finding = mv_report(context, change, given.span, "PostgreSQL cuts the name of this %s off: it becomes '%s'",
				    mv_name_kind_words(given.kind), given.name);
		mv_finding_subject(context, finding, "%s", given.name);
		mv_finding_help(context, finding, "take a name of at most 63 bytes");
	}
	if (!found)
		mv_finding_help(context, mv_report(context, change, change->span, "a name of more than 63 bytes is cut off by PostgreSQL"),
				"take a name of at most 63 bytes");
}

const Rule mv_rule_truncated_name = {
	.id = "truncated-name",
	.name = "TruncatedName",
	.number = 472,
	.category = "naming",
	.severity = SEVERITY_WARNING,
	.on = ON(MV_NAMING_KINDS),
	.check = check,
	.doc = {
		.summary = "a name of more than 63 bytes",
		.why =
			"PostgreSQL cuts the name off at 63 bytes with no more than a notice. Code that looks for the whole name does not find\n"
			"it, and two names that differ behind the 63rd byte are one: the second CREATE fails with 42P07, or IF NOT EXISTS skips\n"
			"it.",
		.instead = "Take a shorter name.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX index_users_on_email_for_the_page_of_the_settings_of_the_account ON users (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email ON users (email);",
		.links = "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
		.since = "0.1.0",
	},
};
