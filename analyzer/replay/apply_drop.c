/* apply_drop.c: objects go; with CASCADE, what depends on them. */
#include "replay_internal.h"

#include <string.h>

static void remove_named(Schema *schema, Map *map, const Object *object)
{
	const char *key = mv_key(schema->arena, object->schema, object->name);

	if (mv_map_get(map, key) == object)
		mv_map_remove(map, key);
}

/* ---- relations ---- */

/* Views that read a relation go with it (CASCADE; without, the server refuses). */
static void remove_readers(Schema *schema, Table *table)
{
	while (table->readers.count) {
		Table *reader = table->readers.items[table->readers.count - 1];

		remove_readers(schema, reader);
		mv_remove_table(schema, reader);
	}
}

static void drop_relation(Apply *apply, const QName *name)
{
	Object *object = mv_schema_relation(apply->schema, name);

	if (!object)
		return;
	if (apply->maybe) {
		object->maybe = true;
		return;
	}
	if (object->kind == OBJ_INDEX) {
		mv_remove_index(apply->schema, (TableIndex *)object);
	} else if (object->kind == OBJ_SEQUENCE) {
		Sequence *sequence = (Sequence *)object;

		if (sequence->owner_table)
			VEC_REMOVE(&sequence->owner_table->sequences, sequence);
		mv_unregister_relation(apply->schema, object);
	} else {
		remove_readers(apply->schema, (Table *)object);
		mv_remove_table(apply->schema, (Table *)object);
	}
}

/* ---- types: with CASCADE the columns of that type go too ---- */

static bool is_of_type(const Schema *schema, const Column *column, const Object *type)
{
	return column->type && column->type->name && strcmp(column->type->name, type->name) == 0 &&
	       mv_schema_type(schema, column->type->schema, column->type->name) == type;
}

static void remove_columns_of(Schema *schema, const Object *type)
{
	for (uint32_t i = 0; i < schema->relations.count; i++) {
		Object *object = schema->relations.entries[i].value;
		Table *table;

		if (!object || (object->kind != OBJ_TABLE && object->kind != OBJ_FOREIGN_TABLE))
			continue;
		table = (Table *)object;
		for (uint32_t c = table->columns.count; c > 0; c--) {
			if (c <= table->columns.count && is_of_type(schema, table->columns.items[c - 1], type))
				mv_remove_column(schema, table, table->columns.items[c - 1]->name);
		}
	}
}

static void drop_type(Apply *apply, const Drop *drop)
{
	Object *type = mv_schema_type(apply->schema, drop->name.schema, drop->name.name);

	if (!type)
		return;
	if (apply->maybe) {
		type->maybe = true;
		return;
	}
	if (drop->cascade)
		remove_columns_of(apply->schema, type);
	remove_named(apply->schema, &apply->schema->types, type);
}

/* ---- functions ---- */

static bool same_arguments(const Apply *apply, const Function *function, const Drop *drop)
{
	uint32_t matched = 0;

	if (!drop->arguments_given)
		return true;
	for (uint32_t i = 0; i < function->def->parameters.count; i++) {
		const Parameter *parameter = &function->def->parameters.items[i];
		Arena *arena = apply->schema->arena;

		if (parameter->mode && (strcmp(parameter->mode, "out") == 0 || strcmp(parameter->mode, "table") == 0))
			continue;
		if (matched >= drop->arguments.count || !parameter->type ||
		    strcmp(mv_type_format(parameter->type, arena), mv_type_format(drop->arguments.items[matched], arena)) != 0)
			return false;
		matched++;
	}
	return matched == drop->arguments.count;
}

/* The registry by signature holds it under a key that only CREATE knows: found by value. */
static void unregister_function(Schema *schema, FunctionGroup *group, Function *function)
{
	VEC_REMOVE(&group->functions, function);
	for (uint32_t i = 0; i < schema->functions.count; i++) {
		if (schema->functions.entries[i].value == function) {
			mv_map_remove(&schema->functions, schema->functions.entries[i].key);
			return;
		}
	}
}

static void drop_function(Apply *apply, const Drop *drop)
{
	Function *first = mv_schema_function(apply->schema, drop->name.schema, drop->name.name, NULL);
	FunctionGroup *group;

	if (!first)
		return;
	group = mv_map_get(&apply->schema->function_names, mv_key(apply->schema->arena, first->object.schema, first->object.name));
	for (uint32_t i = group->functions.count; i > 0; i--) {
		Function *function = group->functions.items[i - 1];

		if (!same_arguments(apply, function, drop))
			continue;
		if (apply->maybe)
			function->object.maybe = true;
		else
			unregister_function(apply->schema, group, function);
	}
}

