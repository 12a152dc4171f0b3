/* invalid_definition.c: reported by the engine: mv_change_failure knows what the server accepts. */
#include "migvet/rule.h"

const Rule mv_rule_invalid_definition = {
	.id = "invalid-definition",
	.name = "InvalidDefinition",
	.number = 70,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a definition that the server does not accept, or a value for a column that it fills itself",
		.why =
			"The server refuses the statement, and the migration stops there: an index or generated column whose expression is\n"
			"not immutable (SQLSTATE 42P17), an identity column that is no whole number (22023), a default that names a column\n"
			"(0A000), a check with a sub-select (0A000) or an aggregate (42803), a value for a generated or identity column (428C9),\n"
			"a table whose columns do not match those of its parent (42804).",
		.instead =
			"Say the time zone with AT TIME ZONE where a date is made of a timestamp with time zone, use immutable functions in\n"
			"indexes and generated columns, and a trigger where other rows are looked at.",
		.bad =
			"CREATE TABLE orders (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY orders_day ON orders ((created_at::date));",
		.good =
			"CREATE TABLE orders (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY orders_day ON orders (((created_at AT TIME ZONE 'UTC')::date));",
		.links =
			"https://www.postgresql.org/docs/current/sql-createtable.html\n"
			"https://www.postgresql.org/docs/current/errcodes-appendix.html",
		.since = "0.1.0",
	},
};
