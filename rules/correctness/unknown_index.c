/* unknown_index.c: reported by the engine: mv_change_failure knows what is missing. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_index = {
	.id = "unknown-index",
	.name = "UnknownIndex",
	.number = 53,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "an index that does not exist at this point",
		.why =
			"The server refuses the statement (SQLSTATE 42704 or 42P01), and the migration stops there. The index was never created\n"
			"under this name, or was dropped with its table or column before.",
		.instead =
			"Correct the name (an index without a given name is called table_column_idx). To drop an index that may be gone\n"
			"already, use DROP INDEX IF EXISTS.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX ON users (email);\n"
			"-- next migration\n"
			"DROP INDEX idx_users_email;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE INDEX ON users (email);\n"
			"-- next migration\n"
			"DROP INDEX users_email_idx;",
		.links =
			"https://www.postgresql.org/docs/current/errcodes-appendix.html\n"
			"https://www.postgresql.org/docs/current/sql-dropindex.html",
		.since = "0.1.0",
	},
};
