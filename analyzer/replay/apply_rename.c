/* apply_rename.c: new names, followed to everything that uses the old one. */
#include "replay_internal.h"

#include <string.h>

/* ---- columns in expressions ---- */

/* Trees are shared with the change that made them, so those that mention the column are copied. */
static Expression *rename_in_expression(Arena *arena, const Expression *expression, const char *from, const char *to)
{
	Expression *copy;

	if (!expression || !mv_expression_mentions(expression, from))
		return (Expression *)expression;
	copy = MV_NEW(arena, Expression);
	*copy = *expression;
	if (copy->kind == EXPR_COLUMN && mv_streq(copy->name, from))
		copy->name = to;
	copy->args = MV_NEW_ARRAY(arena, Expression *, copy->arg_count);
	for (uint32_t i = 0; i < copy->arg_count; i++)
		copy->args[i] = rename_in_expression(arena, expression->args[i], from, to);
	return copy;
}

static void rename_in_names(const char **names, uint32_t count, const char *from, const char *to)
{
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(names[i], from) == 0)
			names[i] = to;
	}
}

/* Keys may be shared with the index of a parent or of the change: copied before they are written. */
static void rename_in_index(Arena *arena, TableIndex *index, const char *from, const char *to)
{
	IndexKey *keys = MV_NEW_ARRAY(arena, IndexKey, index->keys.count);

	for (uint32_t i = 0; i < index->keys.count; i++) {
		keys[i] = index->keys.items[i];
		if (mv_streq(keys[i].column, from))
			keys[i].column = to;
		keys[i].expression = rename_in_expression(arena, keys[i].expression, from, to);
	}
	index->keys.items = keys;
	index->keys.capacity = index->keys.count;
	rename_in_names(index->including.items, index->including.count, from, to);
	index->predicate = rename_in_expression(arena, index->predicate, from, to);
}

static void rename_column(Apply *apply, Table *table, const char *from, const char *to)
{
	Arena *arena = apply->schema->arena;
	Column *column = mv_need_column(apply, table, from);

	if (!column || mv_table_column(table, to))
		return;
	column->name = to;
	for (uint32_t i = 0; i < table->columns.count; i++)
		table->columns.items[i]->generation = rename_in_expression(arena, table->columns.items[i]->generation, from, to);
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		Constraint *constraint = table->constraints.items[i];

		rename_in_names(constraint->columns.items, constraint->columns.count, from, to);
		constraint->expression = rename_in_expression(arena, constraint->expression, from, to);
	}
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		Constraint *constraint = table->referencing.items[i];

		rename_in_names(constraint->referenced_columns.items, constraint->referenced_columns.count, from, to);
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (mv_index_uses_column(table->indexes.items[i], from))
			rename_in_index(arena, table->indexes.items[i], from, to);
	}
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		if (mv_streq(table->sequences.items[i]->owner_column, from))
			table->sequences.items[i]->owner_column = to;
	}
	for (uint32_t i = 0; i < table->children.count; i++)
		rename_column(apply, table->children.items[i], from, to);
}

/* ---- constraints and relations ---- */

static void rename_constraint(Apply *apply, Table *table, const char *from, const char *to)
{
	Schema *schema = apply->schema;
	Constraint *constraint = mv_table_constraint(table, from);
	const char *old = mv_key(schema->arena, table->object.schema, from);

	if (!constraint || mv_table_constraint(table, to))
		return;
	if (mv_map_get(&schema->constraint_names, old) == constraint)
		mv_map_remove(&schema->constraint_names, old);
	constraint->name = to;
	mv_map_set(&schema->constraint_names, mv_key(schema->arena, table->object.schema, to), constraint);
	if (constraint->index) { /* the index that backs it has the same name */
		mv_unregister_relation(schema, &constraint->index->object);
		constraint->index->object.name = to;
		mv_register_relation(schema, &constraint->index->object);
	}
}