/* ---- parts of tables ---- */

static void drop_part(Apply *apply, const Drop *drop)
{
	Table *table = drop->table.name ? mv_schema_table(apply->schema, &drop->table) : NULL;
	const char *name = drop->name.name;

	if (!table || !name || apply->maybe)
		return;
	for (uint32_t i = 0; drop->object == OBJ_TRIGGER && i < table->triggers.count; i++) {
		if (strcmp(table->triggers.items[i]->name, name) == 0)
			VEC_REMOVE(&table->triggers, table->triggers.items[i]);
	}
	for (uint32_t i = 0; drop->object == OBJ_POLICY && i < table->policies.count; i++) {
		if (strcmp(table->policies.items[i]->name, name) == 0)
			VEC_REMOVE(&table->policies, table->policies.items[i]);
	}
	for (uint32_t i = 0; drop->object == OBJ_RULE && i < table->rules.count; i++) {
		if (strcmp(table->rules.items[i]->name, name) == 0)
			VEC_REMOVE(&table->rules, table->rules.items[i]);
	}
}

/* ---- schemas ---- */

static void empty_map_of(Schema *schema, Map *map, const char *namespace)
{
	for (uint32_t i = 0; i < map->count; i++) {
		const Object *object = map->entries[i].value;

		if (object && strcmp(object->schema, namespace) == 0)
			mv_map_remove(map, map->entries[i].key);
	}
	(void)schema;
}

static void drop_schema(Apply *apply, const char *name)
{
	Schema *schema = apply->schema;

	if (!name || apply->maybe)
		return;
	for (uint32_t i = 0; i < schema->relations.count; i++) {
		Object *object = schema->relations.entries[i].value;

		if (!object || strcmp(object->schema, name) != 0)
			continue;
		if (object->kind == OBJ_INDEX || object->kind == OBJ_SEQUENCE) {
			mv_unregister_relation(schema, object); /* its table, in the same schema, goes too */
		} else {
			remove_readers(schema, (Table *)object);
			mv_remove_table(schema, (Table *)object);
		}
	}
	empty_map_of(schema, &schema->types, name);
	empty_map_of(schema, &schema->functions, name);
	for (uint32_t i = 0; i < schema->function_names.count; i++) {
		FunctionGroup *group = schema->function_names.entries[i].value;

		if (group && group->functions.count && strcmp(group->functions.items[0]->object.schema, name) == 0)
			group->functions.count = 0;
	}
	mv_map_remove(&schema->schemas, name);
}

static void drop_other(Apply *apply, const Drop *drop)
{
	const Object *object = mv_schema_other(apply->schema, drop->object, drop->name.schema, drop->name.name);

	if (!object || apply->maybe)
		return;
	mv_map_remove(&apply->schema->others,
		      mv_key(apply->schema->arena, mv_object_kind_name(drop->object),
			     drop->name.schema ? mv_key(apply->schema->arena, drop->name.schema, drop->name.name) : drop->name.name));
}

void mv_apply_drop(Apply *apply)
{
	const Drop *drop = apply->change->as.drop;
	ChangeKind kind = apply->change->kind;

	if (!drop->name.name || drop->name.unknown)
		return;
	if (kind == CHANGE_DROP_TABLE || kind == CHANGE_DROP_INDEX || kind == CHANGE_DROP_VIEW ||
	    kind == CHANGE_DROP_MATERIALIZED_VIEW || kind == CHANGE_DROP_SEQUENCE || drop->object == OBJ_FOREIGN_TABLE)
		drop_relation(apply, &drop->name);
	else if (kind == CHANGE_DROP_TYPE || kind == CHANGE_DROP_DOMAIN)
		drop_type(apply, drop);
	else if (kind == CHANGE_DROP_FUNCTION)
		drop_function(apply, drop);
	else if (kind == CHANGE_DROP_TRIGGER || kind == CHANGE_DROP_POLICY || kind == CHANGE_DROP_RULE)
		drop_part(apply, drop);
	else if (kind == CHANGE_DROP_SCHEMA)
		drop_schema(apply, drop->name.name);
	else if (kind == CHANGE_DROP_EXTENSION)
		mv_map_remove(&apply->schema->extensions, drop->name.name);
	else
		drop_other(apply, drop);
}
