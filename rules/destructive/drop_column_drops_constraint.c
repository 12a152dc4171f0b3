/* drop_column_drops_constraint.c: what several columns share goes with one of them. */
#include "migvet/facts.h"

static void add_name(StrBuf *names, const char *kind, const char *name)
{
	mv_buf_addf(names, "%s%s '%s'", names->len ? ", " : "", kind, name);
}

static void check(RuleContext *context, const Change *change)
{
	const DropColumn *drop = change->as.drop_column;
	const Table *table = mv_target_table(context, change);
	StrBuf names = { 0 };

	if (!table || !drop->column.text || mv_is_harmless_table(context, table))
		return;
	/* a constraint of this column alone is no surprise */
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->columns.count > 1 && mv_constraint_uses_column(constraint, drop->column.text))
			add_name(&names, mv_constraint_kind_name(constraint->kind), constraint->name);
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (!index->constraint && index->keys.count > 1 && mv_index_uses_column(index, drop->column.text))
			add_name(&names, "index", index->object.name);
	}
	if (names.len) {
		Finding *finding = mv_report(context, change, change->subject, "dropping column '%s' also drops %s of '%s' without a word",
					     drop->column.text, names.ptr, mv_show_table(context, table));

		mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), drop->column.text);
		mv_finding_help(context, finding, "create what replaces it first (an index with CONCURRENTLY), or drop it explicitly "
						  "so that the loss is visible");
	}
	mv_buf_release(&names);
}

const Rule mv_rule_drop_column_drops_constraint = {
	.id = "drop-column-drops-constraint",
	.name = "DropColumnDropsConstraint",
	.number = 203,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(CHANGE_DROP_COLUMN),
	.check = check,
	.doc = {
		.summary = "dropping a column silently drops an index or constraint that other columns share",
		.why =
			"PostgreSQL drops every index and constraint that mentions the column. Uniqueness of the other columns is no longer\n"
			"enforced, and queries that used the index read the whole table.",
		.instead =
			"1. create the index or constraint that the remaining columns need (CONCURRENTLY)\n"
			"2. drop the old one explicitly\n"
			"3. drop the column",
		.bad =
			"CREATE TABLE seats (id bigint PRIMARY KEY, room int, place int);\n"
			"CREATE UNIQUE INDEX seats_room_place ON seats (room, place);\n"
			"-- next migration\n"
			"ALTER TABLE seats DROP COLUMN room;",
		.good =
			"CREATE TABLE seats (id bigint PRIMARY KEY, room int, place int);\n"
			"CREATE INDEX seats_room ON seats (room);\n"
			"-- next migration\n"
			"ALTER TABLE seats DROP COLUMN room;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-depend.html",
		.since = "0.1.0",
	},
};