static void rename_relation(Apply *apply, const QName *name, const char *to, ObjectKind kind)
{
	Schema *schema = apply->schema;
	Object *object = mv_schema_relation(schema, name);

	if (!object && !apply->change->as.rename->if_exists && kind != OBJ_INDEX && kind != OBJ_SEQUENCE) {
		const Table *table = mv_need_table(apply, name, kind);

		object = table ? (Object *)&table->object : NULL;
	}
	if (!object || mv_map_get(&schema->relations, mv_key(schema->arena, object->schema, to)))
		return;
	mv_unregister_relation(schema, object);
	object->name = to;
	mv_register_relation(schema, object);
	if (object->kind == OBJ_INDEX && ((TableIndex *)object)->constraint) {
		Constraint *constraint = ((TableIndex *)object)->constraint;

		mv_map_remove(&schema->constraint_names, mv_key(schema->arena, object->schema, constraint->name));
		constraint->name = to;
		mv_map_set(&schema->constraint_names, mv_key(schema->arena, object->schema, to), constraint);
	}
}

/* ---- types, schemas, parts ---- */

static void rename_label(EnumType *type, const char *from, const char *to)
{
	rename_in_names(type->labels.items, type->labels.count, from, to);
}

static void rename_type(Apply *apply, Object *type, const char *to)
{
	Schema *schema = apply->schema;

	/* columns name their type: they follow */
	for (uint32_t i = 0; i < schema->relations.count; i++) {
		Object *object = schema->relations.entries[i].value;
		const Table *table = (const Table *)object;

		if (!object || object->kind == OBJ_INDEX || object->kind == OBJ_SEQUENCE || object->kind == OBJ_COMPOSITE)
			continue;
		for (uint32_t c = 0; c < table->columns.count; c++) {
			Column *column = table->columns.items[c];
			Type *renamed;

			if (!column->type || !mv_streq(column->type->name, type->name) ||
			    mv_schema_type(schema, column->type->schema, column->type->name) != type)
				continue;
			renamed = MV_NEW(schema->arena, Type);
			*renamed = *column->type;
			renamed->name = to;
			column->type = renamed;
		}
	}
	mv_map_remove(&schema->types, mv_key(schema->arena, type->schema, type->name));
	type->name = to;
	mv_map_set(&schema->types, mv_key(schema->arena, type->schema, to), type);
}

/* Every key that holds the old name is made anew; the objects themselves stay. */
static void move_namespace(Schema *schema, Map *map, const char *from, const char *to)
{
	uint32_t count = map->count;

	for (uint32_t i = 0; i < count; i++) {
		Object *object = map->entries[i].value;

		if (!object || strcmp(object->schema, from) != 0)
			continue;
		mv_map_remove(map, map->entries[i].key);
		object->schema = to;
		mv_map_set(map, mv_key(schema->arena, to, object->name), object);
		if (map->count < count) { /* the map was rebuilt: start again, moved ones are passed over */
			count = map->count;
			i = UINT32_MAX;
		}
	}
}

static void rename_schema(Apply *apply, const char *from, const char *to)
{
	Schema *schema = apply->schema;
	Object *object = mv_map_get(&schema->schemas, from);

	move_namespace(schema, &schema->relations, from, to);
	move_namespace(schema, &schema->types, from, to);
	if (object) {
		mv_map_remove(&schema->schemas, from);
		object->name = to;
		mv_map_set(&schema->schemas, to, object);
	}
}

