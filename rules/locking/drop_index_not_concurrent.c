/* drop_index_not_concurrent.c: dropping an index waits for, and then blocks, everybody. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool drops_table(const Change *change, const void *data)
{
	return change->kind == CHANGE_DROP_TABLE && mv_streq(change->as.drop->name.name, data);
}

static void check(RuleContext *context, const Change *change)
{
	const Drop *drop = change->as.drop;
	const TableIndex *index = mv_schema_index(context->schema, &drop->name);
	const Table *table = index ? index->table : NULL;
	Finding *finding;

	/* CONCURRENTLY is refused for partitioned indexes; one that backs a constraint cannot be dropped at all */
	if (drop->concurrently || drop->cascade || !drop->name.name || drop->name.unknown ||
	    (index && (mv_is_new(context, &index->object.birth) || index->constraint || index->parent ||
		       mv_is_harmless_table(context, table) || table->partition_by != PARTITION_NONE)))
		return;
	if (!index && mv_schema_exists(context->schema, OBJ_INDEX, drop->name.schema, NULL, drop->name.name) == TRI_NO)
		return;
	if (table && mv_find_change(context->migration, change, drops_table, table->object.name))
		return;
	if (table)
		finding = mv_report(context, change, change->subject,
				    "dropping index '%s' blocks reads and writes of '%s' while it waits for all of its running queries",
				    drop->name.name, mv_show_table(context, table));
	else
		finding = mv_report(context, change, change->subject,
				    "dropping index '%s' blocks reads and writes of its table while it waits for all running queries",
				    drop->name.name);
	mv_finding_subject(context, finding, "%s", drop->name.name);
	mv_finding_help(context, finding, "drop it CONCURRENTLY, which waits without a lock");
	mv_steps_drop_index(context, finding, change);
}

const Rule mv_rule_drop_index_not_concurrent = {
	.id = "drop-index-not-concurrent",
	.name = "DropIndexNotConcurrent",
	.number = 103,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_INDEX),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "an index of a table that exists is dropped without CONCURRENTLY",
		.why =
			"DROP INDEX asks for ACCESS EXCLUSIVE on the table. It waits for every query that is running on it, and all new ones\n"
			"queue behind; one long report is enough to stop the table.",
		.instead = "DROP INDEX CONCURRENTLY IF EXISTS name, one a statement, outside of a transaction.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email ON users (email);\n"
			"-- next migration\n"
			"DROP INDEX users_email;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email ON users (email);\n"
			"-- next migration\n"
			"DROP INDEX CONCURRENTLY IF EXISTS users_email;",
		.links = "https://www.postgresql.org/docs/current/sql-dropindex.html",
		.since = "0.1.0",
	},
};
