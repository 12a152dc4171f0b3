/* nullable_unique_column.c: a unique key over a column that may be NULL. */
#include "migvet/facts.h"

static void look_at(RuleContext *context, const Table *table)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (!index->unique || index->nulls_not_distinct || index->predicate || !mv_is_reviewed(&index->object.birth) || index->parent)
			continue;
		for (uint32_t k = 0; k < index->keys.count; k++) {
			const char *name = index->keys.items[k].column;
			const Column *column = name ? mv_table_column(table, name) : NULL;
			Finding *finding;

			if (!column || column->not_null != TRI_NO || index->keys.count < 2)
				continue;
			finding = mv_report(context, index->object.birth.change, (Span){ 0 },
					    "'%s' lets equal rows in when '%s' is NULL", index->object.name, name);
			mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), index->object.name);
			mv_finding_help(context, finding, "set '%s' NOT NULL, or use NULLS NOT DISTINCT (PostgreSQL 15)", name);
			break;
		}
	}
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at)))
		look_at(context, table);
}

const Rule mv_rule_nullable_unique_column = {
	.id = "nullable-unique-column",
	.name = "NullableUniqueColumn",
	.number = 440,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.check_end = check_end,
	.doc = {
		.summary = "a unique key over a column that may be NULL",
		.why = "NULLs are not equal: any number of rows with NULL in the column pass, however equal their other columns are.",
		.instead = "Set the column NOT NULL, or write NULLS NOT DISTINCT (PostgreSQL 15).",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY, tenant_id bigint, email text NOT NULL, UNIQUE (tenant_id, email));",
		.good = "CREATE TABLE users (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, email text NOT NULL, UNIQUE (tenant_id, email));",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS",
		.since = "0.1.0",
	},
};
