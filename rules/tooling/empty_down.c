/* empty_down.c: reported by analyzer/check/downs.c. */
#include "migvet/rule.h"

const Rule mv_rule_empty_down = {
	.id = "empty-down",
	.name = "EmptyDown",
	.number = 33,
	.category = "tooling",
	.severity = SEVERITY_INFO,
	.doc = {
		.summary = "a migration that changes the schema has a part for going back, without a statement in it",
		.why =
			"The runner goes back without a complaint and takes the migration off its list, but the schema keeps what it made. The next\n"
			"attempt to apply it then fails with 'already exists', in the middle of repairing a release.\n"
			"Not reported: migrations that only change data, and a part with a comment of its author's, who then meant it.",
		.instead = "Undo what the migration does. Where there is no way back, or none is needed, say so: `-- irreversible: why`.",
		.bad =
			"-- +goose Up\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n",
		.good =
			"-- +goose Up\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- +goose Down\n"
			"DROP TABLE users;",
		.links = "https://pressly.github.io/goose/documentation/annotations/\n"
			 "https://alembic.sqlalchemy.org/en/latest/tutorial.html#downgrading",
		.since = "0.1.0",
	},
};
