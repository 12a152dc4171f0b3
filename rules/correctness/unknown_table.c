/* unknown_table.c: reported by the engine: mv_change_failure knows what is missing. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_table = {
	.id = "unknown-table",
	.name = "UnknownTable",
	.number = 50,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a table or other relation that does not exist at this point",
		.why =
			"The server refuses the statement (SQLSTATE 42P01), and the migration stops there. The history was replayed up to\n"
			"here, and no migration before this one creates the table, or one of them drops or renames it.",
		.instead =
			"Correct the name, or create the table first. If it exists outside of these migrations, list it under\n"
			"`assume-external` in migvet.yaml. To be safe to repeat, use IF EXISTS.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE members ADD COLUMN email text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text;\n"
			"DROP TABLE IF EXISTS members;",
		.links = "https://www.postgresql.org/docs/current/errcodes-appendix.html",
		.since = "0.1.0",
	},
};
