/* policy.c: the demands that a policy may make, and how their findings speak. */
#include "policy.h"

#include <string.h>

static const PolicyKind query = {
	.demand = DEMAND_QUERY,
	.key = "query",
	.summary = "what a query over the change set and the schema's history finds",
};

const PolicyKind *const mv_policy_kinds[DEMAND_COUNT] = {
	[DEMAND_QUERY] = &query,
	[DEMAND_REQUIRED_COLUMNS] = &mv_policy_required_columns,
	[DEMAND_FORBIDDEN_TYPES] = &mv_policy_forbidden_types,
	[DEMAND_REQUIRED_COMMENTS] = &mv_policy_required_comments,
	[DEMAND_FORBIDDEN_OPERATIONS] = &mv_policy_forbidden_operations,
	[DEMAND_FORBIDDEN_REFERENCES] = &mv_policy_forbidden_references,
	[DEMAND_AT_MOST] = &mv_policy_at_most,
	[DEMAND_REQUIRED_TIMEOUTS] = &mv_policy_required_timeouts,
	[DEMAND_FROZEN] = &mv_policy_frozen,
};

/* ---- tables ---- */

bool mv_policy_is_about(const RuleContext *context, const char *schema, const char *name)
{
	const PolicyConfig *policy = context->rule->policy;

	return (!policy->tables.count || mv_name_is_listed(context, policy->tables.items, policy->tables.count, schema, name)) &&
	       !mv_name_is_listed(context, policy->except_tables.items, policy->except_tables.count, schema, name);
}

const Table *mv_next_policy_table(const RuleContext *context, uint32_t *at)
{
	const Table *table;

	while ((table = mv_next_lasting_table(context, at))) {
		if (!table->bound && !table->object.incomplete && mv_policy_is_about(context, table->object.schema, table->object.name))
			return table;
	}
	return NULL;
}

Span mv_column_place(const Change *change, const char *name)
{
	const ColumnSpec *spec = mv_written_column(change, name);

	return spec ? spec->name.span : change->subject;
}

/* ---- messages ---- */

const char *mv_message_fill(Arena *arena, const char *template, const char *(*value)(const void *data, Str name), const void *data)
{
	StrBuf text = { 0 };
	const char *filled;

	for (const char *at = template; *at;) {
		const char *end = *at == '{' ? strchr(at, '}') : NULL;
		const char *known = end ? value(data, (Str){ at + 1, (size_t)(end - at - 1) }) : NULL;

		if (known) {
			mv_buf_add_clean(&text, mv_str(known));
			at = end + 1;
		} else {
			mv_buf_addc(&text, *at++);
		}
	}
	filled = mv_buf_to_arena(&text, arena);
	mv_buf_release(&text);
	return filled;
}

typedef struct Values {
	const MessageValue *values;
	const char *problem;
} Values;

static const char *value_of(const void *data, Str name)
{
	const Values *values = data;

	if (mv_str_eq(name, STR("problem")))
		return values->problem;
	for (const MessageValue *value = values->values; value->name; value++) {
		if (mv_str_eq(name, mv_str(value->name)))
			return value->value ? value->value : "";
	}
	return NULL;
}

Finding *mv_report_policy(RuleContext *context, const Change *change, Span span, const MessageValue *values, const char *problem,
			  const char *help)
{
	const PolicyConfig *policy = context->rule->policy;
	const Values all = { .values = values, .problem = problem };
	Finding *finding = mv_report(context, change, span, "%s",
				     policy->message ? mv_message_fill(context->arena, policy->message, value_of, &all) : problem);

	if (policy->help)
		help = mv_message_fill(context->arena, policy->help, value_of, &all);
	if (help)
		mv_finding_help(context, finding, "%s", help);
	return finding;
}
