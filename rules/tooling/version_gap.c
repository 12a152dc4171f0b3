/* version_gap.c: reported by discovery (history.c) as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_version_gap = {
	.id = "version-gap",
	.name = "VersionGap",
	.number = 38,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a number is left out, and the runner wants the migrations numbered without a gap",
		.why =
			"tern, postgres-migrations and Play evolutions count: at a number that is not there they stop, or take it for the end, and the\n"
			"migrations behind it are never applied.",
		.instead =
			"Give the migration the next number.",
		.bad =
			"-- 001_users.sql\n"
			"-- 003_orders.sql",
		.good =
			"-- 001_users.sql\n"
			"-- 002_orders.sql",
		.links = "https://github.com/jackc/tern",
		.since = "0.1.0",
	},
};