static void rename_object(Apply *apply, const Rename *rename)
{
	Object *object;
	Table *table;

	if (rename->object == OBJ_ENUM || rename->object == OBJ_TYPE || rename->object == OBJ_DOMAIN ||
	    rename->object == OBJ_COMPOSITE || rename->object == OBJ_RANGE) {
		object = mv_schema_type(apply->schema, rename->name.schema, rename->name.name);
		if (object)
			rename_type(apply, object, rename->new_name.text);
	} else if (rename->object == OBJ_SEQUENCE) {
		rename_relation(apply, &rename->name, rename->new_name.text, OBJ_SEQUENCE);
	} else if (rename->object == OBJ_TRIGGER || rename->object == OBJ_POLICY) {
		table = mv_schema_table(apply->schema, &rename->name);
		for (uint32_t i = 0; table && rename->object == OBJ_TRIGGER && i < table->triggers.count; i++) {
			if (mv_streq(table->triggers.items[i]->name, rename->part.text))
				table->triggers.items[i]->name = rename->new_name.text;
		}
		for (uint32_t i = 0; table && rename->object == OBJ_POLICY && i < table->policies.count; i++) {
			if (mv_streq(table->policies.items[i]->name, rename->part.text))
				table->policies.items[i]->name = rename->new_name.text;
		}
	}
}

void mv_apply_rename(Apply *apply)
{
	const Rename *rename = apply->change->as.rename;
	ChangeKind kind = apply->change->kind;
	Object *type;
	Table *table;

	if (!rename->name.name || rename->name.unknown || !rename->new_name.text)
		return;
	if (kind == CHANGE_RENAME_TABLE || kind == CHANGE_RENAME_VIEW || kind == CHANGE_RENAME_INDEX) {
		rename_relation(apply, &rename->name, rename->new_name.text,
				kind == CHANGE_RENAME_INDEX ? OBJ_INDEX : rename->object == OBJ_NONE ? OBJ_TABLE : rename->object);
	} else if (kind == CHANGE_RENAME_COLUMN || kind == CHANGE_RENAME_CONSTRAINT) {
		if (!rename->part.text || (rename->if_exists && !mv_schema_table(apply->schema, &rename->name)))
			return;
		table = mv_need_table(apply, &rename->name,
				      rename->relation_kind == OBJ_NONE ? OBJ_TABLE : rename->relation_kind);
		if (table && kind == CHANGE_RENAME_COLUMN)
			rename_column(apply, table, rename->part.text, rename->new_name.text);
		else if (table)
			rename_constraint(apply, table, rename->part.text, rename->new_name.text);
	} else if (kind == CHANGE_RENAME_SCHEMA) {
		rename_schema(apply, rename->name.name, rename->new_name.text);
	} else if (kind == CHANGE_RENAME_ENUM_VALUE) {
		type = mv_schema_type(apply->schema, rename->name.schema, rename->name.name);
		if (type && type->kind == OBJ_ENUM && rename->part.text)
			rename_label((EnumType *)type, rename->part.text, rename->new_name.text);
	} else {
		rename_object(apply, rename);
	}
}

/* ---- SET SCHEMA ---- */

static void move_relation(Schema *schema, Object *object, const char *to)
{
	mv_unregister_relation(schema, object);
	object->schema = to;
	mv_register_relation(schema, object);
}

void mv_apply_set_schema(Apply *apply)
{
	const SetSchema *set = apply->change->as.set_schema;
	const char *to = set->new_schema.text;
	Object *object;
	Table *table;

	if (!set->name.name || set->name.unknown || !to)
		return;
	if (set->object == OBJ_TYPE || set->object == OBJ_DOMAIN || set->object == OBJ_ENUM || set->object == OBJ_COMPOSITE) {
		object = mv_schema_type(apply->schema, set->name.schema, set->name.name);
		if (!object)
			return;
		mv_map_remove(&apply->schema->types, mv_key(apply->schema->arena, object->schema, object->name));
		object->schema = to;
		mv_map_set(&apply->schema->types, mv_key(apply->schema->arena, to, object->name), object);
		return;
	}
	object = mv_schema_relation(apply->schema, &set->name);
	if (!object)
		return;
	move_relation(apply->schema, object, to);
	if (object->kind == OBJ_INDEX || object->kind == OBJ_SEQUENCE)
		return;
	table = (Table *)object;
	for (uint32_t i = 0; i < table->indexes.count; i++)
		move_relation(apply->schema, &table->indexes.items[i]->object, to);
	for (uint32_t i = 0; i < table->sequences.count; i++)
		move_relation(apply->schema, &table->sequences.items[i]->object, to);
}
