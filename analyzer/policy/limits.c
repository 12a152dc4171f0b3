/* limits.c: how many columns, indexes and tables there may be. */
#include "policy.h"

#include <string.h>

/* `of`: "table 'users'". */
static void report(RuleContext *context, const Change *change, const char *what, const char *of, uint32_t count, uint32_t most)
{
	Arena *arena = context->arena;
	const char *number = mv_arena_format(arena, "%u", (unsigned)count), *limit = mv_arena_format(arena, "%u", (unsigned)most);
	Finding *finding = mv_report_policy(context, change, change->subject,
					    (const MessageValue[]){ { "what", what }, { "of", of }, { "count", number }, { "most", limit }, { 0 } },
					    mv_arena_format(arena, "%s has %s %s, more than %s", of, number, what, limit), NULL);

	mv_finding_subject(context, finding, "%s of %s", what, of);
}

/* ---- of a table ---- */

static const char *show(const RuleContext *context, const Table *table)
{
	return mv_arena_format(context->arena, "'%s'", mv_show_table(context, table));
}

/* The reviewed one with which there are too many, else the last reviewed one; NULL: none of them is under review. */
static const Change *one_too_many(const Change *found, const Birth *birth, uint32_t position, uint32_t most, bool *beyond)
{
	if (!birth->change || !mv_is_reviewed(birth) || *beyond)
		return found;
	*beyond = position > most;
	return birth->change;
}

static void look_at_columns(RuleContext *context, const Table *table, uint32_t most)
{
	const Change *change = NULL;
	bool beyond = false;

	for (uint32_t i = 0; i < table->columns.count; i++)
		change = one_too_many(change, &table->columns.items[i]->birth, i + 1, most, &beyond);
	if (change && table->columns.count > most)
		report(context, change, "columns", show(context, table), table->columns.count, most);
}

static void look_at_indexes(RuleContext *context, const Table *table, uint32_t most)
{
	const Change *change = NULL;
	bool beyond = false;

	for (uint32_t i = 0; i < table->indexes.count; i++)
		change = one_too_many(change, &table->indexes.items[i]->object.birth, i + 1, most, &beyond);
	if (change && table->indexes.count > most)
		report(context, change, "indexes", show(context, table), table->indexes.count, most);
}

/* ---- of a schema ---- */

typedef struct SchemaCount {
	uint32_t tables;
	const Change *beyond; /* the first one too many that is under review */
} SchemaCount;

/* Partitions are no tables of their own here. */
static void count_table(RuleContext *context, const Table *table, Map *counts, uint32_t most)
{
	SchemaCount *count = mv_map_get(counts, table->object.schema);
	const Birth *birth = &table->object.birth;

	if (!count) {
		count = MV_NEW(context->arena, SchemaCount);
		mv_map_set(counts, table->object.schema, count);
	}
	count->tables++;
	if (count->tables > most && !count->beyond && birth->change && mv_is_reviewed(birth))
		count->beyond = birth->change;
}

static void report_schemas(RuleContext *context, const Map *counts, uint32_t most)
{
	for (uint32_t i = 0; i < counts->count; i++) {
		const SchemaCount *count = counts->entries[i].value;

		if (count->beyond)
			report(context, count->beyond, "tables", mv_arena_format(context->arena, "schema '%s'", counts->entries[i].key),
			       count->tables, most);
	}
}

static void check_end(RuleContext *context)
{
	const PolicyLimits *limits = &context->rule->policy->limits;
	const Table *table;
	uint32_t at = 0;
	Map counts;

	mv_map_init(&counts, context->arena);
	while ((table = mv_next_policy_table(context, &at))) {
		if (limits->table_columns)
			look_at_columns(context, table, limits->table_columns);
		if (limits->table_indexes)
			look_at_indexes(context, table, limits->table_indexes);
		if (limits->schema_tables)
			count_table(context, table, &counts, limits->schema_tables);
	}
	report_schemas(context, &counts, limits->schema_tables);
}

/* ---- of a migration ---- */

typedef struct Tally {
	uint32_t count;
	const Change *beyond; /* the first one too many */
} Tally;

static void add(Tally *tally, const Change *change, uint32_t most)
{
	if (++tally->count == most + 1)
		tally->beyond = change;
}

static const Table *made_table(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);
	const Object *object = name && name->name && !name->unknown ? mv_schema_relation(context->schema, name) : NULL;

	return object && object->kind == OBJ_TABLE && object->birth.change == change ? (const Table *)object : NULL;
}

/* A table that was there before the migration. */
static const Table *old_table(const RuleContext *context, const Change *change, const Migration *migration)
{
	const QName *name = mv_change_relation(change);
	const Table *table = name && name->name && !name->unknown ? mv_schema_table(context->schema, name) : NULL;

	return table && table->object.birth.migration != migration && table->persistence != PERSISTENCE_TEMPORARY &&
			       mv_policy_is_about(context, table->object.schema, table->object.name) ?
		       table : NULL;
}

/* Is it there, and made by this change? IF NOT EXISTS may have done nothing. */
static bool made_index(const RuleContext *context, const Change *change, const Table *table)
{
	const QName name = { .schema = table->object.schema, .name = change->as.index->name.text };
	const Object *object = name.name ? mv_schema_relation(context->schema, &name) : NULL;

	return !name.name || (object && object->birth.change == change);
}

static void count_change(const RuleContext *context, const Change *change, const Migration *migration, Tally *tables, Tally *columns,
			 Tally *indexes)
{
	const PolicyLimits *limits = &context->rule->policy->limits;
	const Table *table;
	const Column *column;

	if (change->kind == CHANGE_CREATE_TABLE || change->kind == CHANGE_CREATE_TABLE_AS) {
		table = made_table(context, change);
		if (table && table->persistence != PERSISTENCE_TEMPORARY && !table->bound &&
		    mv_policy_is_about(context, table->object.schema, table->object.name))
			add(tables, change, limits->migration_tables);
	} else if (change->kind == CHANGE_ADD_COLUMN) {
		table = old_table(context, change, migration);
		column = table && change->as.add_column->column->name.text ? mv_table_column(table, change->as.add_column->column->name.text) : NULL;
		if (column && column->birth.change == change)
			add(columns, change, limits->migration_columns);
	} else if (change->kind == CHANGE_CREATE_INDEX) {
		table = old_table(context, change, migration);
		if (table && made_index(context, change, table))
			add(indexes, change, limits->migration_indexes);
	}
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const PolicyLimits *limits = &context->rule->policy->limits;
	Tally tables = { 0 }, columns = { 0 }, indexes = { 0 };

	if (!limits->migration_tables && !limits->migration_columns && !limits->migration_indexes)
		return;
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++)
			count_change(context, &statement->changes.items[c], migration, &tables, &columns, &indexes);
	}
	if (limits->migration_tables && tables.beyond)
		report(context, tables.beyond, "new tables", "the migration", tables.count, limits->migration_tables);
	if (limits->migration_columns && columns.beyond)
		report(context, columns.beyond, "new columns", "the migration", columns.count, limits->migration_columns);
	if (limits->migration_indexes && indexes.beyond)
		report(context, indexes.beyond, "new indexes", "the migration", indexes.count, limits->migration_indexes);
}

const PolicyKind mv_policy_at_most = {
	.demand = DEMAND_AT_MOST,
	.key = "at-most",
	.takes_tables = true,
	.values = "what,of,count,most",
	.summary = "more columns, indexes or tables than there may be",
	.check_migration = check_migration,
	.check_end = check_end,
};
