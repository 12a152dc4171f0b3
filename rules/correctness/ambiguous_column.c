/* ambiguous_column.c: reported by the engine: mv_change_failure knows which relations have the column. */
#include "migvet/rule.h"

const Rule mv_rule_ambiguous_column = {
	.id = "ambiguous-column",
	.name = "AmbiguousColumn",
	.number = 69,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a column that several relations of the query have, named without saying which is meant",
		.why =
			"The server refuses the statement (SQLSTATE 42702), and the migration stops there. It may have worked until a migration\n"
			"added a column of that name to the second table.",
		.instead =
			"Write the relation's name or alias before the column, or join with USING.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n"
			"-- next migration\n"
			"CREATE VIEW user_orders AS SELECT id FROM users JOIN orders ON orders.user_id = users.id;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n"
			"-- next migration\n"
			"CREATE VIEW user_orders AS SELECT orders.id FROM users JOIN orders ON orders.user_id = users.id;",
		.links =
			"https://www.postgresql.org/docs/current/sql-select.html\n"
			"https://www.postgresql.org/docs/current/errcodes-appendix.html",
		.since = "0.1.0",
	},
};
