/* expired_suppression.c: reported by analyzer/check/suppress.c. */
#include "migvet/rule.h"

const Rule mv_rule_expired_suppression = {
	.id = "expired-suppression",
	.name = "ExpiredSuppression",
	.number = 31,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a migvet comment whose day has come",
		.why =
			"The comment allows something until a day: -- migvet: allow RULE until 2027-01-31 -- reason. From that day on what it\n"
			"allowed is reported again, along with this.",
		.instead = "Repair what it allows, or remove the comment. A later day is a new decision, with a new reason.",
		.bad =
			"-- migvet: allow syntax-error until 2020-01-31 -- the template is being replaced\n"
			"SELEC 1;",
		.good =
			"-- migvet: allow syntax-error until 9999-12-31 -- the template is being replaced\n"
			"SELEC 1;",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#configuration",
		.since = "0.1.0",
	},
};
