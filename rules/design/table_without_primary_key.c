/* table_without_primary_key.c: a table without a primary key. */
#include "migvet/facts.h"

static bool never_null(const Table *table, const char *name)
{
	const Column *column = name ? mv_table_column(table, name) : NULL;

	return column && column->not_null == TRI_YES;
}

/* A unique index on columns that are NOT NULL serves as a key. */
static bool is_key(const Table *table, const TableIndex *index)
{
	if (!index->unique || index->predicate)
		return false;
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (!never_null(table, index->keys.items[i].column))
			return false;
	}
	return true;
}

static void look_at(RuleContext *context, const Table *table)
{
	const char *shown;
	Finding *finding;

	if (table->object.incomplete || table->parents.count || table->bound || !mv_is_reviewed(&table->object.birth))
		return;
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
			return;
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (is_key(table, table->indexes.items[i]))
			return;
	}
	shown = mv_show_table(context, table);
	finding = mv_report(context, table->object.birth.change, table->object.birth.change->subject,
			    "rows of '%s' cannot be told apart, and logical replication refuses to update or delete them: it has no primary key",
			    shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "add one, at least: id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at)))
		look_at(context, table);
}

const Rule mv_rule_table_without_primary_key = {
	.id = "table-without-primary-key",
	.name = "TableWithoutPrimaryKey",
	.number = 431,
	.category = "design",
	.severity = SEVERITY_WARNING,
	.check_end = check_end,
	.doc = {
		.summary = "a table without a primary key",
		.why =
			"No row can be told from its copy: double rows cannot be deleted singly, logical replication refuses UPDATE and DELETE\n"
			"of it, and many tools for moving, comparing or repacking tables cannot work on it.",
		.instead = "Give each table a primary key, at least an identity column.",
		.bad = "CREATE TABLE events (at timestamptz, body text);",
		.good = "CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, body text);",
		.links =
			"https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS\n"
			"https://www.postgresql.org/docs/current/logical-replication-publication.html",
		.since = "0.1.0",
	},
};
