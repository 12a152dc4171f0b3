/*
 * config_schema.h: what a configuration may say, as one table. Reading,
 * error messages, the JSON Schema and --explain derive from it.
 */
#ifndef MIGVET_CHECK_CONFIG_SCHEMA_H
#define MIGVET_CHECK_CONFIG_SCHEMA_H

#include "config_yaml.h"

#include "migvet/config.h"

typedef enum ConfigType {
	CONFIG_FLAG,        /* bool */
	CONFIG_TRI,         /* Tri: not given is unknown */
	CONFIG_TEXT,        /* const char * */
	CONFIG_FILE,        /* const char *: a path, relative to the file in which it stands */
	CONFIG_SNAPSHOT,    /* const char *: the same, and no database's URL */
	CONFIG_ROWS,        /* int64_t: "10k" */
	CONFIG_BYTES,       /* int64_t: "10 MB" */
	CONFIG_TEXTS,       /* VEC(const char *): one or a list */
	CONFIG_GLOBS,       /* VEC(const char *): path patterns */
	CONFIG_LEVEL,       /* Severity, not off */
	CONFIG_LAYOUT,      /* const char *: a known layout */
	CONFIG_DIALECT,     /* const char * */
	CONFIG_TRANSACTION, /* TransactionMode */
	CONFIG_VERSIONS,    /* Config.versions */
	CONFIG_RELEASE,     /* const char *: "4.2" */
	CONFIG_RULES,       /* RuleSettingVec */
	CONFIG_EXTENDS,     /* files that this one goes on from: one or a list */
	CONFIG_GROUP,       /* keys of the same struct, one level down */
	CONFIG_MIGRATIONS,  /* list of PathConfig */
	CONFIG_OVERRIDES,   /* list of PathOverride */
	CONFIG_POLICIES,    /* list of PolicyConfig */
	CONFIG_ID,          /* const char *: lower case letters, digits and '-' */
	/* What policies demand; all but the first and CONFIG_COUNT, CONFIG_TIME_RANGE: fields of PolicyConfig. */
	CONFIG_QUERY,       /* const char *: one SELECT */
	CONFIG_COLUMN_TYPES, /* required_columns */
	CONFIG_TYPES,       /* forbidden_types */
	CONFIG_COMMENTED,   /* comment_tables, comment_columns */
	CONFIG_OPERATIONS,  /* forbidden_operations */
	CONFIG_REFERENCES,  /* forbidden_references */
	CONFIG_LIMITS,      /* limits: keys of counts */
	CONFIG_COUNT,       /* uint32_t over 0 */
	CONFIG_TIMEOUTS,    /* lock_timeout, statement_timeout: keys of ranges */
	CONFIG_TIME_RANGE,  /* TimeRange */
	CONFIG_WINDOWS,     /* frozen */
	CONFIG_ZONE,        /* const char *: a time zone */
} ConfigType;

typedef struct ConfigKey ConfigKey;
struct ConfigKey {
	const char *name;
	ConfigType type;
	size_t offset;         /* in the struct that the keys fill */
	const ConfigKey *keys; /* of groups and of the members of lists */
	bool required;
	const char *help;
};

extern const ConfigKey mv_config_keys[]; /* of the file; ends with name NULL */

/* The words that a type takes; NULL when it takes others. */
const char *const *mv_config_words(ConfigType type);

/* ---- config_extends.c ---- */

/* The tree of the file, over those of the files that it extends. */
bool mv_config_read(Node **root, const char *file, Arena *arena, Error *err);
/* `path` as the file means it: relative to the folder that the file is in. */
const char *mv_config_beside(const char *file, const char *path, Arena *arena);

/* ---- config_json_schema.c, config_explain.c ---- see migvet/config.h */

/* Fills `config` from the tree (NULL: empty file). Errors are "file:line:column: message", one a line. */
bool mv_config_fill(Config *config, const Node *root, Arena *arena, Error *err);

#endif
