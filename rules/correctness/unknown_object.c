/* unknown_object.c: reported by the engine: mv_change_failure knows what is missing. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_object = {
	.id = "unknown-object",
	.name = "UnknownObject",
	.number = 55,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a schema, sequence, view, trigger or other object that does not exist at this point",
		.why =
			"The server refuses the statement, and the migration stops there. The history was replayed up to here, and nothing\n"
			"in it creates the object, or it was dropped or renamed before.",
		.instead =
			"Correct the name, or create the object first. If it exists outside of these migrations, list it under\n"
			"`assume-external` in migvet.yaml. To be safe to repeat, use IF EXISTS.",
		.bad =
			"CREATE SCHEMA shop;\n"
			"-- next migration\n"
			"DROP SCHEMA store;",
		.good =
			"CREATE SCHEMA shop;\n"
			"-- next migration\n"
			"DROP SCHEMA shop;\n"
			"DROP SCHEMA IF EXISTS store;",
		.links = "https://www.postgresql.org/docs/current/errcodes-appendix.html",
		.since = "0.1.0",
	},
};
