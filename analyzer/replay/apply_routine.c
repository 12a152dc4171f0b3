/* apply_routine.c: functions, procedures and aggregates; rules and policies of tables. */
#include "model.h"

#include <string.h>

/* ---- functions ---- */

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

/* The query of one statement of the body: parameters that it names stay as they are written. */
static void bind_body(const Replay *replay, Function *function, FunctionChange *def)
{
	function->body_bindings.items = NULL;
	function->body_bindings.count = function->body_bindings.capacity = 0;
	for (uint32_t i = 0; i < def->body_statements.count; i++) {
		const Binding *bindings = NULL;

		mv_model_bind_query(replay, def->body_statements.items[i], NULL, &bindings, NULL);
		*VEC_PUSH(replay->arena, &function->body_bindings) = bindings;
	}
	def->body_return = mv_model_bind_expression(replay, def->body_return, NULL);
}

/* The definition with its types and expressions bound. */
static FunctionChange *bound_definition(const Replay *replay, Function *function, const FunctionChange *create)
{
	FunctionChange *def = MV_NEW(replay->arena, FunctionChange);

	*def = *create;
	def->parameters.items = NULL;
	def->parameters.count = def->parameters.capacity = 0;
	for (uint32_t i = 0; i < create->parameters.count; i++) {
		Parameter parameter = create->parameters.items[i];

		parameter.type = mv_model_bind_type(replay, parameter.type);
		parameter.default_value = mv_model_bind_expression(replay, parameter.default_value, NULL);
		*VEC_PUSH(replay->arena, &def->parameters) = parameter;
	}
	def->returns = mv_model_bind_type(replay, create->returns);
	def->transforms.items = NULL;
	def->transforms.count = def->transforms.capacity = 0;
	for (uint32_t i = 0; i < create->transforms.count; i++)
		*VEC_PUSH(replay->arena, &def->transforms) = mv_model_bind_type(replay, create->transforms.items[i]);
	bind_body(replay, function, def);
	function->bindings = create->code ? mv_model_bind_code(replay, create->code) : NULL;
	return def;
}

static void note_uses(const Replay *replay, const Function *function)
{
	Schema *model = replay->schema;
	const FunctionChange *def = function->def;
	uint32_t id = function->object.id;

	for (uint32_t i = 0; i < def->parameters.count; i++) {
		mv_model_note_type(model, id, def->parameters.items[i].type);
		mv_model_note_expression(model, id, def->parameters.items[i].default_value);
	}
	mv_model_note_type(model, id, def->returns);
	for (uint32_t i = 0; i < def->transforms.count; i++)
		mv_model_note_type(model, id, def->transforms.items[i]);
	for (uint32_t i = 0; i < def->body_statements.count; i++)
		mv_model_note_uses(model, id, def->body_statements.items[i]->code, function->body_bindings.items[i]);
	mv_model_note_expression(model, id, def->body_return);
	mv_model_note_uses(model, id, def->code, function->bindings);
}

static void create_function(const Replay *replay, const FunctionChange *create)
{
	Schema *model = replay->schema;
	Function *function, *taken;
	const char *arguments, *schema;

	if (!create->name.name || create->name.unknown)
		return;
	arguments = mv_model_arguments(model, replay->arena, create);
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
	function->def = bound_definition(replay, function, create);
	note_uses(replay, function);
	function->volatility = create->volatility == VOLATILITY_UNKNOWN ? VOLATILITY_VOLATILE : create->volatility;
	function->body_volatility = VOLATILITY_UNKNOWN;
}

static void set_option(const Replay *replay, OptionVec *options, Option option)
{
	OptionVec changed = { 0 };

	/* the vector may be the change's own */
	for (uint32_t i = 0; i < options->count; i++) {
		if (!mv_streq(options->items[i].name, option.name))
			*VEC_PUSH(replay->arena, &changed) = options->items[i];
	}
	*VEC_PUSH(replay->arena, &changed) = option;
	*options = changed;
}

/* SET, RESET and RESET ALL, in their order. */
static void change_settings(const Replay *replay, FunctionChange *def, const OptionVec *settings)
{
	for (uint32_t i = 0; i < settings->count; i++) {
		const Option *setting = &settings->items[i];
		OptionVec kept = { 0 };

		if (setting->sql) {
			set_option(replay, &def->settings, *setting);
			continue;
		}
		for (uint32_t k = 0; k < def->settings.count; k++) {
			if (!mv_streq(setting->name, "all") && !mv_streq(def->settings.items[k].name, setting->name))
				*VEC_PUSH(replay->arena, &kept) = def->settings.items[k];
		}
		def->settings = kept;
	}
}

static void alter_function(const Replay *replay, const FunctionChange *change)
{
	Function *function = mv_model_find_function(
		replay->schema, &change->name,
		change->arguments_given ? mv_model_arguments(replay->schema, replay->arena, change) : NULL);
	FunctionChange *def;

	if (!function)
		return;
	if (change->volatility != VOLATILITY_UNKNOWN)
		function->volatility = replay->maybe ? VOLATILITY_UNKNOWN : change->volatility;
	if (replay->maybe || !function->def)
		return;
	def = MV_NEW(replay->arena, FunctionChange);
	*def = *function->def;
	if (change->volatility != VOLATILITY_UNKNOWN)
		def->volatility = change->volatility;
	if (change->security_given)
		def->security_definer = change->security_definer;
	if (change->strict_given)
		def->strict = change->strict;
	if (change->leakproof_given)
		def->leakproof = change->leakproof;
	for (uint32_t i = 0; i < change->options.count; i++)
		set_option(replay, &def->options, change->options.items[i]);
	change_settings(replay, def, &change->settings);
	function->def = def;
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
