/* config_schema.c: the keys of migvet.yaml. */
#include "config_schema.h"

static const ConfigKey postgres_keys[] = {
	{ .name = "version", .type = CONFIG_VERSIONS, .help = "the server's major: 15, [14, 17] or \"14-17\"" },
	{ .name = "versions", .type = CONFIG_VERSIONS, .help = "the same" },
	{ .name = NULL },
};

static const ConfigKey django_keys[] = {
	{ .name = "version", .type = CONFIG_RELEASE, .offset = offsetof(Config, django_version),
	  .help = "Django's version; not given: as the project's requirements or lock file say" },
	{ .name = "settings", .type = CONFIG_TEXT, .offset = offsetof(Config, django_settings),
	  .help = "the settings module, \"shop.settings\"; not given: as manage.py says" },
	{ .name = NULL },
};

static const ConfigKey alembic_keys[] = {
	{ .name = "sqlalchemy-version", .type = CONFIG_RELEASE, .offset = offsetof(Config, sqlalchemy_version),
	  .help = "SQLAlchemy's version; not given: as the project's requirements or lock file say" },
	{ .name = NULL },
};

static const ConfigKey migrations_keys[] = {
	{ .name = "path", .type = CONFIG_TEXT, .offset = offsetof(PathConfig, path), .required = true,
	  .help = "a directory of migrations" },
	{ .name = "layout", .type = CONFIG_LAYOUT, .offset = offsetof(PathConfig, layout),
	  .help = "the runner's conventions; not given: detected" },
	{ .name = "transaction", .type = CONFIG_TRANSACTION, .offset = offsetof(PathConfig, transaction),
	  .help = "what the runner puts a transaction around" },
	{ .name = "dialect", .type = CONFIG_DIALECT, .offset = offsetof(PathConfig, dialect),
	  .help = "the database's SQL; only postgresql is judged" },
	{ .name = "history-table", .type = CONFIG_TEXT, .offset = offsetof(PathConfig, history_table),
	  .help = "where the runner notes what it applied, \"name\" or \"schema.name\"; not given: where it does by default" },
	{ .name = "complete", .type = CONFIG_TRI, .offset = offsetof(PathConfig, complete),
	  .help = "does the history start from an empty database?" },
	{ .name = NULL },
};

static const ConfigKey override_keys[] = {
	{ .name = "paths", .type = CONFIG_GLOBS, .offset = offsetof(PathOverride, paths), .required = true,
	  .help = "the files that this is about" },
	{ .name = "rules", .type = CONFIG_RULES, .offset = offsetof(PathOverride, rules),
	  .help = "severities and options there" },
	{ .name = "ignore", .type = CONFIG_FLAG, .offset = offsetof(PathOverride, ignore),
	  .help = "replay them, but do not judge them" },
	{ .name = "layout", .type = CONFIG_LAYOUT, .offset = offsetof(PathOverride, layout),
	  .help = "the runner's conventions" },
	{ .name = "transaction", .type = CONFIG_TRANSACTION, .offset = offsetof(PathOverride, transaction),
	  .help = "what the runner puts a transaction around" },
	{ .name = NULL },
};

static const ConfigKey limit_keys[] = {
	{ .name = "columns-per-table", .type = CONFIG_COUNT, .offset = offsetof(PolicyConfig, limits.table_columns),
	  .help = "of a table, when it is made or gets another one" },
	{ .name = "indexes-per-table", .type = CONFIG_COUNT, .offset = offsetof(PolicyConfig, limits.table_indexes),
	  .help = "the same, with those of its keys" },
	{ .name = "tables-per-schema", .type = CONFIG_COUNT, .offset = offsetof(PolicyConfig, limits.schema_tables),
	  .help = "without partitions" },
	{ .name = "new-tables-per-migration", .type = CONFIG_COUNT, .offset = offsetof(PolicyConfig, limits.migration_tables),
	  .help = "without partitions and temporary tables" },
	{ .name = "new-columns-per-migration", .type = CONFIG_COUNT, .offset = offsetof(PolicyConfig, limits.migration_columns),
	  .help = "of tables that were there before" },
	{ .name = "new-indexes-per-migration", .type = CONFIG_COUNT, .offset = offsetof(PolicyConfig, limits.migration_indexes),
	  .help = "on tables that were there before" },
	{ .name = NULL },
};

