/*
 * policy.h: inside of analyzer/policy: what the demands of policies share.
 */
#ifndef MIGVET_POLICY_POLICY_H
#define MIGVET_POLICY_POLICY_H

#include "migvet/facts.h"

/* What stands for "{name}" in a message. */
typedef struct MessageValue {
	const char *name, *value;
} MessageValue;

/* Is the table one of those that the policy of context->rule is about? */
bool mv_policy_is_about(const RuleContext *context, const char *schema, const char *name);
/* The next such table (mv_next_lasting_table) that is neither a partition nor only partly known. */
const Table *mv_next_policy_table(const RuleContext *context, uint32_t *at);

/* Of a column's name where the change makes it. */
Span mv_column_place(const Change *change, const char *name);

/*
 * A finding of context->rule's policy at `span` (zero: the change's): `problem`, or the policy's own message, filled with
 * `values` (ends with name NULL) and {problem}. `help` is said when the policy has none of its own; or NULL.
 */
Finding *mv_report_policy(RuleContext *context, const Change *change, Span span, const MessageValue *values, const char *problem,
			  const char *help);

/* columns.c, comments.c, operations.c, limits.c, timeouts.c, freeze.c: one demand each, but for the first. */
extern const PolicyKind mv_policy_required_columns, mv_policy_forbidden_types, mv_policy_required_comments,
	mv_policy_forbidden_operations, mv_policy_forbidden_references, mv_policy_at_most, mv_policy_required_timeouts,
	mv_policy_frozen;

#endif
