/* partition_of_locks_parent.c: CREATE TABLE .. PARTITION OF closes the whole partitioned table. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const CreateTable *create = change->as.table;
	const Table *parent = create->partition_of.name ? mv_schema_table(context->schema, &create->partition_of) : NULL;
	const RelationLock *lock = parent ? mv_lock_report_find(context->locks, parent) : NULL;
	const RelationLock *scan = mv_scan_of(context, WORK_PARTITION_BOUND);
	const char *shown;
	Finding *finding;

	/* a default partition that is read is attach-partition-scan's story */
	if (!lock || !lock->certain || !mv_lock_blocks_reads(lock->mode) || mv_is_harmless_table(context, parent) || (scan && scan->certain))
		return;
	shown = mv_show_table(context, parent);
	finding = mv_report(context, change, change->subject,
			    "creating a partition this way waits for all queries on '%s' and blocks new ones until it has its lock", shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "make a table of its own and attach it, which lets reads and writes of '%s' go on", shown);
	mv_steps_partition_of(context, finding, create);
}

const Rule mv_rule_partition_of_locks_parent = {
	.id = "partition-of-locks-parent",
	.name = "PartitionOfLocksParent",
	.number = 123,
	.category = "locking",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_CREATE_TABLE),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "CREATE TABLE .. PARTITION OF a partitioned table that exists",
		.why =
			"It takes ACCESS EXCLUSIVE on the partitioned table (and on its default partition). The work is instant, but the lock waits\n"
			"for every running query on any partition, and new ones queue behind it. ATTACH PARTITION lets them pass.",
		.instead =
			"1. CREATE TABLE part (LIKE parent INCLUDING ALL)\n"
			"2. ALTER TABLE parent ATTACH PARTITION part FOR VALUES ..",
		.bad =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"-- next migration\n"
			"CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
		.good =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"-- next migration\n"
			"CREATE TABLE events_2020 (LIKE events INCLUDING ALL);\n"
			"ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
		.links =
			"https://www.postgresql.org/docs/current/sql-createtable.html\n"
			"https://www.postgresql.org/docs/current/ddl-partitioning.html",
		.since = "0.1.0",
	},
};
