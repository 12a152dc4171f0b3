/* index_not_concurrent.c: an index is built while writers wait. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const CreateIndex *create = change->as.index;
	const Table *table = mv_target_table(context, change);
	const char *shown, *name = create->name.text;
	Finding *finding;

	/* a partitioned parent has a rule of its own */
	if (create->concurrently || !mv_hits_existing_table(context, change) || mv_is_emptied(context, mv_target_table(context, change)) ||
	    (table && table->partition_by != PARTITION_NONE) || (create->if_not_exists && name && table && mv_table_index(table, name)))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span, "building %s%s%s blocks all writes to '%s' until it is done",
			    name ? "index '" : "this index", name ? name : "", name ? "'" : "", shown);
	mv_finding_subject(context, finding, "%s", name ? name : shown);
	mv_finding_help(context, finding, "build it CONCURRENTLY, which lets writes go on");
	mv_steps_create_index(context, finding, create);
	if (context->session->in_transaction == TRI_YES)
		mv_finding_note(context, finding, NULL,
				"the migration runs in a transaction, where CONCURRENTLY is refused: it needs a migration without one");
}

const Rule mv_rule_index_not_concurrent = {
	.id = "index-not-concurrent",
	.name = "IndexNotConcurrent",
	.number = 101,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_CREATE_INDEX),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "an index on a table that exists is built without CONCURRENTLY",
		.why =
			"CREATE INDEX holds a SHARE lock for the whole build: every INSERT, UPDATE and DELETE on the table waits. On a large\n"
			"table that is minutes, and in a transaction the lock is held until the commit.",
		.instead =
			"1. in a migration of its own, outside of a transaction: CREATE INDEX CONCURRENTLY IF NOT EXISTS name ON ..\n"
			"2. if it fails, it leaves an INVALID index behind: DROP INDEX CONCURRENTLY name, then try again",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"CREATE INDEX users_email ON users (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email ON users (email);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_id_email ON users (id, email);",
		.links = "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
		.since = "0.1.0",
	},
};
