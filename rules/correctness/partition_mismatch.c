/* partition_mismatch.c: reported by the engine: mv_change_failure knows partitions, bounds and columns. */
#include "migvet/rule.h"

const Rule mv_rule_partition_mismatch = {
	.id = "partition-mismatch",
	.name = "PartitionMismatch",
	.number = 71,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a table that does not fit what it shall become a partition or child of, or is none",
		.why =
			"The server refuses the statement, and the migration stops there: the columns or their types differ (SQLSTATE 42804),\n"
			"the bound overlaps that of another partition (42P17) or is of another strategy (42P16), the parent is not partitioned,\n"
			"the table is a partition already (42809), or it is none and cannot be detached (42P01).",
		.instead =
			"Create the table with LIKE parent INCLUDING ALL before it is attached, and give it values that no other partition has.",
		.bad =
			"CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);\n"
			"CREATE TABLE events_2025 (id integer, day date);\n"
			"-- next migration\n"
			"ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
		.good =
			"CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);\n"
			"-- next migration\n"
			"CREATE TABLE events_2025 (LIKE events INCLUDING ALL);\n"
			"ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
		.links =
			"https://www.postgresql.org/docs/current/ddl-partitioning.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
