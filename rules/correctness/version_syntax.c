/* version_syntax.c: reported by the engine: mv_change_failure knows what each version can do. */
#include "migvet/rule.h"

const Rule mv_rule_version_syntax = {
	.id = "version-syntax",
	.name = "VersionSyntax",
	.number = 66,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "something that an older server does not know yet",
		.why =
			"A server of that version refuses the statement, mostly as a syntax error (SQLSTATE 42601), and the migration stops there.\n"
			"It works on the developer's newer server.",
		.instead =
			"Use a form that the oldest server understands, or say in migvet.yaml which versions run the migrations:\n"
			"`postgres: {versions: [16, 17]}`.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text, upper_name text GENERATED ALWAYS AS (upper(name)) VIRTUAL);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text, upper_name text GENERATED ALWAYS AS (upper(name)) STORED);",
		.links = "https://www.postgresql.org/docs/current/release.html",
		.since = "0.1.0",
	},
};
