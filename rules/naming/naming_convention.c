/* naming_convention.c: a name that does not follow the team's convention. */
#include "migvet/facts.h"

#include <string.h>

static const RuleOption options[] = {
	{ .name = "table", .type = OPTION_PATTERN, .default_value = "", .help = "tables" },
	{ .name = "column", .type = OPTION_PATTERN, .default_value = "", .help = "columns" },
	{ .name = "index", .type = OPTION_PATTERN, .default_value = "{table}_{columns}_idx", .help = "indexes that are not unique; {table}, {columns}" },
	{ .name = "unique", .type = OPTION_PATTERN, .default_value = "", .help = "unique constraints and indexes; {table}, {columns}" },
	{ .name = "foreign-key", .type = OPTION_PATTERN, .default_value = "{table}_{columns}_fkey", .help = "foreign keys; {table}, {columns}, {referenced}" },
	{ .name = "check", .type = OPTION_PATTERN, .default_value = "", .help = "CHECK constraints; {table}, {columns}" },
	{ .name = "primary-key", .type = OPTION_PATTERN, .default_value = "{table}_pkey", .help = "primary keys; {table}, {columns}" },
	{ .name = "exclusion-constraint", .type = OPTION_PATTERN, .default_value = "", .help = "exclusion constraints; {table}, {columns}" },
	{ .name = "sequence", .type = OPTION_PATTERN, .default_value = "", .help = "sequences" },
	{ .name = "view", .type = OPTION_PATTERN, .default_value = "", .help = "views" },
	{ .name = "enum", .type = OPTION_PATTERN, .default_value = "", .help = "enum types" },
	{ .name = "type", .type = OPTION_PATTERN, .default_value = "", .help = "other types, and domains" },
	{ .name = "function", .type = OPTION_PATTERN, .default_value = "", .help = "functions and procedures" },
	{ .name = "trigger", .type = OPTION_PATTERN, .default_value = "", .help = "triggers; {table}" },
	{ .name = "schema", .type = OPTION_PATTERN, .default_value = "", .help = "schemas" },
	{ .name = "migration", .type = OPTION_PATTERN, .default_value = "", .help = "files of migrations, without their directory" },
	{ .name = "tables", .type = OPTION_STRING, .default_value = "", .help = "singular or plural: what the last word of a table is to be" },
	{ .name = "max-bytes", .type = OPTION_INT, .default_value = "63", .help = "longest name" },
	{ .name = "forbidden", .type = OPTION_LIST, .default_value = "", .help = "patterns of names that nothing may have" },
	{ .name = "schemas", .type = OPTION_LIST, .default_value = "*", .help = "only names in these schemas are judged" },
	{ .name = NULL },
};

/* The kind's option: its words with '-'. */
static const char *pattern_of(const RuleContext *context, NameKind kind)
{
	char name[32];
	size_t i = 0;

	for (const char *c = mv_name_kind_words(kind); *c && i + 1 < sizeof name; c++)
		name[i++] = *c == ' ' ? '-' : *c;
	name[i] = '\0';
	return mv_option_string(context, name);
}

static void report(RuleContext *context, const Change *change, const GivenName *given, const char *why, const char *help)
{
	Finding *finding = mv_report(context, change, given->span, "%s '%s' %s", mv_name_kind_words(given->kind), given->name, why);

	mv_finding_subject(context, finding, "%s%s%s", given->table ? given->table : "", given->table ? "." : "", given->name);
	mv_finding_help(context, finding, "%s", help);
}

