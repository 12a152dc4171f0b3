/* apply_drop.c: DROP of every kind of object. */
#include "model.h"

#include <string.h>

static Table *table_of(const Replay *replay, const Drop *drop)
{
	return drop->table.unknown || !drop->table.name ? NULL : mv_schema_table(replay->schema, &drop->table);
}

static void drop_part(const Replay *replay, const Drop *drop, ObjectKind kind)
{
	Table *table = table_of(replay, drop);
	Object *part = table ? mv_model_part(table, kind, drop->name.name) : NULL;

	if (!part)
		return;
	if (replay->maybe) {
		part->maybe = true;
		return;
	}
	if (kind == OBJ_TRIGGER) {
		mv_model_drop_trigger(replay, (Trigger *)part);
		return;
	}
	mv_model_count_name(replay->schema, kind, table->object.schema, part->name, -1);
	if (kind == OBJ_POLICY) {
		MV_TAKE(&table->policies, part);
	} else {
		MV_TAKE(&table->rules, part);
	}
}

static void drop_relation(const Replay *replay, const Drop *drop)
{
	Object *object = drop->name.unknown ? NULL : mv_schema_relation(replay->schema, &drop->name);

	if (!object)
		return;
	if (replay->maybe) {
		object->maybe = true;
		return;
	}
	if (mv_model_is_table(object->kind))
		mv_model_drop_table(replay, (Table *)object);
	else if (object->kind == OBJ_INDEX)
		mv_model_drop_index(replay, (TableIndex *)object);
	else if (object->kind == OBJ_SEQUENCE)
		mv_model_drop_sequence(replay, (Sequence *)object);
}

static void drop_type(const Replay *replay, const Drop *drop)
{
	Object *object = drop->name.unknown ? NULL : mv_schema_type(replay->schema, drop->name.schema, drop->name.name);

	if (!object || mv_model_is_table(object->kind))
		return;
	if (replay->maybe)
		object->maybe = true;
	else
		mv_model_drop_type(replay, object, drop->cascade);
}

Function *mv_dropped_function(const Schema *schema, const Drop *drop, Arena *arena)
{
	return mv_model_find_function(schema, &drop->name,
				      drop->arguments_given ? mv_model_argument_list(schema, arena, drop->arguments.items, drop->arguments.count) :
							      NULL);
}

static uint32_t input_count(const Function *function, uint32_t *without_default)
{
	uint32_t count = 0;

	*without_default = 0;
	for (uint32_t i = 0; i < function->def->parameters.count; i++) {
		const Parameter *parameter = &function->def->parameters.items[i];

		if (mv_streq(parameter->mode, "out") || mv_streq(parameter->mode, "table"))
			continue;
		count++;
		if (!parameter->default_value && !mv_streq(parameter->mode, "variadic"))
			*without_default = count;
	}
	return count;
}

const Function *mv_schema_stand_in(const Schema *schema, const Function *old)
{
	const FunctionGroup *overloads = mv_model_get(&schema->function_names, old->object.schema, old->object.name);
	size_t length = strlen(old->arguments);
	uint32_t required, count = input_count(old, &required);

	for (uint32_t i = 0; overloads && i < overloads->functions.count; i++) {
		const Function *other = overloads->functions.items[i];

		if (other == old)
			continue;
		if (strcmp(other->arguments, old->arguments) == 0)
			return other;
		/* those of the old one first, then only what need not be given */
		input_count(other, &required);
		if ((length == 0 || (strncmp(other->arguments, old->arguments, length) == 0 && other->arguments[length] == ',')) &&
		    required <= count)
			return other;
	}
	return NULL;
}

static void drop_function(const Replay *replay, const Drop *drop)
{
	Function *function = mv_dropped_function(replay->schema, drop, replay->arena);

	if (!function)
		return;
	if (replay->maybe)
		function->object.maybe = true;
	else
		mv_model_drop_function(replay, function);
}

static void drop_named(const Replay *replay, Map *map, const Drop *drop)
{
	Object *object = drop->name.unknown || !drop->name.name ? NULL : mv_map_get(map, drop->name.name);

	if (!object)
		return;
	if (replay->maybe)
		object->maybe = true;
	else if (map == &replay->schema->schemas)
		mv_model_drop_schema(replay, drop->name.name);
	else
		mv_map_remove(map, drop->name.name);
}

static void drop_extension(const Replay *replay, const Drop *drop)
{
	if (drop->name.name && !replay->maybe && !drop->name.unknown)
		mv_model_drop_extension(replay, drop->name.name);
	else
		drop_named(replay, &replay->schema->extensions, drop);
}

void mv_apply_drop(const Replay *replay, const Drop *drop)
{
	switch ((int)replay->change->kind) {
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_INDEX:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_SEQUENCE:
		drop_relation(replay, drop);
		break;
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_DOMAIN:
		drop_type(replay, drop);
		break;
	case CHANGE_DROP_FUNCTION:
		drop_function(replay, drop);
		break;
	case CHANGE_DROP_TRIGGER:
		drop_part(replay, drop, OBJ_TRIGGER);
		break;
	case CHANGE_DROP_RULE:
		drop_part(replay, drop, OBJ_RULE);
		break;
	case CHANGE_DROP_POLICY:
		drop_part(replay, drop, OBJ_POLICY);
		break;
	case CHANGE_DROP_SCHEMA:
		drop_named(replay, &replay->schema->schemas, drop);
		break;
	case CHANGE_DROP_EXTENSION:
		drop_extension(replay, drop);
		break;
	case CHANGE_DROP_OBJECT:
		if (drop->object == OBJ_FOREIGN_TABLE)
			drop_relation(replay, drop);
		else
			mv_apply_drop_stored(replay, drop);
		break;
	}
}
