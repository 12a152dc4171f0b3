/* duplicate_version.c: reported by discovery as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_duplicate_version = {
	.id = "duplicate-version",
	.name = "DuplicateVersion",
	.number = 6,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "two migrations with the same version",
		.why =
			"The runner applies only one of them, or refuses to start. It happens when two branches take the same next\n"
			"number, and each passes its own tests.",
		.instead =
			"Give the newer of the two a new version, the next one that is free. Do not renumber one that was already applied\n"
			"somewhere.",
		.bad =
			"-- V7__add_email.sql\n"
			"-- V7__add_phone.sql",
		.good =
			"-- V7__add_email.sql\n"
			"-- V8__add_phone.sql",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#how-it-works",
		.since = "0.1.0",
	},
};
