/* fk_not_valid_on_partitioned.c: reported by the engine: mv_change_failure knows the server version. */
#include "migvet/rule.h"

const Rule mv_rule_fk_not_valid_on_partitioned = {
	.id = "fk-not-valid-on-partitioned",
	.name = "FkNotValidOnPartitioned",
	.number = 63,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a NOT VALID foreign key on a partitioned table before PostgreSQL 18",
		.why =
			"Before PostgreSQL 18 the server refuses the constraint (SQLSTATE 42809), and the migration stops there: a partitioned table\n"
			"cannot have a foreign key that is not valid.",
		.instead =
			"Add the foreign key NOT VALID to each partition and validate it there, then add it to the partitioned table: it finds\n"
			"the partitions' constraints and does not scan again. Or wait for PostgreSQL 18.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE events (id bigint, user_id bigint, at date) PARTITION BY RANGE (at);\n"
			"-- next migration\n"
			"ALTER TABLE events ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE events (id bigint, user_id bigint, at date) PARTITION BY RANGE (at);\n"
			"CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');\n"
			"-- next migration\n"
			"ALTER TABLE events_2024 ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-partitioning.html",
		.since = "0.1.0",
	},
};
