/* dependent_objects.c: reported by the engine: mv_change_failure knows what depends on it. */
#include "migvet/rule.h"

const Rule mv_rule_dependent_objects = {
	.id = "dependent-objects",
	.name = "DependentObjects",
	.number = 59,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "something is dropped or changed that other objects depend on",
		.why =
			"The server refuses the statement (SQLSTATE 2BP01 or 0A000), and the migration stops there: a view, foreign key, function\n"
			"or other object still uses it. CASCADE would drop those as well.",
		.instead =
			"Drop or change the dependent objects first, in the same transaction, and create them again afterwards if they are\n"
			"still needed. Use CASCADE only when everything that hangs on it may go.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE VIEW emails AS SELECT email FROM users;\n"
			"-- next migration\n"
			"ALTER TABLE users DROP COLUMN email;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"CREATE VIEW emails AS SELECT email FROM users;\n"
			"-- next migration\n"
			"DROP VIEW emails;\n"
			"ALTER TABLE users DROP COLUMN email;",
		.links = "https://www.postgresql.org/docs/current/ddl-depend.html",
		.since = "0.1.0",
	},
};
