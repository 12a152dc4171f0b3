/* comments.c: new tables and columns without a comment. */
#include "policy.h"

static void report(RuleContext *context, const Change *change, const char *shown, const char *column)
{
	Arena *arena = context->arena;
	const MessageValue values[] = { { "table", shown }, { "column", column ? column : "" }, { 0 } };
	Finding *finding;

	if (column)
		finding = mv_report_policy(context, change, mv_column_place(change, column), values,
					   mv_arena_format(arena, "column '%s' of '%s' has no comment", column, shown),
					   mv_arena_format(arena, "COMMENT ON COLUMN %s.%s IS '..'", shown, column));
	else
		finding = mv_report_policy(context, change, change->subject, values, mv_arena_format(arena, "table '%s' has no comment", shown),
					   mv_arena_format(arena, "COMMENT ON TABLE %s IS '..'", shown));
	mv_finding_subject(context, finding, column ? "%s.%s" : "%s", shown, column);
}

static bool is_new(const RuleContext *context, const Birth *birth, uint32_t id)
{
	return birth->change && mv_is_reviewed(birth) && !mv_has_comment(context, id);
}

static void check_end(RuleContext *context)
{
	const PolicyConfig *policy = context->rule->policy;
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_policy_table(context, &at))) {
		const char *shown = mv_show_table(context, table);

		if (policy->comment_tables && is_new(context, &table->object.birth, table->object.id))
			report(context, table->object.birth.change, shown, NULL);
		for (uint32_t i = 0; policy->comment_columns && i < table->columns.count; i++) {
			const Column *column = table->columns.items[i];

			if (!column->inherited && !column->maybe && is_new(context, &column->birth, column->id))
				report(context, column->birth.change, shown, column->name);
		}
	}
}

const PolicyKind mv_policy_required_comments = {
	.demand = DEMAND_REQUIRED_COMMENTS,
	.key = "required-comments",
	.takes_tables = true,
	.values = "table,column",
	.summary = "a new table or column without a comment",
	.check_end = check_end,
};
