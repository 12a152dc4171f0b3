/* stale_baseline.c: reported by analyzer/check/baseline.c. */
#include "migvet/rule.h"

const Rule mv_rule_stale_baseline = {
	.id = "stale-baseline",
	.name = "StaleBaseline",
	.number = 5,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a baseline entry whose finding is gone",
		.why =
			"The finding was repaired, or its migration was edited or removed. As long as the entry stays, the same\n"
			"finding could come back unseen. Entries of files that are not under review are not judged.",
		.instead =
			"Write the baseline anew (`migvet check --write-baseline FILE`), or remove the entry from the file.",
		.bad = "-- the baseline lists a finding in V3__drop.sql, which does not exist any more",
		.good = "-- every entry of the baseline is still found",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#configuration",
		.since = "0.1.0",
	},
};
