/* unique_misses_partition_key.c: reported by the engine: mv_change_failure knows the partition key. */
#include "migvet/rule.h"

const Rule mv_rule_unique_misses_partition_key = {
	.id = "unique-misses-partition-key",
	.name = "UniqueMissesPartitionKey",
	.number = 64,
	.category = "correctness",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a unique constraint or index on a partitioned table without its partition key",
		.why =
			"The server refuses it (SQLSTATE 0A000), and the migration stops there: each partition has an index of its own, so\n"
			"uniqueness over all partitions needs the columns of the partition key.",
		.instead = "Add the partition key's columns to the key, or make the columns unique in each partition.",
		.bad =
			"CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);\n"
			"-- next migration\n"
			"ALTER TABLE events ADD PRIMARY KEY (id);",
		.good =
			"CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);\n"
			"-- next migration\n"
			"ALTER TABLE events ADD PRIMARY KEY (id, at);",
		.links = "https://www.postgresql.org/docs/current/ddl-partitioning.html",
		.since = "0.1.0",
	},
};
