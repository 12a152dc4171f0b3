/* attach_partition_scan.c: every row is compared with the partition bound. */
#include "migvet/facts.h"

/* "at >= '..' AND at < '..'" of a range over one column, or NULL. */
static const char *bound_as_check(const RuleContext *context, const Table *parent, const PartitionBound *bound)
{
	const char *key = parent && parent->partition_keys.count == 1 ? parent->partition_keys.items[0].column : NULL;

	if (!key || !bound || bound->is_default || bound->from.count != 1 || bound->to.count != 1 ||
	    bound->from.items[0]->kind != EXPR_CONSTANT || bound->to.items[0]->kind != EXPR_CONSTANT)
		return NULL;
	key = mv_sql_name(context, key);
	return mv_arena_format(context->arena, "%s IS NOT NULL AND %s >= %s AND %s < %s", key, key,
			       mv_expr_format(bound->from.items[0], context->arena), key,
			       mv_expr_format(bound->to.items[0], context->arena));
}

static void check(RuleContext *context, const Change *change)
{
	bool attaches = change->kind == CHANGE_ATTACH_PARTITION;
	const QName *name = attaches ? &change->as.partition->other : &change->as.table->name;
	const PartitionBound *bound = attaches ? change->as.partition->bound : change->as.table->bound;
	const QName *parent_name = attaches ? &change->as.partition->target.table : &change->as.table->partition_of;
	const RelationLock *lock = mv_scan_of(context, WORK_PARTITION_BOUND);
	const Table *parent, *child;
	const char *check_text, *sql;
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
	check_text = bound_as_check(context, parent, bound);
	sql = mv_qname_format(&(QName){ .schema = lock->table && lock->table != child ? lock->table->object.schema : name->schema,
					.name = lock->name }, context->arena);
	if (parent && lock->table == parent->default_partition)
		mv_finding_help(context, finding,
				"ALTER TABLE %s ADD CONSTRAINT not_in_%s CHECK (NOT (%s)) NOT VALID;\n"
				"in the next migration: ALTER TABLE %s VALIDATE CONSTRAINT not_in_%s;\n"
				"then add the partition: nothing is compared now", sql, name->name, check_text ? check_text : "..", sql, name->name);
	else
		mv_finding_help(context, finding,
				"ALTER TABLE %s ADD CONSTRAINT in_bound CHECK (%s) NOT VALID;\n"
				"in the next migration: ALTER TABLE %s VALIDATE CONSTRAINT in_bound;\n"
				"then attach, which is instant now, and drop the constraint", sql,
				check_text ? check_text : "the key IS NOT NULL AND lies in the bound", sql);
}

const Rule mv_rule_attach_partition_scan = {
	.id = "attach-partition-scan",
	.name = "AttachPartitionScan",
	.number = 112,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ATTACH_PARTITION, CHANGE_CREATE_TABLE),
	.check = check,
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
		.since = "0.1.0",
	},
};
