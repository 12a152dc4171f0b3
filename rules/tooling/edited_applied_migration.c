/* edited_applied_migration.c: reported by discovery (history.c) as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_edited_applied_migration = {
	.id = "edited-applied-migration",
	.name = "EditedAppliedMigration",
	.number = 35,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a migration that the git base has is edited",
		.why =
			"A runner applies a migration once. Databases that have it never get the edit, new ones are made with it, and from then on they\n"
			"differ: a later migration works in one and fails in the other. Runners that keep a checksum (Flyway, sqlx, Prisma, Atlas, Liquibase,\n"
			"refinery, Postgrator, postgres-migrations, graphile-migrate, DBWarden) stop, or complain, at the next deployment.\n"
			"Asked with --since: what the merge base has counts as applied. Not reported: edits of comments and blank space, unless the runner's\n"
			"checksum covers them; of a part for going back; of repeatable migrations; in Python also of imports, quotes and words for people.",
		.instead =
			"1. take the edit back\n"
			"2. write what is missing as a new migration\n"
			"3. when it was applied nowhere yet, say so: `-- migvet: allow edited-applied-migration -- only on this branch`",
		.bad =
			"-- 0001_users.sql, as the base has it: CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE users (id bigint PRIMARY KEY, name text);",
		.good =
			"-- 0001_users.sql, as the base has it\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- 0002_name.sql, new\n"
			"ALTER TABLE users ADD COLUMN name text;",
		.links = "https://documentation.red-gate.com/fd/validate-184127470.html\n"
			 "https://docs.liquibase.com/concepts/changelogs/changeset-checksums.html",
		.since = "0.1.0",
	},
};
