/* duplicate_column.c: reported by the engine: mv_change_failure counts. */
#include "migvet/rule.h"

const Rule mv_rule_duplicate_column = {
	.id = "duplicate-column",
	.name = "DuplicateColumn",
	.number = 57,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a column that one statement names twice",
		.why =
			"The server refuses the statement (SQLSTATE 42701), and the migration stops there: a table has each column once,\n"
			"and one statement assigns each column once.",
		.instead = "Remove or rename one of the two.",
		.bad = "CREATE TABLE users (id bigint PRIMARY KEY, email text, email varchar(200));",
		.good = "CREATE TABLE users (id bigint PRIMARY KEY, email text, old_email varchar(200));",
		.links =
			"https://www.postgresql.org/docs/current/sql-createtable.html\n"
			"https://www.postgresql.org/docs/current/errcodes-appendix.html",
		.since = "0.1.0",
	},
};
