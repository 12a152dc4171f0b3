/* using_index_invalid.c: reported by the engine: mv_change_failure knows the index. */
#include "migvet/rule.h"

const Rule mv_rule_using_index_invalid = {
	.id = "using-index-invalid",
	.name = "UsingIndexInvalid",
	.number = 65,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a constraint USING INDEX that the index does not fit",
		.why =
			"The server refuses the constraint, and the migration stops there: the index must be a valid unique btree index of the same\n"
			"table, over plain columns in default order, without WHERE, and not belong to another constraint.",
		.instead = "Create a fitting index first: CREATE UNIQUE INDEX CONCURRENTLY name ON table (columns).",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY users_email_key ON users (email);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
