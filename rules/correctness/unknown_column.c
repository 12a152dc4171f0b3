/* unknown_column.c: reported by the engine: mv_change_failure knows what is missing. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_column = {
	.id = "unknown-column",
	.name = "UnknownColumn",
	.number = 51,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a column that the table does not have at this point",
		.why =
			"The server refuses the statement (SQLSTATE 42703), and the migration stops there. All columns of the table are\n"
			"known from the history; this one was never added, or was dropped or renamed before.",
		.instead = "Correct the name. To drop a column that may be gone already, use DROP COLUMN IF EXISTS.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN mail SET DEFAULT '';",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN email SET DEFAULT '';\n"
			"ALTER TABLE users DROP COLUMN IF EXISTS mail;",
		.links =
			"https://www.postgresql.org/docs/current/errcodes-appendix.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
