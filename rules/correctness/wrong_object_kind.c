/* wrong_object_kind.c: reported by the engine: mv_change_failure knows what the object is. */
#include "migvet/rule.h"

const Rule mv_rule_wrong_object_kind = {
	.id = "wrong-object-kind",
	.name = "WrongObjectKind",
	.number = 58,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a statement for one kind of object, used on another",
		.why =
			"The server refuses the statement (SQLSTATE 42809), and the migration stops there: DROP TABLE does not drop a view,\n"
			"and a view has no constraints.",
		.instead =
			"Use the statement for what the object is: DROP VIEW, DROP MATERIALIZED VIEW, DROP INDEX, ALTER VIEW, ...",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE VIEW members AS SELECT id FROM users;\n"
			"-- next migration\n"
			"DROP TABLE members;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE VIEW members AS SELECT id FROM users;\n"
			"-- next migration\n"
			"DROP VIEW members;",
		.links = "https://www.postgresql.org/docs/current/errcodes-appendix.html",
		.since = "0.1.0",
	},
};