/* Words that look singular and are not, and the other way round, are left alone. */
static Tri is_plural(const char *name)
{
	static const char *const either[] = { "data", "media", "news", "series", "staff", "people", "children", "metadata", "info", "history",
					      "equipment", "software", "feedback", "audit", "status" };
	const char *word = strrchr(name, '_');
	size_t length;

	word = word ? word + 1 : name;
	length = strlen(word);
	for (size_t i = 0; i < sizeof either / sizeof *either; i++) {
		if (strcmp(word, either[i]) == 0)
			return TRI_UNKNOWN;
	}
	if (length < 3 || word[length - 1] != 's')
		return TRI_NO;
	return strcmp(word + length - 2, "ss") == 0 || strcmp(word + length - 2, "us") == 0 || strcmp(word + length - 2, "is") == 0 ? TRI_NO : TRI_YES;
}

static void check_pattern(RuleContext *context, const Change *change, const GivenName *given)
{
	const char *pattern = pattern_of(context, given->kind), *wanted;

	if (!pattern || !*pattern || mv_name_fits(context, pattern, given))
		return;
	wanted = mv_name_from_template(context->arena, pattern, given);
	report(context, change, given, mv_arena_format(context->arena, "does not follow '%s'", pattern),
	       wanted ? mv_arena_format(context->arena, "name it '%s'", wanted) : "rename it, or change the pattern in the configuration");
}

static void check_number(RuleContext *context, const Change *change, const GivenName *given)
{
	const char *number = mv_option_string(context, "tables");
	Tri plural = is_plural(given->name);

	if (given->kind != NAME_TABLE || !number || plural == TRI_UNKNOWN)
		return;
	if (strcmp(number, "plural") == 0 && plural == TRI_NO)
		report(context, change, given, "is not in the plural", "name it for what its rows are together: 'users'");
	else if (strcmp(number, "singular") == 0 && plural == TRI_YES)
		report(context, change, given, "is not in the singular", "name it for what one of its rows is: 'user'");
}

static void check_name(RuleContext *context, const Change *change, const GivenName *given)
{
	long most = mv_option_int(context, "max-bytes");

	check_pattern(context, change, given);
	check_number(context, change, given);
	if ((long)strlen(given->name) > most)
		report(context, change, given, mv_arena_format(context->arena, "has %u bytes, more than %ld", (unsigned)strlen(given->name), most),
		       "take a shorter name");
	if (mv_option_list_has(context, "forbidden", given->name))
		report(context, change, given, "is one of the names that the configuration forbids", "take another name");
}

static void check(RuleContext *context, const Change *change)
{
	NameCursor cursor = { 0 };
	GivenName given;

	while (mv_next_given_name(context, change, &cursor, &given)) {
		const char *schema = given.kind == NAME_SCHEMA ? given.name : given.schema ? given.schema : mv_schema_current(context->schema);

		if (given.name && (!schema || mv_option_list_has(context, "schemas", schema)))
			check_name(context, change, &given);
	}
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const char *pattern = mv_option_string(context, "migration"), *path = migration->source ? migration->source->path : "", *slash = strrchr(path, '/');
	GivenName given = { .name = slash ? slash + 1 : path };
	Finding *finding;

	if (!pattern || !*pattern || !*path || mv_name_fits(context, pattern, &given))
		return;
	finding = mv_report(context, NULL, (Span){ 0 }, "migration '%s' does not follow '%s'", given.name, pattern);
	mv_finding_help(context, finding, "rename the file before it is merged");
}

const Rule mv_rule_naming_convention = {
	.id = "naming-convention",
	.name = "NamingConvention",
	.number = 473,
	.category = "naming",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(MV_NAMING_KINDS),
	.check = check,
	.check_migration = check_migration,
	.options = options,
	.doc = {
		.summary = "a name that does not follow the team's convention",
		.why =
			"Names that follow one rule can be guessed: by people who write queries, and by code that looks for constraints by\n"
			"name. Each exception must be looked up.",
		.instead =
			"Rename it as the message says, or change the pattern in migvet.yaml: each kind of name has an option that is a\n"
			"template ({table}_{columns}_idx) or an extended regular expression (^[a-z][a-z0-9_]*$).",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX by_mail ON users (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email_idx ON users (email);",
		.links = "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
		.since = "0.1.0",
	},
};
