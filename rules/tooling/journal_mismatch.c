/* journal_mismatch.c: reported by discovery as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_journal_mismatch = {
	.id = "journal-mismatch",
	.name = "JournalMismatch",
	.number = 9,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a migration directory that does not agree with its own list of files",
		.why =
			"Some runners apply what a list names (a changelog, a journal, a file of checksums). A migration that is not\n"
			"listed is never applied, a listed one that is missing stops the run, and a wrong checksum makes the runner\n"
			"refuse the directory.",
		.instead =
			"Let the runner's own command write the list again (`atlas migrate hash`, `drizzle-kit generate`), or add the\n"
			"missing file or entry.",
		.bad = "-- atlas.sum names 20240101_a.sql, and the directory holds 20240102_b.sql too",
		.good = "-- atlas.sum names every migration of the directory",
		.links = "https://orm.drizzle.team/docs/kit-overview",
		.since = "0.1.0",
	},
};
