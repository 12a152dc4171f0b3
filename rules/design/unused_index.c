/* unused_index.c: a table gets another index, and has some that nobody uses. Only sizes (--sizes) know. */
#include "migvet/facts.h"
#include "migvet/sizes.h"

/* More are counted, not named. */
enum { MOST_NAMED = 5 };

/* Keys are there for what they forbid. */
static bool is_unused(const RuleContext *context, const TableIndex *index)
{
	const IndexSize *use = index->unique || index->constraint || !index->valid || index->parent ? NULL : mv_index_size(context, index);

	return use && use->scans == 0;
}

/* The count tells something only where the table was read often enough since it began. */
static bool is_read(const KnownSize *size, long least)
{
	const TableSize *table = size->table;

	return table->index_scans >= 0 && table->sequential_scans >= 0 && table->index_scans >= least - table->sequential_scans;
}

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const KnownSize *size = mv_table_size(context, table);
	StrBuf names = { 0 }, bytes = { 0 };
	int64_t total = 0;
	uint32_t count = 0;
	Finding *finding;

	if (!size || !is_read(size, mv_option_int(context, "min-reads")))
		return;
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];
		const IndexSize *use = is_unused(context, index) ? mv_index_size(context, index) : NULL;

		if (!use)
			continue;
		if (count < MOST_NAMED)
			mv_buf_addf(&names, "%s'%s'", count ? ", " : "", index->object.name);
		count++;
		total += use->bytes > 0 && total < INT64_MAX - use->bytes ? use->bytes : 0;
	}
	if (count) {
		mv_add_bytes(&bytes, total);
		finding = mv_report(context, change, change->subject, "'%s' has %s that no query has used since %s (%s%s, %s): each write keeps %s up to date as well",
				    mv_show_table(context, table), count == 1 ? "an index" : mv_arena_format(context->arena, "%u indexes", count),
				    mv_counted_since(context), names.ptr, count > MOST_NAMED ? ", ..." : "", bytes.ptr, count == 1 ? "it" : "them");
		mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
		mv_finding_help(context, finding, "see whether replicas or rare jobs use %s, and drop what nobody needs before adding another",
				count == 1 ? "it" : "them");
	}
	mv_buf_release(&names);
	mv_buf_release(&bytes);
}

const Rule mv_rule_unused_index = {
	.id = "unused-index",
	.name = "UnusedIndex",
	.number = 442,
	.category = "design",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_CREATE_INDEX),
	.check = check,
	.options = (const RuleOption[]){
		{ .name = "min-reads", .type = OPTION_INT, .default_value = "1000",
		  .help = "scans of the table, of whatever kind, from which on the count tells something" },
		{ .name = NULL },
	},
	.doc = {
		.summary = "a table gets another index, and has some that no query has used, by the server's count",
		.why =
			"The server counts how often each index was scanned; a snapshot with sizes (`check --sizes`) holds the count. Each index\n"
			"costs every INSERT and many an UPDATE, takes memory and space, and one that nobody scans gives nothing for it. Keys\n"
			"are not meant; nor is a table that was hardly read since the count began.",
		.instead =
			"1. look at the count on replicas, too: they have their own\n"
			"2. DROP INDEX CONCURRENTLY, in a migration of its own",
		.bad = "-- --sizes says that 'events_kind' was never scanned\nCREATE INDEX CONCURRENTLY events_at ON events (at);",
		.good = "-- --sizes says that all indexes of 'events' were scanned\nCREATE INDEX CONCURRENTLY events_at ON events (at);",
		.links = "https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW",
		.since = "0.1.0",
	},
};
