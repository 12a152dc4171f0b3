/* parts.c: triggers, policies and rules of tables. */
#include "diff.h"

#include "migvet/emit.h"

/* ---- triggers ---- */

static const char *events_of(Diff *diff, const CreateTrigger *def)
{
	return mv_arena_format(diff->arena, "%s%s%s%s%s", def->timing ? def->timing : "", def->on_insert ? " insert" : "",
			       def->on_update ? " update" : "", def->on_delete ? " delete" : "", def->on_truncate ? " truncate" : "");
}

static const char *function_of(Diff *diff, const Trigger *trigger)
{
	if (trigger->function)
		return mv_arena_format(diff->arena, "%s.%s", trigger->function->object.schema, trigger->function->object.name);
	return trigger->def->function.name;
}

static const char *transition_tables(Diff *diff, const CreateTrigger *def)
{
	if (!def->old_table && !def->new_table)
		return NULL;
	return mv_arena_format(diff->arena, "%s, %s", def->old_table ? def->old_table : "", def->new_table ? def->new_table : "");
}

static void compare_definitions(Diff *diff, const CreateTrigger *a, const CreateTrigger *b)
{
	mv_diff_text(diff, "events", events_of(diff, a), events_of(diff, b));
	mv_diff_flag(diff, "for each row", a->row, b->row);
	mv_diff_flag(diff, "constraint trigger", a->constraint, b->constraint);
	mv_diff_flag(diff, "deferrable", a->deferrable, b->deferrable);
	mv_diff_flag(diff, "initially deferred", a->initially_deferred, b->initially_deferred);
	mv_diff_text(diff, "transition tables", transition_tables(diff, a), transition_tables(diff, b));
	mv_diff_names(diff, "arguments", a->arguments.items, a->arguments.count, b->arguments.items, b->arguments.count);
}

void mv_diff_trigger(Diff *diff, const void *expected, const void *found)
{
	const Trigger *a = expected, *b = found;

	if (a->def != b->def)
		compare_definitions(diff, a->def, b->def);
	mv_diff_names(diff, "columns", a->update_columns.items, a->update_columns.count, b->update_columns.items, b->update_columns.count);
	mv_diff_expression(diff, "condition", a->when, b->when);
	/* one that is not known on a side has its name as written there */
	if (a->function && b->function)
		mv_diff_reference(diff, "function", &a->function->object, &b->function->object);
	else if (!a->function && !b->function)
		mv_diff_text(diff, "function", function_of(diff, a), function_of(diff, b));
	mv_diff_reference(diff, "referenced table", a->referenced ? &a->referenced->object : NULL, b->referenced ? &b->referenced->object : NULL);
	mv_diff_text(diff, "fires", a->enabled ? a->fires : "disabled", b->enabled ? b->fires : "disabled");
	mv_diff_said(diff, OBJ_TRIGGER, a->object.id, b->object.id, NULL, NULL);
}

/* ---- policies ---- */

static const char *roles_of(Diff *diff, const PolicyChange *def)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->roles.count; i++)
		mv_buf_addf(&text, "%s%s", i ? ", " : "", def->roles.items[i].text);
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : "public";
	mv_buf_release(&text);
	return result;
}

void mv_diff_policy(Diff *diff, const void *expected, const void *found)
{
	const Policy *a = expected, *b = found;

	if (a->def != b->def) {
		mv_diff_flag(diff, "permissive", a->def->permissive, b->def->permissive);
		mv_diff_text(diff, "command", a->def->command, b->def->command);
		mv_diff_text(diff, "roles", roles_of(diff, a->def), roles_of(diff, b->def));
		mv_diff_expression(diff, "using", a->def->using_expr, b->def->using_expr);
		mv_diff_expression(diff, "check", a->def->check_expr, b->def->check_expr);
	}
	mv_diff_said(diff, OBJ_POLICY, a->object.id, b->object.id, NULL, NULL);
}

/* ---- rules ---- */

static const char *actions_of(Diff *diff, const Schema *schema, const RewriteRule *rule)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < rule->def->actions.count; i++)
		mv_buf_addf(&text, "%s%s", i ? "; " : "",
			    mv_schema_query_text(schema, rule->def->actions.items[i], i < rule->bindings.count ? rule->bindings.items[i] : NULL,
						 diff->arena));
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : "nothing";
	mv_buf_release(&text);
	return result;
}

void mv_diff_rule(Diff *diff, const void *expected, const void *found)
{
	const RewriteRule *a = expected, *b = found;

	if (a->def != b->def) {
		mv_diff_text(diff, "event", a->def->event ? a->def->event : "select", b->def->event ? b->def->event : "select");
		mv_diff_flag(diff, "instead", a->def->instead, b->def->instead);
		mv_diff_sql(diff, "actions", actions_of(diff, diff->expected, a), actions_of(diff, diff->found, b));
	}
	mv_diff_expression(diff, "condition", a->condition, b->condition);
	mv_diff_text(diff, "fires", a->enabled, b->enabled);
	mv_diff_said(diff, OBJ_RULE, a->object.id, b->object.id, NULL, NULL);
}
