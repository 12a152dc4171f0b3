/* vacuum_full_cluster.c: VACUUM FULL and CLUSTER write the table again. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	bool clusters = change->kind == CHANGE_CLUSTER;
	const RelationLock *lock = mv_rewrite_of(context, clusters ? WORK_CLUSTER : WORK_VACUUM_FULL);
	const char *shown, *words = clusters ? "CLUSTER" : "VACUUM FULL";
	Finding *finding;

	if (!lock)
		return;
	shown = mv_show_relation(context, lock);
	if (change->as.maintenance->name.name)
		finding = mv_report(context, change, change->span,
				    "%s rewrites '%s': reads and writes are blocked until it is done", words, shown);
	else
		finding = mv_report(context, change, change->span,
				    "%s rewrites %s, one after the other, and blocks reads and writes of each meanwhile", words,
				    clusters ? "all clustered tables" : "all tables of the database");
	if (change->as.maintenance->name.name)
		mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"plain VACUUM makes the space reusable without blocking anybody; pg_repack or pg_squeeze %s while it is in use",
			clusters ? "orders a table" : "gives the space back");
}

const Rule mv_rule_vacuum_full_cluster = {
	.id = "vacuum-full-cluster",
	.name = "VacuumFullCluster",
	.number = 162,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_VACUUM, CHANGE_CLUSTER),
	.check = check,
	.doc = {
		.summary = "VACUUM FULL or CLUSTER of a table that exists",
		.why =
			"Both write the table and all of its indexes again under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile, and the\n"
			"disk must hold both copies.",
		.instead = "Plain VACUUM in the background; pg_repack or pg_squeeze where the space or the order is really needed.",
		.bad =
			"CREATE TABLE events (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"VACUUM FULL events;",
		.good =
			"CREATE TABLE events (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"VACUUM (ANALYZE) events;",
		.links =
			"https://www.postgresql.org/docs/current/sql-vacuum.html\n"
			"https://www.postgresql.org/docs/current/sql-cluster.html",
		.since = "0.1.0",
	},
};
