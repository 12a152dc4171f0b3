/* unknown_constraint.c: reported by the engine: mv_change_failure knows what is missing. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_constraint = {
	.id = "unknown-constraint",
	.name = "UnknownConstraint",
	.number = 52,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a constraint that the table does not have at this point",
		.why =
			"The server refuses the statement (SQLSTATE 42704), and the migration stops there. Mostly the constraint got its\n"
			"name from PostgreSQL (table_column_fkey, table_column_check) and is guessed wrong here, or it was renamed or\n"
			"dropped before.",
		.instead = "Correct the name. To drop a constraint that may be gone already, use DROP CONSTRAINT IF EXISTS.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int CHECK (age > 0));\n"
			"-- next migration\n"
			"ALTER TABLE users DROP CONSTRAINT check_age;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int CHECK (age > 0));\n"
			"-- next migration\n"
			"ALTER TABLE users DROP CONSTRAINT users_age_check;",
		.links =
			"https://www.postgresql.org/docs/current/errcodes-appendix.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
