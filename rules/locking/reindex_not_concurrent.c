/* reindex_not_concurrent.c: indexes are built again while writers wait. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static const char *kind_words(ObjectKind kind)
{
	return kind == OBJ_INDEX ? "index" : kind == OBJ_TABLE ? "table" : kind == OBJ_SCHEMA ? "schema" : "database";
}

static void check(RuleContext *context, const Change *change)
{
	const Maintenance *reindex = change->as.maintenance;
	const RelationLock *worst = mv_worst_lock(context);
	const char *name = reindex->name.name ? reindex->name.name : "";
	Finding *finding;

	/* the catalogs cannot be rebuilt CONCURRENTLY */
	if (reindex->concurrently || reindex->system)
		return;
	/* known relations that are all new or small hurt nobody; unknown ones may */
	if (!worst && context->locks->relations.count)
		return;
	finding = mv_report(context, change, change->statement->span,
			    "rebuilding %s '%s' blocks writes to its table%s, and reads that could use an index being rebuilt, until it is done",
			    kind_words(reindex->object), name, reindex->object == OBJ_INDEX ? "" : "s");
	mv_finding_subject(context, finding, "%s", name);
	mv_finding_help(context, finding, "rebuild CONCURRENTLY, which lets reads and writes go on");
	mv_steps_reindex(context, finding, reindex);
}

const Rule mv_rule_reindex_not_concurrent = {
	.id = "reindex-not-concurrent",
	.name = "ReindexNotConcurrent",
	.number = 104,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_REINDEX),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "REINDEX of a table that exists without CONCURRENTLY",
		.why =
			"REINDEX holds SHARE on the table and ACCESS EXCLUSIVE on the index: writes wait for the whole build, and queries whose\n"
			"plan touches the index wait too.",
		.instead = "REINDEX INDEX CONCURRENTLY name (since PostgreSQL 12), outside of a transaction.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email ON users (email);\n"
			"-- next migration\n"
			"REINDEX INDEX users_email;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX users_email ON users (email);\n"
			"-- next migration\n"
			"REINDEX INDEX CONCURRENTLY users_email;",
		.links = "https://www.postgresql.org/docs/current/sql-reindex.html",
		.since = "0.1.0",
	},
};
