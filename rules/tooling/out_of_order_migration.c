/* out_of_order_migration.c: reported by discovery (history.c) as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_out_of_order_migration = {
	.id = "out-of-order-migration",
	.name = "OutOfOrderMigration",
	.number = 37,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a new migration sorts before one that the git base has, and its runner does not apply it any more",
		.why =
			"Two branches took their versions at the same time, and the other one was merged first. Where its migration was applied already,\n"
			"golang-migrate, tern, drizzle and Postgrator, which remember how far they have come, never apply this one; Flyway, goose, Atlas,\n"
			"refinery, node-pg-migrate and Supabase stop. New databases, such as those of tests, get it, so nobody notices before production.\n"
			"Asked with --since. Not reported for runners that apply late migrations (dbmate, Diesel, sqlx, Prisma, Liquibase, sql-migrate, pop,\n"
			"Hasura), nor for Django and Alembic, whose order is that of their dependencies.",
		.instead =
			"Rename it to a version behind the last one of the branch that it is merged into. Only when it was applied nowhere yet.",
		.bad =
			"-- the base has 20240102_orders.up.sql; new in this branch:\n"
			"-- 20240101_users.up.sql",
		.good =
			"-- the base has 20240102_orders.up.sql; new in this branch:\n"
			"-- 20240103_users.up.sql",
		.links = "https://documentation.red-gate.com/fd/flyway-out-of-order-setting-277579014.html\n"
			 "https://pressly.github.io/goose/blog/2021/out-of-order-migrations/",
		.since = "0.1.0",
	},
};
