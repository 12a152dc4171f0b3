/* row_security_without_policy.c: row security is on, and the table has no policy. */
#include "migvet/facts.h"

static bool is_about(const Change *change, const void *data)
{
	const Change *enable = data;

	return change->kind == CHANGE_DROP_TABLE ? mv_streq(change->as.drop->name.name, enable->as.table_setting->target.table.name) :
	       change->kind == CHANGE_OPAQUE;
}

static bool enables(const Change *change)
{
	const OptionVec *options = &change->as.table_setting->options;

	for (uint32_t i = 0; i < options->count; i++) {
		if (mv_streq(options->items[i].value, "enable") || mv_streq(options->items[i].name, "enable"))
			return true;
	}
	return false;
}

/* The policies may come in any later migration that is reviewed along with it: the end of the history tells. */
static void look_at(RuleContext *context, const Change *change)
{
	const Table *table = mv_schema_table(context->schema, &change->as.table_setting->target.table);
	Finding *finding;

	if (!table || !table->row_security || table->policies.count || table->object.incomplete ||
	    mv_find_change(change->statement->migration, change, is_about, change))
		return;
	finding = mv_report(context, change, change->span,
			    "nobody but its owner sees or writes a row of '%s': row security is on, and there is no policy",
			    mv_show_table(context, table));
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
	mv_finding_help(context, finding, "create its policies first");
}

static bool says_create_policy(Str body)
{
	const Str word = STR("policy");

	for (size_t i = 0; i + word.len <= body.len; i++) {
		Str before = mv_str_trim(mv_str_slice(body, i > 20 ? i - 20 : 0, i));

		if (mv_str_starts_case(mv_str_slice(body, i, body.len), word) && before.len >= 6 &&
		    mv_str_eq_case(mv_str_slice(before, before.len - 6, before.len), STR("create")))
			return true;
	}
	return false;
}

/* Some projects make their policies by a function that puts CREATE POLICY together: then their absence shows nothing. */
static bool has_policy_maker(const MigrationSet *set)
{
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		for (uint32_t s = 0; s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];

			for (uint32_t c = 0; c < statement->changes.count; c++) {
				if (statement->changes.items[c].kind == CHANGE_CREATE_FUNCTION &&
				    says_create_policy(statement->changes.items[c].as.function->body))
					return true;
			}
		}
	}
	return false;
}

static void check_end(RuleContext *context)
{
	if (has_policy_maker(context->set))
		return;
	for (uint32_t m = 0; m < context->set->migrations.count; m++) {
		const Migration *migration = context->set->migrations.items[m];

		for (uint32_t s = 0; migration->under_review && s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];

			for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
				if (statement->changes.items[c].kind == CHANGE_ROW_SECURITY && enables(&statement->changes.items[c]))
					look_at(context, &statement->changes.items[c]);
			}
		}
	}
}

const Rule mv_rule_row_security_without_policy = {
	.id = "row-security-without-policy",
	.name = "RowSecurityWithoutPolicy",
	.number = 456,
	.category = "security",
	.severity = SEVERITY_INFO,
	.check_end = check_end,
	.doc = {
		.summary = "row security is on, and the table has no policy",
		.why =
			"Without a policy no row is visible and none can be written by anybody but the owner and superusers: queries give\n"
			"nothing, without an error, and INSERTs fail with 42501.",
		.instead = "Create the policies in the same migration, before ENABLE ROW LEVEL SECURITY.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE POLICY own ON users USING (id = current_setting('app.user')::bigint);\n"
			"ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
		.links = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
		.since = "0.1.0",
	},
};
