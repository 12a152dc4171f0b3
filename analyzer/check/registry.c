/* registry.c: looking rules up; severities' names. The table itself is generated from rules/. */
#include "migvet/rule.h"

#include <stdio.h>
#include <string.h>

const Rule *mv_rule_find(const char *id)
{
	for (size_t i = 0; i < mv_rule_count; i++) {
		if (strcmp(mv_rules[i]->id, id) == 0)
			return mv_rules[i];
	}
	return NULL;
}

const char *mv_rule_code(const Rule *rule, char room[8])
{
	if (rule->policy)
		return rule->id;
	snprintf(room, 8, "MV%03u", (unsigned)rule->number);
	return room;
}

static const char *const severity_names[] = {
	[SEVERITY_OFF] = "off",
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

const char *mv_severity_name(Severity severity)
{
	return severity_names[severity];
}

bool mv_severity_parse(const char *name, Severity *severity)
{
	for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
		if (strcmp(name, severity_names[i]) == 0) {
			*severity = (Severity)i;
			return true;
		}
	}
	return false;
}

const char *const mv_rule_categories[] = { "correctness", "destructive", "locking", "rewrite", "compat", "transaction",
					   "tooling",     "security",    "design",  "types",   "naming", NULL };

bool mv_rule_is_of(const Rule *rule, const char *word)
{
	return strcmp(rule->category, word) == 0 || (rule->style && strcmp(word, "style") == 0);
}

bool mv_rule_judges_schema(const Rule *rule)
{
	static const char *const categories[] = { "security", "design", "types", "naming", MV_POLICY_CATEGORY };

	for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
		if (mv_streq(rule->category, categories[i]))
			return true;
	}
	return false;
}
