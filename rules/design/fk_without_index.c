/* fk_without_index.c: a foreign key whose columns no index leads with. */
#include "migvet/facts.h"
#include "migvet/steps.h"
#include <string.h>

static const RuleOption options[] = {
	{ .name = "except", .type = OPTION_LIST, .default_value = "", .help = "referenced tables whose rows are never deleted nor get another key" },
	{ .name = NULL },
};

/* A lookup by equality knows that the columns are not null: such a predicate excludes nothing. */
static bool covers_all_keys(const TableIndex *index, const Constraint *foreign)
{
	const Expression *predicate = index->predicate;

	if (!predicate)
		return true;
	if (predicate->kind != EXPR_IS_NOT_NULL || predicate->arg_count != 1 || predicate->args[0]->kind != EXPR_COLUMN)
		return false;
	for (uint32_t i = 0; i < foreign->columns.count; i++) {
		if (mv_streq(foreign->columns.items[i], predicate->args[0]->name))
			return true;
	}
	return false;
}

/* Are the first keys of the index the columns of the foreign key, in any order? */
static bool leads_with(const TableIndex *index, const Constraint *foreign)
{
	uint32_t count = foreign->columns.count;

	if (index->keys.count < count || (strcmp(index->access_method, "btree") != 0 && (strcmp(index->access_method, "hash") != 0 || count > 1)))
		return false;
	for (uint32_t k = 0; k < count; k++) {
		bool found = false;

		for (uint32_t c = 0; c < count && !found; c++)
			found = mv_streq(index->keys.items[k].column, foreign->columns.items[c]);
		if (!found)
			return false;
	}
	return covers_all_keys(index, foreign);
}

static bool has_index(const Table *table, const Constraint *foreign)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (leads_with(table->indexes.items[i], foreign))
			return true;
	}
	return false;
}

static char *list_columns(const RuleContext *context, const Constraint *foreign, bool quote)
{
	StrBuf text = { 0 };
	char *result;

	for (uint32_t i = 0; i < foreign->columns.count; i++)
		mv_buf_addf(&text, "%s%s", i ? ", " : "",
			    quote ? mv_sql_name(context, foreign->columns.items[i]) : foreign->columns.items[i]);
	result = mv_buf_to_arena(&text, context->arena);
	mv_buf_release(&text);
	return result;
}

static void look_at(RuleContext *context, const Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *foreign = table->constraints.items[i];
		const char *shown;
		SqlScope scope;
		Finding *finding;

		if (foreign->kind != CONSTRAINT_FOREIGN_KEY || foreign->inherited || foreign->maybe || table->object.incomplete ||
		    !mv_is_reviewed(&foreign->birth) || foreign->columns.count == 0 || has_index(table, foreign))
			continue;
		if (foreign->referenced && mv_option_list_has(context, "except", foreign->referenced->object.name))
			continue;
		shown = mv_show_table(context, table);
		finding = mv_report(context, foreign->birth.change, foreign->def ? foreign->def->span : (Span){ 0 },
				    "each DELETE from '%s' reads all of '%s': no index starts with '%s'",
				    foreign->referenced ? mv_show_table(context, foreign->referenced) : "the referenced table", shown,
				    list_columns(context, foreign, false));
		mv_finding_subject(context, finding, "%s.%s", shown, foreign->name);
		scope = mv_sql_scope(context);
		mv_finding_help(context, finding, "add an index: CREATE INDEX CONCURRENTLY ON %s (%s)", mv_sql_object(&scope, &table->object),
				list_columns(context, foreign, true));
	}
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at)))
		look_at(context, table);
}

const Rule mv_rule_fk_without_index = {
	.id = "fk-without-index",
	.name = "FkWithoutIndex",
	.number = 430,
	.category = "design",
	.severity = SEVERITY_WARNING,
	.check_end = check_end,
	.options = options,
	.doc = {
		.summary = "a foreign key whose columns no index leads with",
		.why =
			"PostgreSQL makes no index for the referencing side. Each DELETE or key UPDATE of a referenced row then reads the whole\n"
			"referencing table, while it holds locks; joins along the key and ON DELETE CASCADE do the same.",
		.instead = "CREATE INDEX CONCURRENTLY on the referencing columns, in any order; more columns may follow them.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n"
			"CREATE INDEX ON orders (user_id);",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
		.since = "0.1.0",
	},
};