static const ConfigKey timeout_keys[] = {
	{ .name = "lock_timeout", .type = CONFIG_TIME_RANGE, .offset = offsetof(PolicyConfig, lock_timeout),
	  .help = "'1s .. 5s', '.. 5s', '1s ..' or '2s'" },
	{ .name = "statement_timeout", .type = CONFIG_TIME_RANGE, .offset = offsetof(PolicyConfig, statement_timeout), .help = "the same" },
	{ .name = NULL },
};

static const ConfigKey policy_keys[] = {
	{ .name = "id", .type = CONFIG_ID, .offset = offsetof(PolicyConfig, id), .required = true,
	  .help = "what its findings are called, and suppressions name: lower case letters, digits and '-'" },
	{ .name = "severity", .type = CONFIG_LEVEL, .offset = offsetof(PolicyConfig, severity), .help = "error, warning (default) or info" },
	{ .name = "message", .type = CONFIG_TEXT, .offset = offsetof(PolicyConfig, message),
	  .help = "what a finding says; {name} stands for the query's column of that name, {problem} for what is said without it" },
	{ .name = "help", .type = CONFIG_TEXT, .offset = offsetof(PolicyConfig, help), .help = "what to do instead" },
	{ .name = "paths", .type = CONFIG_GLOBS, .offset = offsetof(PolicyConfig, paths), .help = "the migrations that it is about; not given: all" },
	{ .name = "tables", .type = CONFIG_TEXTS, .offset = offsetof(PolicyConfig, tables),
	  .help = "patterns of the tables that it is about, 'orders', 'audit.*'; not given: all" },
	{ .name = "except-tables", .type = CONFIG_TEXTS, .offset = offsetof(PolicyConfig, except_tables), .help = "patterns of tables that it is not about" },
	{ .name = "query", .type = CONFIG_QUERY, .offset = offsetof(PolicyConfig, query),
	  .help = "one SELECT over the tables of 'migvet query --tables'; each row is a finding at its column `change` or `from_change`" },
	{ .name = "required-columns", .type = CONFIG_COLUMN_TYPES, .help = "columns that new tables need: {created_at: timestamptz, owner: }" },
	{ .name = "forbidden-types", .type = CONFIG_TYPES, .help = "types that columns do not get, and what to use: {json: jsonb, money: }" },
	{ .name = "required-comments", .type = CONFIG_COMMENTED, .help = "what needs a comment when it is new: tables, columns, or both" },
	{ .name = "forbidden-operations", .type = CONFIG_OPERATIONS,
	  .help = "kinds of changes, as `changes.kind` of 'migvet query' has them: [drop table, drop *]; 'alter table' means each of its parts" },
	{ .name = "forbidden-references", .type = CONFIG_REFERENCES, .help = "patterns of tables that get no more foreign keys" },
	{ .name = "at-most", .type = CONFIG_LIMITS, .keys = limit_keys, .help = "how many columns, indexes and tables there may be" },
	{ .name = "required-timeouts", .type = CONFIG_TIMEOUTS, .keys = timeout_keys,
	  .help = "what must be set when a table that exists is locked against writers" },
	{ .name = "frozen", .type = CONFIG_WINDOWS,
	  .help = "when nothing is deployed: [2026-12-20 .. 2027-01-03, fri 15:00 .. mon 07:00]; with 'paths', of these migrations" },
	{ .name = "time-zone", .type = CONFIG_ZONE, .offset = offsetof(PolicyConfig, time_zone), .help = "of `frozen`; UTC when not given" },
	{ .name = NULL },
};

static const ConfigKey small_keys[] = {
	{ .name = "rows", .type = CONFIG_ROWS, .offset = offsetof(Config, small.rows), .help = "at most as many: 10000, 10k" },
	{ .name = "bytes", .type = CONFIG_BYTES, .offset = offsetof(Config, small.bytes), .help = "and at most as much, with indexes: 10 MB" },
	{ .name = NULL },
};

