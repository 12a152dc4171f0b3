/* unbatched_backfill.c: many rows changed in one go, in a schema migration. */
#include "migvet/facts.h"

#include <string.h>

/* Rows of pg_index and the like are few; what such an update does is not told by its locks. */
static bool is_of_catalog(const Change *change, const Table *table)
{
	const QName *name = mv_change_relation(change);

	return !table && name && name->name && strncmp(name->name, "pg_", 3) == 0 && (!name->schema || strcmp(name->schema, "pg_catalog") == 0);
}

static void check(RuleContext *context, const Change *change)
{
	const Dml *dml = change->as.dml;
	const Table *table = mv_target_table(context, change);
	bool everything = !dml->has_where && !dml->from_query;
	const char *shown;
	Finding *finding;

	if (dml->bounded || change->loop || is_of_catalog(change, table) || mv_is_small_table(context, table) || !mv_hits_existing_table(context, change))
		return;
	/* all rows, and no new column: statement-without-where says it */
	if (everything && !(change->kind == CHANGE_UPDATE && mv_writes_new_column(context, table, dml)))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->subject,
			    "%s %s '%s' in one transaction locks them all until it ends",
			    change->kind == CHANGE_DELETE ? "deleting" : "updating",
			    everything ? "every row of" : "all matching rows of", shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"do it outside of the schema migration, in batches by primary key of some thousand rows, committing after each");
}

const Rule mv_rule_unbatched_backfill = {
	.id = "unbatched-backfill",
	.name = "UnbatchedBackfill",
	.number = 208,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.size = SIZE_WEIGHED,
	.on = ON(CHANGE_UPDATE, CHANGE_DELETE),
	.check = check,
	.doc = {
		.summary = "rows of an existing table are changed in one statement that nothing bounds",
		.why =
			"The rows stay locked until the transaction ends, and so does whatever lock the migration already holds. On a large\n"
			"table that is minutes in which writers wait, replicas fall behind and autovacuum cannot clean up.",
		.instead =
			"1. change the schema in one migration\n"
			"2. fill the rows by a job or a separate migration outside of a transaction: WHERE id IN (SELECT id .. LIMIT 5000),\n"
			"   repeated until nothing is left, committing each time",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN slug text;\n"
			"UPDATE users SET slug = lower(name);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text, slug text);\n"
			"-- next migration\n"
			"UPDATE users SET slug = lower(name) WHERE id IN (SELECT id FROM users WHERE slug IS NULL LIMIT 5000);",
		.links =
			"https://www.postgresql.org/docs/current/sql-update.html\n"
			"https://www.postgresql.org/docs/current/routine-vacuuming.html",
		.since = "0.1.0",
	},
};
