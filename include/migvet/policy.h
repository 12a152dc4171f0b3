/*
 * policy.h: `policies:` of migvet.yaml, rules of a team's own. A policy makes
 * one demand: a query (analyzer/history), or one of the demands that need no
 * SQL (analyzer/policy). Its findings are those of a Rule that the
 * configuration makes.
 */
#ifndef MIGVET_POLICY_H
#define MIGVET_POLICY_H

#include "migvet/finding.h"

typedef enum PolicyDemand {
	DEMAND_NONE,
	DEMAND_QUERY,
	DEMAND_REQUIRED_COLUMNS,
	DEMAND_FORBIDDEN_TYPES,
	DEMAND_REQUIRED_COMMENTS,
	DEMAND_FORBIDDEN_OPERATIONS,
	DEMAND_FORBIDDEN_REFERENCES,
	DEMAND_AT_MOST,
	DEMAND_REQUIRED_TIMEOUTS,
	DEMAND_FROZEN,
	DEMAND_COUNT
} PolicyDemand;

/* `required-columns`: a name and its type. */
typedef struct RequiredColumn {
	const char *name;
	const Type *type; /* NULL: any */
} RequiredColumn;

/* `forbidden-types`: a type and what takes its place. */
typedef struct ForbiddenType {
	const Type *type;
	const char *instead; /* NULL: nothing is said */
} ForbiddenType;

/* `at-most`: 0 is no limit. */
typedef struct PolicyLimits {
	uint32_t table_columns, table_indexes;
	uint32_t migration_tables, migration_columns, migration_indexes;
	uint32_t schema_tables;
} PolicyLimits;

/* `required-timeouts`: "1s .. 5s". */
typedef struct TimeRange {
	const char *text;       /* NULL: nothing is asked of this setting */
	double shortest, longest; /* milliseconds; -1: open */
} TimeRange;

/* A day or a day of the week, and a time; in the policy's time zone. */
typedef struct Moment {
	char day[11]; /* "2026-12-24"; "": of each week */
	int weekday;  /* 0: Monday */
	int minute;   /* of the day */
} Moment;
/* `frozen`: from the one moment on, until before the other. */
typedef struct FreezeWindow {
	const char *text;
	Moment from, until;
} FreezeWindow;

typedef struct PolicyConfig {
	const char *id;
	Severity severity;
	const char *message; /* {name} stands for what the demand, or the query, gives; NULL: "{problem}" */
	const char *help;    /* or NULL; the same */
	VEC(const char *) paths; /* globs of migrations; none: all */
	VEC(const char *) tables, except_tables; /* patterns; none: all, none */
	PolicyDemand demand;
	const char *file;      /* the configuration in which it stands */
	uint32_t line, column; /* of what it demands there */
	const char *query;     /* one SELECT; its rows are findings */
	VEC(RequiredColumn) required_columns;
	VEC(ForbiddenType) forbidden_types;
	bool comment_tables, comment_columns;
	VEC(const char *) forbidden_operations, forbidden_references;
	PolicyLimits limits;
	TimeRange lock_timeout, statement_timeout;
	VEC(FreezeWindow) frozen;
	const char *time_zone; /* NULL: UTC */
	const char *now;       /* there: "2026-11-21T15:30" */
	const struct Rule *rule; /* under which its findings are reported */
} PolicyConfig;

struct RuleContext;
typedef struct PolicyKind {
	PolicyDemand demand;
	const char *key;    /* in the configuration */
	bool takes_tables;
	const char *values; /* what its messages may name, comma separated; NULL: the columns of a query */
	const char *summary; /* of what is found */
	const char *why;     /* what happens in production; NULL: the team knows */
	const ChangeKind *on;
	void (*check)(struct RuleContext *context, const Change *change);
	void (*check_migration)(struct RuleContext *context, const Migration *migration);
	void (*check_end)(struct RuleContext *context);
} PolicyKind;
/* By demand. */
extern const PolicyKind *const mv_policy_kinds[DEMAND_COUNT];

/*
 * A template with each "{name}" that `value` knows (else NULL) replaced; other braces stay.
 */
const char *mv_message_fill(Arena *arena, const char *template, const char *(*value)(const void *data, Str name), const void *data);

/* The words of `forbidden-operations`; ends with NULL. */
const char *const *mv_operation_words(void);
/* "fri 15:00 .. mon 07:00", "2026-12-20 .. 2027-01-03", "2026-12-24". */
bool mv_freeze_window_read(const char *text, Arena *arena, FreezeWindow *window);
/* "1s .. 5s", ".. 5s", "1s ..", "2s"; 0 is no time: it means none. */
bool mv_time_range_read(const char *text, TimeRange *range);
/* Is there such a time zone on this machine? */
bool mv_time_zone_exists(const char *name);

#endif
