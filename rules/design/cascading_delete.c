/* cascading_delete.c: a foreign key that deletes rows of other tables. */
#include "migvet/facts.h"

static void look_at(RuleContext *context, const Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *foreign = table->constraints.items[i];
		Finding *finding;

		if (foreign->kind != CONSTRAINT_FOREIGN_KEY || foreign->on_delete != FK_CASCADE || foreign->inherited || !mv_is_reviewed(&foreign->birth))
			continue;
		finding = mv_report(context, foreign->birth.change, foreign->def ? foreign->def->span : (Span){ 0 },
				    "a DELETE from '%s' deletes rows of '%s' with it, in one transaction",
				    foreign->referenced ? mv_show_table(context, foreign->referenced) : "the referenced table",
				    mv_show_table(context, table));
		mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), foreign->name);
		mv_finding_help(context, finding, "use ON DELETE RESTRICT, and delete in batches from the leaves up");
	}
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at)))
		look_at(context, table);
}

const Rule mv_rule_cascading_delete = {
	.id = "cascading-delete",
	.name = "CascadingDelete",
	.number = 438,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.check_end = check_end,
	.doc = {
		.summary = "a foreign key that deletes rows of other tables",
		.why =
			"One DELETE of a parent deletes all its children, and theirs, in one transaction: it locks them, fires their triggers,\n"
			"and cannot be stopped half way. A row deleted by mistake takes the rest along.",
		.instead = "Use ON DELETE RESTRICT (or NO ACTION), and delete in batches from the leaves up.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users ON DELETE RESTRICT);",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
		.since = "0.1.0",
	},
};
