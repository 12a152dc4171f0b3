/* removed_applied_migration.c: reported by discovery (history.c) as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_removed_applied_migration = {
	.id = "removed-applied-migration",
	.name = "RemovedAppliedMigration",
	.number = 36,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a migration that the git base has is removed or renamed",
		.why =
			"Databases that have it keep what it made, new ones never get it. Some runners stop when a migration that they have applied is gone\n"
			"(Flyway, sqlx, refinery); one that is renamed, and known by its name, is applied a second time and fails halfway.\n"
			"Asked with --since. Not reported: a file that only moved to another directory, another title behind the same version where the runner\n"
			"looks at the version alone, what Django migrations replace after squashing, and what a baseline stands for.",
		.instead =
			"1. bring it back under its old name\n"
			"2. undo what it did in a new migration",
		.bad =
			"-- the base has 0001_users.sql and 0002_orders.sql; now there is only\n"
			"-- 0001_users.sql",
		.good =
			"-- the base has 0001_users.sql and 0002_orders.sql; now there is also\n"
			"-- 0003_drop_orders.sql",
		.links = "https://documentation.red-gate.com/fd/validate-184127470.html",
		.since = "0.1.0",
	},
};
