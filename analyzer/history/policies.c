/*
 * policies.c: a team's own rules as SQL. Each row of a policy's query is a
 * finding; its place is that of the column `change` (or `from_change`,
 * `migration`), and the message is a template over the columns.
 */
#include "private.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FINDINGS = 1000 };

typedef struct Applied {
	const History *history;
	const Config *config;
	const PolicyConfig *policy;
	const Rule *rule;
	Arena *arena;
	FindingVec *findings;
	uint32_t found;
} Applied;

static const char *value_of(const QueryRow *row, Str name)
{
	for (uint32_t i = 0; i < row->count; i++) {
		if (mv_str_eq_case(mv_str(row->names[i]), name))
			return row->values[i] ? row->values[i] : "";
	}
	return NULL;
}

static const char *column_of(const void *row, Str name)
{
	return value_of(row, name);
}

static int64_t number_of(const QueryRow *row, const char *name)
{
	const char *value = value_of(row, mv_str(name));

	return value ? strtoll(value, NULL, 10) : 0;
}

/* The change that a row is about: what made the version, when the policy does not say it. */
static const Change *change_of(const History *history, const QueryRow *row)
{
	static const char *const columns[] = { "change", "change_id", "from_change" };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		const Change *change = mv_history_change(history, number_of(row, columns[i]));

		if (change)
			return change;
	}
	return NULL;
}

static bool add_finding(void *data, const QueryRow *row)
{
	Applied *applied = data;
	const Change *change = change_of(applied->history, row);
	const Migration *migration = change ? change->statement->migration : mv_history_migration(applied->history, number_of(row, "migration"));
	Finding *finding;

	/* what is not under review was judged when it was */
	if (migration && !migration->under_review)
		return true;
	finding = MV_NEW(applied->arena, Finding);
	finding->rule = applied->rule;
	finding->migration = migration;
	finding->source = change ? change->statement->source : migration ? migration->source : NULL;
	finding->path = finding->source ? finding->source->path : applied->config->file ? applied->config->file : "";
	finding->severity = mv_config_severity(applied->config, applied->rule, finding->path);
	if (finding->severity == SEVERITY_OFF)
		return true;
	if (change) {
		finding->change = change;
		finding->span = change->span;
		finding->statement = change->statement->span;
	}
	finding->message = mv_message_fill(applied->arena, applied->policy->message, column_of, row);
	finding->help = applied->policy->help ? mv_message_fill(applied->arena, applied->policy->help, column_of, row) : NULL;
	finding->order = applied->findings->count;
	*VEC_PUSH(applied->arena, applied->findings) = finding;
	return ++applied->found < MOST_FINDINGS;
}

/* Where the query is wrong: its own line, below the key's. */
static bool fail_at(const PolicyConfig *policy, const char *why, long offset, Error *err)
{
	uint32_t line = 1, column = 1;

	for (long i = 0; i < offset && policy->query[i]; i++) {
		column++;
		if (policy->query[i] == '\n') {
			line++;
			column = 1;
		}
	}
	if (offset < 0)
		return mv_fail(err, "%s:%u:%u: policy '%s': %s", policy->file, policy->line, policy->column, policy->id, why);
	return mv_fail(err, "%s:%u:%u: policy '%s': %s, at %u:%u of its query", policy->file, policy->line, policy->column, policy->id, why, line,
		       column);
}

static bool apply(History *history, const Config *config, const PolicyConfig *policy, Arena *arena, FindingVec *findings, Error *err)
{
	Applied applied = { .history = history, .config = config, .policy = policy, .rule = policy->rule, .arena = arena, .findings = findings };
	Error why = { 0 };
	long offset = -1;

	if (!mv_history_query(history, policy->query, add_finding, &applied, &offset, &why))
		return fail_at(policy, why.message, offset, err);
	return true;
}

static bool has_query(const Config *config)
{
	for (uint32_t i = 0; i < config->policies.count; i++) {
		if (config->policies.items[i]->demand == DEMAND_QUERY)
			return true;
	}
	return false;
}

bool mv_policies_check(const Project *project, const Config *config, bool review_is_unmerged, Arena *arena, FindingVec *findings, Error *err)
{
	FindingVec found = { 0 };
	History *history;
	bool ok = true;

	if (!has_query(config))
		return true;
	history = mv_history_new(project, config, findings, review_is_unmerged, arena, err);
	if (!history)
		return false;
	for (uint32_t i = 0; ok && i < config->policies.count; i++)
		ok = config->policies.items[i]->demand != DEMAND_QUERY ||
		     apply(history, config, config->policies.items[i], arena, &found, err);
	mv_history_free(history);
	mv_findings_locate(arena, &found);
	for (uint32_t i = 0; i < found.count; i++) {
		found.items[i]->order = findings->count;
		*VEC_PUSH(arena, findings) = found.items[i];
	}
	return ok;
}
