/* syntax_error.c: reported by the SQL front end as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_syntax_error = {
	.id = "syntax-error",
	.name = "SyntaxError",
	.number = 1,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a statement that PostgreSQL cannot parse",
		.why =
			"The server refuses the statement with SQLSTATE 42601, and with it the migration. Nothing of the statement\n"
			"was checked; the rest of the file was.",
		.instead =
			"Correct the statement at the place that the message names. If the file is not meant for PostgreSQL, say so\n"
			"in migvet.yaml: `migrations: [{path: db/mysql, dialect: mysql}]`, or leave it out with `exclude`.",
		.bad = "CREATE TABLE users (id bigint,, name text);",
		.good = "CREATE TABLE users (id bigint, name text);",
		.links = "https://www.postgresql.org/docs/current/sql-commands.html",
		.since = "0.1.0",
	},
};
