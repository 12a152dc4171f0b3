/* several_primary_keys.c: reported by the engine: mv_change_failure knows the keys. */
#include "migvet/rule.h"

const Rule mv_rule_several_primary_keys = {
	.id = "several-primary-keys",
	.name = "SeveralPrimaryKeys",
	.number = 60,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a second primary key for a table",
		.why =
			"The server refuses the statement (SQLSTATE 42P16), and the migration stops there: a table has one primary key.",
		.instead = "Drop the present primary key first, or add a UNIQUE constraint instead.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD PRIMARY KEY (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD UNIQUE (email);",
		.links = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS",
		.since = "0.1.0",
	},
};
