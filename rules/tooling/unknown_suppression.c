/* unknown_suppression.c: reported by analyzer/check/suppress.c. */
#include "migvet/rule.h"

const Rule mv_rule_unknown_suppression = {
	.id = "unknown-suppression",
	.name = "UnknownSuppression",
	.number = 3,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a migvet comment that names no known rule",
		.why =
			"The comment allows nothing: the finding that it is meant for is still reported, or will be as soon as it\n"
			"appears. Mostly the rule's name is misspelled.",
		.instead =
			"Correct the name: `migvet rules` lists all rules and their categories. The form is\n"
			"-- migvet: allow RULE[, RULE] -- reason",
		.bad =
			"-- migvet: allow drop-colunm -- nobody reads it\n"
			"ALTER TABLE users DROP COLUMN email;",
		.good =
			"-- migvet: allow syntax-error -- a template\n"
			"SELEC 1;",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#configuration",
		.since = "0.1.0",
	},
};
