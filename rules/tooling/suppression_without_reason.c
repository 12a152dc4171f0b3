/* suppression_without_reason.c: reported by analyzer/check/suppress.c. */
#include "migvet/rule.h"

const Rule mv_rule_suppression_without_reason = {
	.id = "suppression-without-reason",
	.name = "SuppressionWithoutReason",
	.number = 30,
	.category = "tooling",
	.severity = SEVERITY_OFF,
	.doc = {
		.summary = "a migvet comment that gives no reason",
		.why =
			"Who meets the comment a year later cannot tell whether it still holds, so that it stays forever. Off by default: turn it\n"
			"on when your policy wants reasons.",
		.instead = "Write the reason behind the rule: -- migvet: allow RULE -- reason",
		.bad =
			"-- migvet: allow drop-column\n"
			"ALTER TABLE users DROP COLUMN email;",
		.good =
			"-- migvet: allow drop-column -- nobody reads it since release 7\n"
			"ALTER TABLE users DROP COLUMN email;",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#configuration",
		.since = "0.1.0",
	},
};
