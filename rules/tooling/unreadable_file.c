/* unreadable_file.c: reported by discovery as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_unreadable_file = {
	.id = "unreadable-file",
	.name = "UnreadableFile",
	.number = 2,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a file or directory that could not be read",
		.why =
			"What it holds was not checked, and what later migrations build on is not known. A gate that passes over it\n"
			"would pass over anything.",
		.instead =
			"Make it readable and keep it a regular file of reasonable size. If it is no migration, list it under `exclude`\n"
			"in migvet.yaml.",
		.bad = "-- V7__load.sql has no read permission, or is a broken symbolic link",
		.good = "-- V7__load.sql is a regular file that can be read",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#use",
		.since = "0.1.0",
	},
};
