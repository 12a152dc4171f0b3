/* no_automatic_cast.c: reported by the engine: mv_change_failure knows the casts. */
#include "migvet/rule.h"

const Rule mv_rule_no_automatic_cast = {
	.id = "no-automatic-cast",
	.name = "NoAutomaticCast",
	.number = 67,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a value or default that the server does not cast to the column's type",
		.why =
			"The server refuses the statement (SQLSTATE 42804; 22P02 for a text that is no value of the type), and the migration\n"
			"stops there. When a column's type changes, its default must be cast, too: USING does not help with that.",
		.instead =
			"Say in USING how the values become those of the new type; write DROP DEFAULT before and SET DEFAULT behind the\n"
			"change, in the same ALTER TABLE.",
		.bad =
			"CREATE TABLE jobs (id bigint PRIMARY KEY, priority text);\n"
			"-- next migration\n"
			"ALTER TABLE jobs ALTER COLUMN priority TYPE integer;",
		.good =
			"CREATE TABLE jobs (id bigint PRIMARY KEY, priority text);\n"
			"-- next migration\n"
			"-- migvet: allow column-type-rewrite: the table is small\n"
			"ALTER TABLE jobs ALTER COLUMN priority TYPE integer USING priority::integer;",
		.links =
			"https://www.postgresql.org/docs/current/sql-createcast.html\n"
			"https://www.postgresql.org/docs/current/typeconv.html",
		.since = "0.1.0",
	},
};
