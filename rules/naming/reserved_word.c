/* reserved_word.c: a name that is a reserved word. */
#include "migvet/facts.h"

static const RuleOption options[] = {
	{ .name = "dialects", .type = OPTION_LIST, .default_value = "postgresql", .help = "whose reserved words: postgresql, sqlite, mysql, standard" },
	{ .name = NULL },
};

static const struct {
	const char *name, *shown;
	unsigned bit;
} dialects[] = {
	{ "postgresql", "PostgreSQL", RESERVED_POSTGRESQL },
	{ "sqlite", "SQLite", RESERVED_SQLITE },
	{ "mysql", "MySQL", RESERVED_MYSQL },
	{ "standard", "the SQL standard", RESERVED_STANDARD },
};

/* The first wanted dialect that reserves the word; NULL: none. */
static const char *reserver_of(const RuleContext *context, const char *name)
{
	unsigned bits = mv_reserved_in(name);

	for (size_t i = 0; bits && i < sizeof dialects / sizeof *dialects; i++) {
		if ((bits & dialects[i].bit) && mv_option_list_has(context, "dialects", dialects[i].name))
			return dialects[i].shown;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;

	while (mv_next_given_name(context, change, &cursor, &given)) {
		const char *reserver = given.name && (given.kind == NAME_TABLE || given.kind == NAME_COLUMN || given.kind == NAME_VIEW) ?
					       reserver_of(context, given.name) : NULL;
		Finding *finding;

		if (!reserver)
			continue;
		finding = mv_report(context, change, given.span, "%s '%s' must be quoted in every query: the word is reserved in %s",
				    mv_name_kind_words(given.kind), given.name, reserver);
		mv_finding_subject(context, finding, "%s%s%s", given.table ? given.table : "", given.table ? "." : "", given.name);
		mv_finding_help(context, finding, "take another name");
	}
}

const Rule mv_rule_reserved_word = {
	.id = "reserved-word",
	.name = "ReservedWord",
	.number = 470,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_NAMING_KINDS),
	.check = check,
	.options = options,
	.doc = {
		.summary = "a name that is a reserved word",
		.why =
			"The name must be quoted in every query, forever: who forgets it gets a syntax error, or something else without one (a\n"
			"column named user reads the session's role).",
		.instead = "Take another name: orders for order, app_user for user, ends_at for end.",
		.bad = "CREATE TABLE \"user\" (id bigint PRIMARY KEY);",
		.good = "CREATE TABLE users (id bigint PRIMARY KEY);",
		.links = "https://www.postgresql.org/docs/current/sql-keywords-appendix.html",
		.since = "0.1.0",
	},
};
