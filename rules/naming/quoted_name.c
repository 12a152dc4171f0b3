/* quoted_name.c: a name that works only in quotes. */
#include "migvet/facts.h"

/* Letters of other alphabets work without quotes, in lower case. */
static bool is_plain(const char *name)
{
	if (*name >= '0' && *name <= '9')
		return false;
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c >= 0x80))
			return false;
	}
	return true;
}

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;

	while (mv_next_given_name(context, change, &cursor, &given)) {
		Finding *finding;

		if (!given.name || is_plain(given.name))
			continue;
		finding = mv_report(context, change, given.span, "%s '%s' must be quoted in every query", mv_name_kind_words(given.kind),
				    given.name);
		mv_finding_subject(context, finding, "%s%s%s", given.table ? given.table : "", given.table ? "." : "", given.name);
		mv_finding_help(context, finding, "use lower case letters, digits and underscores");
	}
}

const Rule mv_rule_quoted_name = {
	.id = "quoted-name",
	.name = "QuotedName",
	.number = 471,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_NAMING_KINDS),
	.check = check,
	.doc = {
		.summary = "a name that works only in quotes",
		.why =
			"Without quotes PostgreSQL folds names to lower case, so that userId finds userid and fails with 42703. Each query,\n"
			"tool and psql session must quote the name.",
		.instead = "Use lower case letters, digits and underscores.",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY, \"createdAt\" timestamptz);",
		.good = "CREATE TABLE users (id bigint PRIMARY KEY, created_at timestamptz);",
		.links =
			"https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS\n"
			"https://wiki.postgresql.org/wiki/Don't_Do_This#Don.27t_use_upper_case_table_or_column_names",
		.since = "0.1.0",
	},
};
