/* down_not_inverse.c: reported by analyzer/check/downs.c, which replays up and down. */
#include "migvet/rule.h"

const Rule mv_rule_down_not_inverse = {
	.id = "down-not-inverse",
	.name = "DownNotInverse",
	.number = 34,
	.category = "tooling",
	.severity = SEVERITY_WARNING,
	.options = (const RuleOption[]){
		{ "newest", OPTION_INT, "10", "of a whole history, how many of the newest migrations with a down part are tried; --since tries all" },
		{ 0 },
	},
	.doc = {
		.summary = "up and then down does not give the schema that was there before",
		.why =
			"The way back is walked when a deployment goes wrong, and hardly ever tried before. Something that stays behind makes the\n"
			"next attempt to apply the migration fail ('already exists'), something that is not brought back breaks the code of the\n"
			"release that one goes back to. Both parts are replayed, and the schema before is compared with that after, object by\n"
			"object and field by field; of Django and Alembic it is the SQL that they send.\n"
			"Not reported: data that is lost, the order of columns, names that PostgreSQL chooses, an extension or a schema IF NOT\n"
			"EXISTS that stays, a constraint that comes back NOT VALID, values of an enum (PostgreSQL cannot take one away), and all\n"
			"migrations with a step that is not known; of Django, which goes back by itself, keys and indexes. A down part that raises\n"
			"an exception, or says 'irreversible' in a comment, means it.",
		.instead =
			"1. undo each step in the reverse order: drop what was made, bring back what was changed or dropped as it was\n"
			"2. try it: `migvet schema --at VERSION --revert` is the same as the schema of the version before\n"
			"3. where there is no way back, say so: `-- irreversible: why`",
		.bad =
			"-- +goose Up\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE VIEW everybody AS SELECT id FROM users;\n"
			"-- +goose Down\n"
			"DROP VIEW everybody;",
		.good =
			"-- +goose Up\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE VIEW everybody AS SELECT id FROM users;\n"
			"-- +goose Down\n"
			"DROP VIEW everybody;\n"
			"DROP TABLE users;",
		.links = "https://martinfowler.com/articles/evodb.html",
		.since = "0.1.0",
	},
};
