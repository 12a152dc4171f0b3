/* missing_down.c: reported by analyzer/check/downs.c. */
#include "migvet/rule.h"

const Rule mv_rule_missing_down = {
	.id = "missing-down",
	.name = "MissingDown",
	.number = 32,
	.category = "tooling",
	.severity = SEVERITY_INFO,
	.doc = {
		.summary = "a migration that changes the schema has no part for going back, though most others of the history have one",
		.why =
			"The team relies on going back step by step, and here the step is missing: the runner stops, or passes over it and leaves the\n"
			"schema as it is. It is noticed when a release has to be taken back.\n"
			"Not reported: histories in which going back is not the custom, migrations that only change data, and those that say\n"
			"'irreversible' in a comment.",
		.instead = "Add the part that the layout has for it (a '.down.sql' file, '-- +goose Down', '-- migrate:down', 'downgrade()'), or say why not.",
		.bad =
			"-- +goose Up\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n"
			"DROP TABLE users;\n"
			"-- next migration\n"
			"-- +goose Up\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n"
			"DROP TABLE orders;\n"
			"-- next migration\n"
			"-- +goose Up\n"
			"CREATE TABLE items (id bigint PRIMARY KEY);",
		.good =
			"-- +goose Up\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n"
			"DROP TABLE users;\n"
			"-- next migration\n"
			"-- +goose Up\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n"
			"DROP TABLE orders;\n"
			"-- next migration\n"
			"-- +goose Up\n"
			"CREATE TABLE items (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n"
			"DROP TABLE items;",
		.links = "https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md",
		.since = "0.1.0",
	},
};
