/* columns.c: columns that new tables need, and types that columns may not have. */
#include "policy.h"

#include <string.h>

/* ---- required-columns ---- */

/* Written alike, or the same built-in type under two names. */
static bool same_name(const Type *left, const Type *right)
{
	return mv_streq(left->name, right->name) &&
	       (!left->schema || !right->schema || mv_streq(left->schema, right->schema));
}

static bool same_type(const Type *left, const Type *right)
{
	if (!same_name(left, right) || left->dimensions != right->dimensions || left->modifier_count != right->modifier_count)
		return false;
	for (uint8_t i = 0; i < left->modifier_count; i++) {
		if (left->modifiers[i] != right->modifiers[i])
			return false;
	}
	return true;
}

static const char *wanted_type(const RuleContext *context, const RequiredColumn *wanted)
{
	return wanted->type ? mv_type_format(wanted->type, context->arena) : "";
}

static void report_missing(RuleContext *context, const Table *table, const RequiredColumn *wanted)
{
	const char *shown = mv_show_table(context, table), *type = wanted_type(context, wanted);
	const Change *change = table->object.birth.change;
	Finding *finding;

	finding = mv_report_policy(context, change, change->subject,
				   (const MessageValue[]){ { "table", shown }, { "column", wanted->name }, { "type", "" }, { "wanted", type }, { 0 } },
				   mv_arena_format(context->arena, "table '%s' has no column '%s'", shown, wanted->name),
				   mv_arena_format(context->arena, "add it: %s %s", wanted->name, *type ? type : ".."));
	mv_finding_subject(context, finding, "%s.%s", shown, wanted->name);
}

static void report_other_type(RuleContext *context, const Table *table, const Column *column, const RequiredColumn *wanted)
{
	const char *shown = mv_show_table(context, table), *type = mv_type_format(column->type, context->arena);
	const Change *change = column->birth.change ? column->birth.change : table->object.birth.change;
	Finding *finding;

	finding = mv_report_policy(context, change, mv_column_place(change, column->name),
				   (const MessageValue[]){ { "table", shown }, { "column", column->name }, { "type", type },
							   { "wanted", wanted_type(context, wanted) }, { 0 } },
				   mv_arena_format(context->arena, "'%s' of '%s' is %s, not %s", column->name, shown, type,
						   wanted_type(context, wanted)),
				   NULL);
	mv_finding_subject(context, finding, "%s.%s", shown, column->name);
}

static void look_for_columns(RuleContext *context, const Table *table)
{
	const PolicyConfig *policy = context->rule->policy;

	for (uint32_t i = 0; i < policy->required_columns.count; i++) {
		const RequiredColumn *wanted = &policy->required_columns.items[i];
		const Column *column = mv_table_column(table, wanted->name);

		if (!column)
			report_missing(context, table, wanted);
		else if (wanted->type && column->type && !column->type->unknown && !column->maybe && !same_type(wanted->type, column->type))
			report_other_type(context, table, column, wanted);
	}
}

static void check_required(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_policy_table(context, &at))) {
		if (table->object.birth.change && mv_is_reviewed(&table->object.birth))
			look_for_columns(context, table);
	}
}

const PolicyKind mv_policy_required_columns = {
	.demand = DEMAND_REQUIRED_COLUMNS,
	.key = "required-columns",
	.takes_tables = true,
	.values = "table,column,type,wanted",
	.summary = "a new table without a column that tables need here, or with one of another type",
	.check_end = check_required,
};

/* ---- forbidden-types ---- */

/* One without modifiers means all, and arrays of them. */
static const ForbiddenType *forbidden(const PolicyConfig *policy, const Type *type)
{
	for (uint32_t i = 0; i < policy->forbidden_types.count; i++) {
		const ForbiddenType *candidate = &policy->forbidden_types.items[i];
		const Type *plain = candidate->type;

		if (plain->modifier_count || plain->dimensions ? same_type(plain, type) : same_name(plain, type))
			return candidate;
	}
	return NULL;
}

static const char *key_of(const RuleContext *context, const Column *column)
{
	return mv_arena_format(context->arena, "%u", (unsigned)column->id);
}

/* The column gets another type: where that was is known at the end only by this. */
static void keep_retyped(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const Column *column = table && change->as.column_type->column.text ? mv_table_column(table, change->as.column_type->column.text) : NULL;

	if (column && context->happens == TRI_YES)
		mv_keep_for_end(context, key_of(context, column), change);
}

/* The type that the change writes; NULL: none, or the column was called otherwise. */
static const Type *written_type(const Change *change, const Column *column)
{
	const ColumnSpec *spec = mv_written_column(change, column->name);

	return change->kind == CHANGE_ALTER_COLUMN_TYPE ? change->as.column_type->type : spec ? spec->type : NULL;
}

static void look_at_type(RuleContext *context, const Table *table, const Column *column)
{
	const Change *retyped = mv_kept_for_end(context, key_of(context, column));
	const Change *change = retyped ? retyped : mv_is_reviewed(&column->birth) ? column->birth.change : NULL;
	const Type *written = change ? written_type(change, column) : NULL, *type = column->type;
	const ForbiddenType *found = change ? forbidden(context->rule->policy, type) : NULL;
	const char *shown, *words;
	Finding *finding;

	/* serial is an integer once it is there */
	if (change && !found && written && (found = forbidden(context->rule->policy, written)))
		type = written;
	if (!found)
		return;
	shown = mv_show_table(context, table);
	words = mv_type_format(type, context->arena);
	finding = mv_report_policy(context, change, written ? written->span : change->subject,
				   (const MessageValue[]){ { "table", shown }, { "column", column->name }, { "type", words },
							   { "instead", found->instead }, { 0 } },
				   mv_arena_format(context->arena, "'%s' of '%s' is %s, which is not used here", column->name, shown, words),
				   found->instead ? mv_arena_format(context->arena, "use %s", found->instead) : NULL);
	mv_finding_subject(context, finding, "%s.%s", shown, column->name);
}

static void check_types(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_policy_table(context, &at))) {
		for (uint32_t i = 0; i < table->columns.count; i++) {
			const Column *column = table->columns.items[i];

			if (column->type && !column->type->unknown && !column->inherited && !column->maybe)
				look_at_type(context, table, column);
		}
	}
}

const PolicyKind mv_policy_forbidden_types = {
	.demand = DEMAND_FORBIDDEN_TYPES,
	.key = "forbidden-types",
	.takes_tables = true,
	.values = "table,column,type,instead",
	.summary = "a column that gets a type which is not used here",
	.on = ON(CHANGE_ALTER_COLUMN_TYPE),
	.check = keep_retyped,
	.check_end = check_types,
};
