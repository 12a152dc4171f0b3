/* drop_used_index.c: by the server's own count an index is in use. Only sizes (--sizes) know. */
#include "migvet/facts.h"
#include "migvet/sizes.h"

#include <string.h>

static const char *column_at(const IndexKeyVec *keys, uint32_t number)
{
	return number < keys->count ? keys->items[number].column : NULL;
}

/* Does it begin with the same columns, so that queries find it instead? */
static bool leads_alike(const TableIndex *old, const IndexKeyVec *keys)
{
	for (uint32_t i = 0; i < old->keys.count; i++) {
		if (!column_at(&old->keys, i) || !mv_streq(column_at(&old->keys, i), column_at(keys, i)))
			return false;
	}
	return old->keys.count > 0;
}

/* One of some rows serves only their queries; whether two predicates are of the same rows is not looked at. */
static bool makes_successor(const Change *change, const void *data)
{
	const TableIndex *old = data;
	const CreateIndex *made = change->kind == CHANGE_CREATE_INDEX ? change->as.index : NULL;

	return made && mv_streq(made->table.name, old->table->object.name) && (!made->predicate || old->predicate) &&
	       mv_streq(made->access_method, old->access_method) && leads_alike(old, &made->keys);
}

/* Who else asked for it goes with the table. */
static bool drops_its_table(const Change *change, const void *data)
{
	const TableIndex *old = data;

	return change->kind == CHANGE_DROP_TABLE && mv_streq(change->as.drop->name.name, old->table->object.name);
}

static bool has_stand_in(const TableIndex *old)
{
	for (uint32_t i = 0; i < old->table->indexes.count; i++) {
		const TableIndex *other = old->table->indexes.items[i];

		if (other != old && other->valid && !other->predicate && mv_streq(other->access_method, old->access_method) && leads_alike(old, &other->keys))
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const TableIndex *index = mv_schema_index(context->schema, &change->as.drop->name);
	const IndexSize *use = index ? mv_index_size(context, index) : NULL;
	StrBuf times = { 0 };
	Finding *finding;

	if (!use || use->scans < mv_option_int(context, "min-uses") || has_stand_in(index) || mv_find_change(context->migration, change, makes_successor, index) ||
	    mv_find_change(context->migration, change, drops_its_table, index))
		return;
	mv_add_count(&times, use->scans);
	finding = mv_report(context, change, change->subject, "queries have used index '%s' %s times since %s: without it they read all of '%s'",
			    index->object.name, times.ptr, mv_counted_since(context), mv_show_table(context, index->table));
	mv_buf_release(&times);
	mv_finding_subject(context, finding, "%s", index->object.name);
	mv_finding_help(context, finding, "find the queries that use it (pg_stat_statements, EXPLAIN), and build what serves them before it goes");
}

const Rule mv_rule_drop_used_index = {
	.id = "drop-used-index",
	.name = "DropUsedIndex",
	.number = 213,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.size = SIZE_WEIGHED,
	.on = ON(CHANGE_DROP_INDEX),
	.check = check,
	.options = (const RuleOption[]){
		{ .name = "min-uses", .type = OPTION_INT, .default_value = "100", .help = "scans from which on an index counts as used" },
		{ .name = NULL },
	},
	.doc = {
		.summary = "an index is dropped that queries use, by the server's count, and no other begins with its columns",
		.why =
			"The server counts how often each index was scanned; a snapshot with sizes (`check --sizes`) holds the count. Queries\n"
			"that used the index read the whole table once it is gone: what took a millisecond takes minutes on a large one.",
		.instead =
			"1. find the queries that use it, and the index that will serve them\n"
			"2. build that one CONCURRENTLY, and see that the count of the old one stands still\n"
			"3. drop the old one",
		.bad = "-- --sizes says that the index was scanned 12 million times\nDROP INDEX CONCURRENTLY users_email;",
		.good = "-- --sizes says that the index was never scanned\nDROP INDEX CONCURRENTLY users_old_name;",
		.links = "https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW",
		.since = "0.1.0",
	},
};
