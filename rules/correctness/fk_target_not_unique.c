/* fk_target_not_unique.c: reported by the engine: mv_change_failure knows the unique constraints. */
#include "migvet/rule.h"

const Rule mv_rule_fk_target_not_unique = {
	.id = "fk-target-not-unique",
	.name = "FkTargetNotUnique",
	.number = 62,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a foreign key to columns that are not unique",
		.why =
			"The server refuses the constraint (SQLSTATE 42830), and the migration stops there: the referenced columns need a primary\n"
			"key, a unique constraint or a unique index without WHERE over exactly these columns.",
		.instead =
			"Refer to the primary key, or make the referenced columns unique first (CREATE UNIQUE INDEX CONCURRENTLY).",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_email text);\n"
			"-- next migration\n"
			"ALTER TABLE orders ADD FOREIGN KEY (user_email) REFERENCES users (email) NOT VALID;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_email text);\n"
			"-- next migration\n"
			"ALTER TABLE orders ADD FOREIGN KEY (user_email) REFERENCES users (email) NOT VALID;",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
		.since = "0.1.0",
	},
};
