/* apply_rule.c: rules and policies. */
#include "model.h"

#include <string.h>

static void create_rule(const Replay *replay, const CreateRule *create)
{
	Table *table = mv_model_target(replay, &create->table, false);
	RewriteRule *rule = table ? (RewriteRule *)mv_model_part(table, OBJ_RULE, create->name.text) : NULL;

	if (!table || !create->name.text || mv_model_keep_part(replay, (const Object *)rule))
		return;
	if (!rule) {
		rule = MV_NEW(replay->arena, RewriteRule);
		mv_model_born(replay, &rule->object, OBJ_RULE, table->object.schema, create->name.text);
		rule->table = table;
		*VEC_PUSH(replay->arena, &table->rules) = &rule->object;
		mv_model_count_name(replay->schema, OBJ_RULE, table->object.schema, create->name.text, 1);
	}
	rule->def = create;
	rule->condition = mv_model_bind_rule(replay, create->condition, table);
	memset(&rule->bindings, 0, sizeof rule->bindings); /* not emptied: a clone may share the items */
	for (uint32_t i = 0; i < create->actions.count; i++)
		mv_model_bind_query(replay, create->actions.items[i], table, VEC_PUSH(replay->arena, &rule->bindings), NULL);
}

static void mention_in_policy(const Replay *replay, Policy *policy)
{
	NameVec columns = { 0 };

	mv_model_mentioned(replay->arena, policy->table, policy->def->using_expr, &columns);
	mv_model_mentioned(replay->arena, policy->table, policy->def->check_expr, &columns);
	for (uint32_t i = 0; i < columns.count; i++)
		*VEC_PUSH(replay->arena, &policy->columns) = columns.items[i];
}

/* Its expressions are bound where they are new: what was bound before follows renames. */
static void set_policy(const Replay *replay, Policy *policy, const PolicyChange *change)
{
	PolicyChange *def = MV_NEW(replay->arena, PolicyChange);

	*def = *change;
	if (def->using_expr && !def->using_expr->bindings)
		def->using_expr = mv_model_bind_expression(replay, def->using_expr, policy->table);
	if (def->check_expr && !def->check_expr->bindings)
		def->check_expr = mv_model_bind_expression(replay, def->check_expr, policy->table);
	policy->def = def;
	policy->columns.count = 0;
	mention_in_policy(replay, policy);
}

static void create_policy(const Replay *replay, const PolicyChange *create)
{
	Table *table = mv_model_target(replay, &create->table, false);
	Policy *policy = table ? (Policy *)mv_model_part(table, OBJ_POLICY, create->name.text) : NULL;

	if (!table || !create->name.text || mv_model_keep_part(replay, (const Object *)policy))
		return;
	if (!policy) {
		policy = MV_NEW(replay->arena, Policy);
		mv_model_born(replay, &policy->object, OBJ_POLICY, table->object.schema, create->name.text);
		policy->table = table;
		*VEC_PUSH(replay->arena, &table->policies) = &policy->object;
		mv_model_count_name(replay->schema, OBJ_POLICY, table->object.schema, create->name.text, 1);
	}
	set_policy(replay, policy, create);
}

static void alter_policy(const Replay *replay, const PolicyChange *change)
{
	const Table *table = mv_model_target(replay, &change->table, false);
	Policy *policy = table ? (Policy *)mv_model_part(table, OBJ_POLICY, change->name.text) : NULL;
	PolicyChange *merged;

	if (!policy || replay->maybe)
		return;
	merged = MV_NEW(replay->arena, PolicyChange);
	*merged = *policy->def;
	if (change->using_expr)
		merged->using_expr = change->using_expr;
	if (change->check_expr)
		merged->check_expr = change->check_expr;
	if (change->roles.count)
		merged->roles = change->roles;
	set_policy(replay, policy, merged);
}

/* ENABLE has the option "replica" or "always", or none. */
static void enable_rule(const Replay *replay, const TableSetting *setting, bool enable)
{
	Table *table = mv_model_target(replay, &setting->target.table, setting->target.if_exists);
	RewriteRule *rule = table ? (RewriteRule *)mv_model_part(table, OBJ_RULE, setting->name.text) : NULL;

	if (rule && !replay->maybe)
		rule->enabled = !enable ? "disable" : setting->options.count ? setting->options.items[0].name : NULL;
}

void mv_apply_table_part(const Replay *replay)
{
	const Change *change = replay->change;

	switch ((int)change->kind) {
	case CHANGE_CREATE_TRIGGER:
		mv_apply_trigger(replay, change->as.trigger);
		break;
	case CHANGE_CREATE_RULE:
		create_rule(replay, change->as.rule);
		break;
	case CHANGE_CREATE_POLICY:
		create_policy(replay, change->as.policy);
		break;
	case CHANGE_ALTER_POLICY:
		alter_policy(replay, change->as.policy);
		break;
	case CHANGE_ENABLE_RULE:
	case CHANGE_DISABLE_RULE:
		enable_rule(replay, change->as.table_setting, change->kind == CHANGE_ENABLE_RULE);
		break;
	}
}
