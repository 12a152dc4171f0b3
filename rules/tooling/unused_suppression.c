/* unused_suppression.c: reported by analyzer/check/suppress.c. */
#include "migvet/rule.h"

const Rule mv_rule_unused_suppression = {
	.id = "unused-suppression",
	.name = "UnusedSuppression",
	.number = 4,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.doc = {
		.summary = "a migvet comment that allows what is not there",
		.why =
			"It hides nothing now, but would hide the next finding of that rule at this place, which nobody has looked at.\n"
			"Only rules that ran are judged: one that is off, or a file that is not under review, leaves its comments alone.",
		.instead =
			"Remove the rule from the comment, or the comment. If it stands at the wrong place: at the end of a line it\n"
			"covers that line, on a line of its own the line or statement below.",
		.bad =
			"-- migvet: allow syntax-error -- was needed for the old template\n"
			"CREATE TABLE users (id bigint);",
		.good =
			"-- migvet: allow syntax-error -- a template\n"
			"CREATE TABLE users (id bigint,, name text);",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#configuration",
		.since = "0.1.0",
	},
};
