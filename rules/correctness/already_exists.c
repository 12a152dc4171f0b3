/* already_exists.c: reported by the engine: mv_change_failure knows what is in the way. */
#include "migvet/rule.h"

const Rule mv_rule_already_exists = {
	.id = "already-exists",
	.name = "AlreadyExists",
	.number = 56,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a new object under a name that is taken",
		.why =
			"The server refuses the statement (SQLSTATE 42P07, 42710, 42701 and others), and the migration stops there. Tables,\n"
			"views, indexes and sequences of a schema share one space of names.",
		.instead =
			"Choose another name, or drop or rename what is there first. IF NOT EXISTS avoids the error, but keeps what is there,\n"
			"whatever it looks like: use it only when that is the same thing.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN email text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN phone text;",
		.links =
			"https://www.postgresql.org/docs/current/errcodes-appendix.html\n"
			"https://www.postgresql.org/docs/current/sql-createtable.html",
		.since = "0.1.0",
	},
};