static const ConfigKey huge_keys[] = {
	{ .name = "rows", .type = CONFIG_ROWS, .offset = offsetof(Config, huge.rows), .help = "that many or more: 100M" },
	{ .name = "bytes", .type = CONFIG_BYTES, .offset = offsetof(Config, huge.bytes), .help = "or that much, with indexes: 50 GB" },
	{ .name = NULL },
};

static const ConfigKey size_keys[] = {
	{ .name = "from", .type = CONFIG_SNAPSHOT, .offset = offsetof(Config, sizes_from),
	  .help = "what 'migvet snapshot --sizes' has written" },
	{ .name = "small", .type = CONFIG_GROUP, .keys = small_keys, .help = "tables on which locks and rewrites weigh less" },
	{ .name = "huge", .type = CONFIG_GROUP, .keys = huge_keys, .help = "tables on which they weigh more" },
	{ .name = NULL },
};

const ConfigKey mv_config_keys[] = {
	{ .name = "extends", .type = CONFIG_EXTENDS,
	  .help = "files that this one goes on from, relative to it: one or a list; what stands here wins" },
	{ .name = "postgres", .type = CONFIG_GROUP, .keys = postgres_keys, .help = "the servers that run the migrations" },
	{ .name = "postgres-version", .type = CONFIG_VERSIONS, .help = "short for postgres: {version: ...}" },
	{ .name = "postgres-versions", .type = CONFIG_VERSIONS, .help = "short for postgres: {versions: ...}" },
	{ .name = "migrations", .type = CONFIG_MIGRATIONS, .offset = offsetof(Config, migrations), .keys = migrations_keys,
	  .help = "where migrations are; not given: searched" },
	{ .name = "django", .type = CONFIG_GROUP, .keys = django_keys, .help = "how Django runs the migrations" },
	{ .name = "alembic", .type = CONFIG_GROUP, .keys = alembic_keys, .help = "how Alembic runs the migrations" },
	{ .name = "exclude", .type = CONFIG_GLOBS, .offset = offsetof(Config, exclude),
	  .help = "files and directories that hold no migrations" },
	{ .name = "small-tables", .type = CONFIG_TEXTS, .offset = offsetof(Config, small_tables),
	  .help = "patterns of tables that may be locked and rewritten" },
	{ .name = "sizes", .type = CONFIG_GROUP, .keys = size_keys, .help = "how large the tables are in production" },
	{ .name = "assume-external", .type = CONFIG_TEXTS, .offset = offsetof(Config, assume_external),
	  .help = "patterns of objects that exist although no migration creates them" },
	{ .name = "drift-ignore", .type = CONFIG_TEXTS, .offset = offsetof(Config, drift_ignore),
	  .help = "patterns of what 'migvet drift' leaves out: names, or a kind and a name" },
	{ .name = "lock-timeout-managed", .type = CONFIG_FLAG, .offset = offsetof(Config, lock_timeout_managed),
	  .help = "the runner or the role sets lock_timeout" },
	{ .name = "rules", .type = CONFIG_RULES, .offset = offsetof(Config, rules),
	  .help = "severities and options of rules and categories" },
	{ .name = "overrides", .type = CONFIG_OVERRIDES, .offset = offsetof(Config, overrides), .keys = override_keys,
	  .help = "other settings for some paths; later ones win" },
	{ .name = "policies", .type = CONFIG_POLICIES, .offset = offsetof(Config, policies), .keys = policy_keys,
	  .help = "rules of your own" },
	{ .name = "fail-on", .type = CONFIG_LEVEL, .offset = offsetof(Config, fail_on),
	  .help = "the severity from which on the exit code is 1" },
	{ .name = "ci-reports", .type = CONFIG_FLAG, .offset = offsetof(Config, ci_reports),
	  .help = "inside GitHub Actions add annotations and a job summary to a report for people, inside GitLab CI a Code Quality report" },
	{ .name = "baseline", .type = CONFIG_FILE, .offset = offsetof(Config, baseline),
	  .help = "a file of known findings, which are not reported" },
	{ .name = "baseline-schema", .type = CONFIG_FILE, .offset = offsetof(Config, baseline_schema),
	  .help = "SQL of what the database held before the first migration: a pg_dump --schema-only" },
	{ .name = NULL },
};
