/* fk_type_mismatch.c: reported by the engine: mv_change_failure compares the types. */
#include "migvet/rule.h"

const Rule mv_rule_fk_type_mismatch = {
	.id = "fk-type-mismatch",
	.name = "FkTypeMismatch",
	.number = 61,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a foreign key between columns that cannot be compared",
		.why =
			"The server refuses the constraint (SQLSTATE 42804), and the migration stops there: there is no equality operator between\n"
			"the two types.",
		.instead = "Give the referencing column the type of the column that it refers to.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id text);\n"
			"-- next migration\n"
			"ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n"
			"-- next migration\n"
			"ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
		.since = "0.1.0",
	},
};
