/* index_on_partitioned_parent.c: every partition's index is built in one go. */
#include "migvet/facts.h"
#include "migvet/sizes.h"
#include "migvet/steps.h"

/* Some are made by hand, or by a job: a snapshot knows them. */
static uint32_t partitions_of(const RuleContext *context, const Table *table)
{
	const KnownSize *size = table->children.count ? NULL : mv_table_size(context, table);

	return size ? size->partitions : table->children.count;
}

static void check(RuleContext *context, const Change *change)
{
	const CreateIndex *create = change->as.index;
	const Table *table = mv_target_table(context, change);
	Finding *finding;

	/* without partitions nothing is built; ON ONLY builds nothing; CONCURRENTLY is refused */
	if (!table || table->partition_by == PARTITION_NONE || partitions_of(context, table) == 0 || create->only ||
	    create->concurrently || mv_is_harmless_table(context, table) ||
	    (create->if_not_exists && create->name.text && mv_table_index(table, create->name.text)))
		return;
	finding = mv_report(context, change, change->span,
			    "building this index on '%s' and each of its %u partitions blocks writes to all of them until the last is done",
			    mv_show_table(context, table), partitions_of(context, table));
	mv_finding_subject(context, finding, "%s", create->name.text ? create->name.text : mv_show_table(context, table));
	mv_finding_help(context, finding,
			"create it ON ONLY '%s', build each partition's index CONCURRENTLY, and attach them one by one",
			mv_show_table(context, table));
	if (!table->children.count)
		mv_finding_drop_steps(finding);
	mv_steps_partitioned_index(context, finding, create, table);
}

const Rule mv_rule_index_on_partitioned_parent = {
	.id = "index-on-partitioned-parent",
	.name = "IndexOnPartitionedParent",
	.number = 102,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_CREATE_INDEX),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "an index on a partitioned table is built on all partitions at once",
		.why =
			"CREATE INDEX on the parent takes a SHARE lock on every partition and builds one index after the other; all locks are\n"
			"held until the end. CONCURRENTLY is refused on partitioned tables.",
		.instead =
			"1. CREATE INDEX parent_idx ON ONLY parent (..): instant, not valid yet\n"
			"2. for each partition: CREATE INDEX CONCURRENTLY part_idx ON part (..)\n"
			"3. ALTER INDEX parent_idx ATTACH PARTITION part_idx; with the last one parent_idx becomes valid",
		.bad =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');\n"
			"-- next migration\n"
			"CREATE INDEX events_id ON events (id);",
		.good =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');\n"
			"-- next migration\n"
			"CREATE INDEX events_id ON ONLY events (id);",
		.links =
			"https://www.postgresql.org/docs/current/ddl-partitioning.html\n"
			"https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
		.since = "0.1.0",
	},
};
