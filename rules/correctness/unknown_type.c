/* unknown_type.c: reported by the engine: mv_change_failure knows what is missing. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_type = {
	.id = "unknown-type",
	.name = "UnknownType",
	.number = 54,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a type or domain that does not exist at this point",
		.why =
			"The server refuses the statement (SQLSTATE 42704), and the migration stops there. No migration before this one\n"
			"creates the type, and it is not built in.",
		.instead =
			"Correct the name, or create the type or its extension first. If it exists outside of these migrations, list it\n"
			"under `assume-external` in migvet.yaml.",
		.bad =
			"CREATE TYPE mood AS ENUM ('sad', 'happy');\n"
			"-- next migration\n"
			"ALTER TYPE moods ADD VALUE 'calm';",
		.good =
			"CREATE TYPE mood AS ENUM ('sad', 'happy');\n"
			"-- next migration\n"
			"ALTER TYPE mood ADD VALUE 'calm';\n"
			"DROP TYPE IF EXISTS moods;",
		.links =
			"https://www.postgresql.org/docs/current/errcodes-appendix.html\n"
			"https://www.postgresql.org/docs/current/datatype.html",
		.since = "0.1.0",
	},
};
