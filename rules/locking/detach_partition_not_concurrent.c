/* detach_partition_not_concurrent.c: nobody uses any partition while one is detached. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const PartitionChange *detach = change->as.partition;
	const Table *parent = mv_target_table(context, change);
	const char *shown, *partition;
	Finding *finding;

	/* with a default partition CONCURRENTLY is refused */
	if (detach->concurrently || detach->finalize || (context->version && context->version < 14) ||
	    !mv_hits_existing_table(context, change) || (parent && parent->default_partition) || !detach->other.name)
		return;
	shown = mv_show_target(context, change);
	partition = mv_show_name(context, detach->other.schema, detach->other.name);
	finding = mv_report(context, change, change->span,
			    "detaching '%s' blocks reads and writes of all of '%s' while it waits for its running queries", partition, shown);
	mv_finding_subject(context, finding, "%s", partition);
	mv_finding_help(context, finding, "detach it CONCURRENTLY, which waits without a lock that others wait for");
	mv_steps_detach_partition(context, finding, detach);
}

const Rule mv_rule_detach_partition_not_concurrent = {
	.id = "detach-partition-not-concurrent",
	.name = "DetachPartitionNotConcurrent",
	.number = 111,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DETACH_PARTITION),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a partition is detached without CONCURRENTLY",
		.why =
			"DETACH PARTITION asks for ACCESS EXCLUSIVE on the partitioned table. It waits for every running query on any partition,\n"
			"and all new ones queue behind it. Since PostgreSQL 14 there is CONCURRENTLY, which lets them go on; it is refused in a\n"
			"transaction, and if the table has a default partition (then this rule is silent).",
		.instead = "ALTER TABLE .. DETACH PARTITION .. CONCURRENTLY, alone in its migration, outside of a transaction.",
		.bad =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');\n"
			"-- next migration\n"
			"ALTER TABLE events DETACH PARTITION events_2020;",
		.good =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');\n"
			"-- next migration\n"
			"ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-partitioning.html",
		.since = "0.1.0",
	},
};
