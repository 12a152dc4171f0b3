/* column_type_index_rebuild.c: the table stays as it is, but indexes on the column are built again. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static const RelationLock *rebuilding(const RuleContext *context)
{
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->rebuilt.count && !lock->rewritten && !mv_is_harmless_table(context, lock->table))
			return lock;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	const RelationLock *lock = rebuilding(context);
	const char *shown, *index;
	Finding *finding;

	if (!lock || !alter->column.text || mv_rewrite_of(context, WORK_TYPE_CHANGE))
		return;
	shown = mv_show_target(context, change);
	index = lock->rebuilt.items[0]->object.name;
	if (lock->rebuilt.count == 1)
		finding = mv_report(context, change, change->span,
				    "changing the type of '%s' builds index '%s' again: reads and writes of '%s' are blocked until it is done",
				    alter->column.text, index, shown);
	else
		finding = mv_report(context, change, change->span,
				    "changing the type of '%s' builds index '%s' and %u more again: reads and writes of '%s' are blocked "
				    "until they are done", alter->column.text, index, lock->rebuilt.count - 1, shown);
	mv_finding_subject(context, finding, "%s.%s", shown, alter->column.text);
	if (lock->rebuilt.items[0]->constraint)
		mv_finding_help(context, finding,
				"the index belongs to constraint '%s', so it cannot be built beforehand: add a new column of type %s with its "
				"own index, built CONCURRENTLY, fill it in batches, and switch over", lock->rebuilt.items[0]->constraint->name,
				mv_type_format(alter->type, context->arena));
	else
		mv_finding_help(context, finding, "drop the index CONCURRENTLY before, and build it again CONCURRENTLY behind");
	mv_steps_change_type(context, finding, change);
}

const Rule mv_rule_column_type_index_rebuild = {
	.id = "column-type-index-rebuild",
	.name = "ColumnTypeIndexRebuild",
	.number = 152,
	.category = "rewrite",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ALTER_COLUMN_TYPE),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a type change keeps the table as it is, but builds indexes on the column again",
		.why =
			"Some changes leave the rows alone but not the order of their values (text to citext, another collation, timestamp to\n"
			"timestamptz in UTC), and an index with an expression or a WHERE on the column is never kept. These indexes are built\n"
			"again under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.",
		.instead =
			"1. drop the index CONCURRENTLY, if queries can do without it for a while\n"
			"2. change the type: instant without the index\n"
			"3. build the index again CONCURRENTLY",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100), active boolean);\n"
			"CREATE INDEX users_email ON users (lower(email));\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email TYPE varchar(200);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));\n"
			"CREATE INDEX users_email ON users (email);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email TYPE varchar(200);",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
