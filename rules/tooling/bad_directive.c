/* bad_directive.c: reported by discovery as a Problem. */
#include "migvet/rule.h"

const Rule mv_rule_bad_directive = {
	.id = "bad-directive",
	.name = "BadDirective",
	.number = 8,
	.category = "tooling",
	.severity = SEVERITY_ERROR,
	.doc = {
		.summary = "a comment that should steer the migration runner, but does not",
		.why =
			"Runners take their instructions from comments (which part goes up and which down, where a statement ends, whether\n"
			"there is a transaction). One that is misspelled or not closed makes the runner refuse the file, or apply another part\n"
			"of it than was meant.",
		.instead = "Write the marker as the runner expects it, and close what is opened.",
		.bad =
			"-- +goose Up\n"
			"-- +goose StatementBegin\n"
			"CREATE TABLE users (id bigint);",
		.good =
			"-- +goose Up\n"
			"-- +goose StatementBegin\n"
			"CREATE TABLE users (id bigint);\n"
			"-- +goose StatementEnd",
		.links = "https://github.com/migvet/migvet/blob/main/README.md#use",
		.since = "0.1.0",
	},
};
