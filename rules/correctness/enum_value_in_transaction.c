/* enum_value_in_transaction.c: reported by the engine: mv_change_failure knows which values are new. */
#include "migvet/rule.h"

const Rule mv_rule_enum_value_in_transaction = {
	.id = "enum-value-in-transaction",
	.name = "EnumValueInTransaction",
	.number = 68,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "an enum value that is used in the transaction that adds it",
		.why =
			"ALTER TYPE ... ADD VALUE may run in a transaction, but until that is committed the server refuses every use of the\n"
			"value (SQLSTATE 55P04): in an INSERT or UPDATE, a default, a CHECK, an index, a view, a cast. Most runners put a whole\n"
			"migration in one transaction. Values that CREATE TYPE lists can be used at once.",
		.instead =
			"Add the value in a migration of its own and use it in the next one.",
		.bad =
			"CREATE TYPE mood AS ENUM ('happy');\n"
			"CREATE TABLE people (id bigint PRIMARY KEY, mood mood);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TYPE mood ADD VALUE 'calm';\n"
			"INSERT INTO people (id, mood) VALUES (1, 'calm');\n"
			"COMMIT;",
		.good =
			"CREATE TYPE mood AS ENUM ('happy');\n"
			"CREATE TABLE people (id bigint PRIMARY KEY, mood mood);\n"
			"-- next migration\n"
			"ALTER TYPE mood ADD VALUE 'calm';\n"
			"-- next migration\n"
			"INSERT INTO people (id, mood) VALUES (1, 'calm');",
		.links = "https://www.postgresql.org/docs/current/sql-altertype.html",
		.since = "0.1.0",
	},
};
