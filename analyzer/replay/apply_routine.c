/* apply_routine.c: functions, procedures and aggregates; triggers, rules and policies of tables. */
#include "model.h"

#include <string.h>

/* ---- functions ---- */

/* Types that decide which overload it is, as people write them. */
const char *mv_model_arguments(Arena *arena, const FunctionChange *def)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->parameters.count; i++) {
		const Parameter *parameter = &def->parameters.items[i];

		/* procedures are told apart by all of theirs; functions by what goes in */
		if (def->object != OBJ_PROCEDURE && (mv_streq(parameter->mode, "out") || mv_streq(parameter->mode, "table")))
			continue;
		mv_buf_adds(&text, text.len ? ", " : "");
		mv_buf_adds(&text, parameter->type ? mv_type_format(parameter->type, arena) : "?");
	}
	result = text.len ? mv_buf_to_arena(&text, arena) : "";
	mv_buf_release(&text);
	return result;
}

static const char *function_key(Arena *arena, const Function *function)
{
	return mv_arena_format(arena, "%s.%s(%s)", function->object.schema, function->object.name, function->arguments);
}

void mv_model_put_function(Schema *model, Function *function)
{
	FunctionGroup *overloads = mv_model_get(&model->function_names, function->object.schema, function->object.name);

	if (!overloads) {
		overloads = MV_NEW(model->arena, FunctionGroup);
		mv_map_set(&model->function_names, mv_model_key(model->arena, function->object.schema, function->object.name), overloads);
	}
	*VEC_PUSH(model->arena, &overloads->functions) = function;
	mv_map_set(&model->functions, function_key(model->arena, function), function);
}

void mv_model_take_function(Schema *model, Function *function)
{
	FunctionGroup *overloads = mv_model_get(&model->function_names, function->object.schema, function->object.name);
	const char *key = function_key(model->arena, function);

	if (overloads)
		MV_TAKE(&overloads->functions, function);
	if (mv_map_get(&model->functions, key) == function)
		mv_map_remove(&model->functions, key);
}

Function *mv_model_find_function(const Schema *model, const QName *name, const char *arguments)
{
	uint32_t count = 0;
	Function *function = name->unknown ? NULL : mv_schema_function(model, name->schema, name->name, &count);
	const FunctionGroup *overloads;

	if (!function || !arguments)
		return count == 1 || !function ? function : NULL;
	overloads = mv_model_get(&model->function_names, function->object.schema, function->object.name);
	for (uint32_t i = 0; overloads && i < overloads->functions.count; i++) {
		if (strcmp(overloads->functions.items[i]->arguments, arguments) == 0)
			return overloads->functions.items[i];
	}
	return NULL;
}

static void create_function(const Replay *replay, const FunctionChange *create)
{
	Schema *model = replay->schema;
	Function *function, *taken;
	const char *arguments, *schema;

	if (!create->name.name || create->name.unknown)
		return;
	arguments = mv_model_arguments(replay->arena, create);
	schema = mv_model_namespace(model, &create->name);
	taken = mv_map_get(&model->functions, mv_arena_format(replay->arena, "%s.%s(%s)", schema, create->name.name, arguments));
	if (taken && !create->or_replace && (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL)))
		return;
	function = taken ? taken : MV_NEW(replay->arena, Function);
	if (!taken) {
		mv_model_born(replay, &function->object, create->object == OBJ_NONE ? OBJ_FUNCTION : create->object, schema,
			      create->name.name);
		function->arguments = arguments;
		mv_model_put_function(model, function);
	}
	function->def = create;
	function->volatility = create->volatility == VOLATILITY_UNKNOWN ? VOLATILITY_VOLATILE : create->volatility;
	function->body_volatility = VOLATILITY_UNKNOWN;
}

static void alter_function(const Replay *replay, const FunctionChange *change)
{
	Function *function = mv_model_find_function(replay->schema, &change->name,
						    change->arguments_given ? mv_model_arguments(replay->arena, change) : NULL);

	if (function && change->volatility != VOLATILITY_UNKNOWN)
		function->volatility = replay->maybe ? VOLATILITY_UNKNOWN : change->volatility;
}

void mv_apply_routine(const Replay *replay)
{
	if (replay->change->kind == CHANGE_CREATE_FUNCTION)
		create_function(replay, replay->change->as.function);
	else
		alter_function(replay, replay->change->as.function);
}

/* ---- triggers, rules, policies ---- */

Object *mv_model_part(const Table *table, ObjectKind kind, const char *name)
{
	Object *const *items = kind == OBJ_TRIGGER ? table->triggers.items : kind == OBJ_POLICY ? table->policies.items : table->rules.items;
	uint32_t count = kind == OBJ_TRIGGER ? table->triggers.count : kind == OBJ_POLICY ? table->policies.count : table->rules.count;

	for (uint32_t i = 0; name && i < count; i++) {
		if (strcmp(items[i]->name, name) == 0)
			return items[i];
	}
	return NULL;
}

bool mv_model_keep_part(const Replay *replay, const Object *taken)
{
	return taken && !taken->maybe && (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL));
}

static void fill_trigger(const Replay *replay, Trigger *trigger, const CreateTrigger *create)
{
	if (trigger->function)
		MV_TAKE(&trigger->function->triggers, trigger);
	trigger->def = create;
	trigger->enabled = true;
	trigger->update_columns.count = 0;
	for (uint32_t i = 0; i < create->update_columns.count; i++) {
		if (create->update_columns.items[i].text)
			*VEC_PUSH(replay->arena, &trigger->update_columns) = create->update_columns.items[i].text;
	}
	/* trigger functions take no arguments */
	trigger->function = mv_model_find_function(replay->schema, &create->function, "");
	if (trigger->function)
		*VEC_PUSH(replay->arena, &trigger->function->triggers) = trigger;
}

static void create_trigger(const Replay *replay, const CreateTrigger *create)
{
	Table *table = mv_model_target(replay, &create->table, false);
	Trigger *trigger = table ? (Trigger *)mv_model_part(table, OBJ_TRIGGER, create->name.text) : NULL;

	if (!table || !create->name.text || mv_model_keep_part(replay, (const Object *)trigger))
		return;
	if (!trigger) {
		trigger = MV_NEW(replay->arena, Trigger);
		mv_model_born(replay, &trigger->object, OBJ_TRIGGER, table->object.schema, create->name.text);
		trigger->table = table;
		*VEC_PUSH(replay->arena, &table->triggers) = &trigger->object;
		mv_model_count_name(replay->schema, OBJ_TRIGGER, table->object.schema, create->name.text, 1);
	}
	fill_trigger(replay, trigger, create);
}

void mv_apply_trigger(const Replay *replay, const CreateTrigger *create)
{
	create_trigger(replay, create);
}
