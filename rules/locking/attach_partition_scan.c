/* attach_partition_scan.c: every row is compared with the partition bound. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	bool attaches = change->kind == CHANGE_ATTACH_PARTITION;
	const QName *name = attaches ? &change->as.partition->other : &change->as.table->name;
	const QName *parent_name = attaches ? &change->as.partition->target.table : &change->as.table->partition_of;
	const RelationLock *lock = mv_scan_of(context, WORK_PARTITION_BOUND);
	const Table *parent, *child;
	Finding *finding;

	if (!lock || !lock->certain || !name->name)
		return;
	parent = mv_schema_table(context->schema, parent_name);
	child = attaches ? mv_schema_table(context->schema, name) : NULL;
	if (child && lock->table != child && parent && lock->table == parent->default_partition) {
		finding = mv_report(context, change, change->span,
				    "attaching '%s' blocks reads and writes of default partition '%s' while every row of it is compared with "
				    "the new bound", mv_show_table(context, child), mv_show_relation(context, lock));
	} else if (attaches) {
		finding = mv_report(context, change, change->span,
				    "attaching '%s' blocks its reads and writes while every row is compared with the bound",
				    mv_show_name(context, name->schema, name->name));
	} else {
		finding = mv_report(context, change, change->subject,
				    "adding partition '%s' blocks reads and writes of default partition '%s' while every row of it is compared "
				    "with the new bound", name->name, mv_show_relation(context, lock));
	}
	mv_finding_subject(context, finding, "%s", mv_show_relation(context, lock));
	mv_finding_help(context, finding, "prove it first with a CHECK that is validated while reads and writes go on: then nothing is compared");
	mv_steps_add_partition(context, finding, change);
}

const Rule mv_rule_attach_partition_scan = {
	.id = "attach-partition-scan",
	.name = "AttachPartitionScan",
	.number = 112,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ATTACH_PARTITION, CHANGE_CREATE_TABLE),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a partition is added, and every row of it (or of the default partition) is compared with the bound",
		.why =
			"ATTACH PARTITION holds ACCESS EXCLUSIVE on the attached table while it reads it to the end, unless a valid CHECK proves\n"
			"that all rows lie in the bound and the key is not null. A new bound also takes values away from the default partition,\n"
			"which is read in the same way, unless a valid CHECK of it excludes the bound.",
		.instead =
			"1. on the table to attach: ADD CONSTRAINT .. CHECK (key IS NOT NULL AND key >= .. AND key < ..) NOT VALID\n"
			"   (on the default partition: the opposite)\n"
			"2. in the next migration: VALIDATE CONSTRAINT\n"
			"3. attach, and drop the constraint",
		.bad =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_2020 (id bigint, at date);\n"
			"-- next migration\n"
			"ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
		.good =
			"CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_2020 (id bigint, at date NOT NULL,\n"
			"    CONSTRAINT in_2020 CHECK (at >= '2020-01-01' AND at < '2021-01-01'));\n"
			"-- next migration\n"
			"ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-partitioning.html",
		.since = "0.1.0",
	},
};
