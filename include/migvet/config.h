/*
 * config.h: what migvet.yaml and the command line decide. Every default is in
 * analyzer/check/config.c.
 */
#ifndef MIGVET_CONFIG_H
#define MIGVET_CONFIG_H

#include "migvet/policy.h"

typedef struct RuleSetting {
	const char *id;      /* rule id or category */
	bool has_severity;
	Severity severity;
	Map options;         /* name: const char * as text; NULL arena when none */
	uint32_t line;       /* in the configuration file */
} RuleSetting;
typedef VEC(RuleSetting) RuleSettingVec;

/* `overrides:` settings for paths that match. */
typedef struct PathOverride {
	VEC(const char *) paths; /* globs; what they name includes what is below it */
	RuleSettingVec rules;
	const char *layout;      /* or NULL */
	TransactionMode transaction;
	bool ignore;             /* not judged, only replayed */
} PathOverride;

/* `migrations:` a directory and how it is run. */
typedef struct PathConfig {
	const char *path;
	const char *layout; /* or NULL: detect */
	TransactionMode transaction;
	const char *dialect; /* or NULL */
	const char *history_table; /* where the runner notes what it applied, "schema.name" or "name"; NULL: the layout's */
	Tri complete;       /* the history starts from an empty database */
} PathConfig;

/* Of a table; what is not given in the configuration is as in analyzer/check/config.c. */
typedef struct SizeThreshold {
	int64_t rows, bytes; /* bytes: with indexes and TOAST */
} SizeThreshold;

typedef struct Config {
	const char *file;      /* shown; NULL: none found */
	const struct Node *tree; /* as read, with what it extends; NULL: no file, or an empty one (analyzer/check/config_yaml.h) */
	const char *directory; /* of the file, or the working directory: paths are relative to it */
	/*
	 * Between shown paths (relative to the working directory) and the
	 * configuration's: added in front, or taken off; NULL when both are the same.
	 */
	const char *path_added, *path_removed;
	VEC(int) versions;     /* PostgreSQL majors to judge, ascending; default 14..18 */
	bool versions_given;   /* by the configuration or the command line */
	VEC(PathConfig) migrations;
	VEC(const char *) exclude;      /* globs of files that are not migrations */
	VEC(const char *) small_tables; /* patterns: locking and rewriting them hurts nobody */
	const char *sizes_from;         /* a snapshot with sizes, or (from the command line) a database; NULL: sizes are not known */
	SizeThreshold small;            /* at most that large: what locks and rewrites weighs less */
	SizeThreshold huge;             /* from there on it weighs more */
	const struct Snapshot *sizes;   /* read from it; NULL: none */
	VEC(const char *) assume_external; /* patterns of objects that exist outside the history */
	VEC(const char *) drift_ignore; /* patterns of what is no drift: as --ignore of 'migvet drift' */
	bool lock_timeout_managed;      /* the runner sets lock_timeout */
	RuleSettingVec rules;
	VEC(PathOverride) overrides;
	VEC(PolicyConfig *) policies;
	Severity fail_on;
	bool ci_reports;                /* inside a CI system add what that shows (default) */
	const char *today;              /* "2026-11-21": what `until` in suppressions is compared with; NULL: nothing expires */
	const char *django_version;     /* "4.2"; NULL: as the project's requirements say */
	const char *django_settings;    /* dotted name of the settings module; NULL: as manage.py says */
	const char *sqlalchemy_version; /* the same of SQLAlchemy, for Alembic */
	const char *baseline;           /* file, or NULL */
	const char *baseline_schema;    /* SQL file of what there was before the first migration, or NULL */
} Config;

/* The file that is nearest: migvet.yaml (or .migvet.yaml, migvet.yml) from `start` upwards, within the repository; NULL: none. */
const char *mv_config_nearest(const char *start, Arena *arena);
/* Loads that file; none is no error. */
bool mv_config_find(Config *config, const char *start, Arena *arena, Error *err);
/* Errors read "file:line:column: message". */
bool mv_config_load(Config *config, const char *file, Arena *arena, Error *err);
void mv_config_defaults(Config *config, Arena *arena);

/* "15", "14,17" or "14-18": the majors to judge, ascending; from the command line and the configuration. */
#define MV_OLDEST_POSTGRES 12
#define MV_NEWEST_POSTGRES 18
bool mv_config_versions(Config *config, const char *text, Arena *arena, Error *err);

/* Does one of an override's globs name this path, as shown? */
bool mv_config_override_applies(const Config *config, const PathOverride *override, const char *path);

/*
 * The severity of a rule for a path, overrides applied. A rule's own setting
 * beats its category's; a category's does not switch on rules that are off by default.
 */
Severity mv_config_severity(const Config *config, const Rule *rule, const char *path);
/* All rules: the built-in ones, then those of the policies; ends with NULL. */
const Rule *const *mv_config_rules(const Config *config, Arena *arena, size_t *count);
/* Is the path one of the policy's? */
bool mv_config_policy_applies(const Config *config, const PolicyConfig *policy, const char *path);
/* The text of a rule's option for a path, or its default. */
const char *mv_config_option(const Config *config, const Rule *rule, const char *name, const char *path);

/* The JSON Schema of migvet.yaml, for editors. */
void mv_config_json_schema(StrBuf *out);

/* One value that holds, and who says so. */
typedef struct ConfigValue {
	const char *key;   /* "fail-on", "rules.drop-table.severity" */
	const char *value; /* as YAML on one line; NULL: none */
	const char *file;  /* where it stands; NULL: `origin` alone */
	uint32_t line, column;
	const char *origin; /* "default", "file", "extends", "command line", "environment" */
} ConfigValue;
typedef VEC(ConfigValue) ConfigValueVec;

/* Every key of the file with what holds, in the order of the documentation; rules and lists entry by entry. */
void mv_config_explain(const Config *config, Arena *arena, ConfigValueVec *values);

/*
 * When the migrations are judged, for policies that freeze: `given` ("2026-12-24T15:30", in whatever zone a policy has;
 * a day alone means its noon), or NULL: by the clock of this machine.
 */
void mv_config_set_now(Config *config, const char *given, Arena *arena);

#endif
