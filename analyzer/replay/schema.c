/* schema.c: the schema's start, and looking things up in it. */
#include "replay_internal.h"

#include <string.h>

void mv_schema_init(Schema *schema, Arena *arena)
{
	*schema = (Schema){ .arena = arena };
	mv_map_init(&schema->relations, arena);
	mv_map_init(&schema->constraint_names, arena);
	mv_map_init(&schema->types, arena);
	mv_map_init(&schema->functions, arena);
	mv_map_init(&schema->function_names, arena);
	mv_map_init(&schema->schemas, arena);
	mv_map_init(&schema->extensions, arena);
	mv_map_init(&schema->others, arena);
	*VEC_PUSH(arena, &schema->search_path) = "public";
}

const char *mv_key(Arena *arena, const char *namespace, const char *name)
{
	size_t first = strlen(namespace), second = strlen(name);
	char *key = mv_arena_alloc(arena, first + second + 2);

	memcpy(key, namespace, first);
	key[first] = '.';
	memcpy(key + first + 1, name, second + 1);
	return key;
}

/* A key for a look-up alone: names are at most 63 bytes, so nearly always this buffer serves. */
typedef struct ShortKey {
	char text[160];
} ShortKey;

static const char *short_key(ShortKey *key, const Schema *schema, const char *namespace, const char *name)
{
	size_t first = strlen(namespace), second = strlen(name);

	if (first + second + 2 > sizeof key->text)
		return mv_key(schema->arena, namespace, name);
	memcpy(key->text, namespace, first);
	key->text[first] = '.';
	memcpy(key->text + first + 1, name, second + 1);
	return key->text;
}

const char *mv_schema_current(const Schema *schema)
{
	return schema->search_path.count ? schema->search_path.items[0] : "public";
}

static void *find_in(const Schema *schema, const Map *map, const char *namespace, const char *name)
{
	ShortKey key;

	if (namespace)
		return mv_map_get(map, short_key(&key, schema, namespace, name));
	/* temporary objects come before everything */
	for (uint32_t i = 0; i <= schema->search_path.count; i++) {
		const char *where = i ? schema->search_path.items[i - 1] : "pg_temp";
		void *found = mv_map_get(map, short_key(&key, schema, where, name));

		if (found)
			return found;
	}
	return NULL;
}

Object *mv_schema_relation(const Schema *schema, const QName *name)
{
	if (!name->name || name->unknown)
		return NULL;
	return find_in(schema, &schema->relations, name->schema, name->name);
}

Table *mv_schema_table(const Schema *schema, const QName *name)
{
	Object *object = mv_schema_relation(schema, name);

	if (!object || object->kind == OBJ_INDEX || object->kind == OBJ_SEQUENCE || object->kind == OBJ_COMPOSITE)
		return NULL;
	return (Table *)object;
}

TableIndex *mv_schema_index(const Schema *schema, const QName *name)
{
	Object *object = mv_schema_relation(schema, name);

	return object && object->kind == OBJ_INDEX ? (TableIndex *)object : NULL;
}

Object *mv_schema_type(const Schema *schema, const char *type_schema, const char *name)
{
	return name ? find_in(schema, &schema->types, type_schema, name) : NULL;
}

Function *mv_schema_function(const Schema *schema, const char *function_schema, const char *name, uint32_t *count)
{
	FunctionGroup *group = name ? find_in(schema, &schema->function_names, function_schema, name) : NULL;

	if (count)
		*count = group ? group->functions.count : 0;
	return group && group->functions.count ? group->functions.items[0] : NULL;
}

Object *mv_schema_other(const Schema *schema, ObjectKind kind, const char *object_schema, const char *name)
{
	ShortKey key;

	return mv_map_get(&schema->others,
			  short_key(&key, schema, mv_object_kind_name(kind), object_schema ?
				    mv_key(schema->arena, object_schema, name) : name));
}

Column *mv_table_column(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (strcmp(table->columns.items[i]->name, name) == 0)
			return table->columns.items[i];
	}
	return NULL;
}

Constraint *mv_table_constraint(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		if (mv_streq(table->constraints.items[i]->name, name))
			return table->constraints.items[i];
	}
	return NULL;
}

TableIndex *mv_table_index(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (mv_streq(table->indexes.items[i]->object.name, name))
			return table->indexes.items[i];
	}
	return NULL;
}

Constraint *mv_table_primary_key(const Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
			return table->constraints.items[i];
	}
	return NULL;
}

/* ---- is it there? ---- */

static Tri present(const Schema *schema, const Object *object)
{
	if (object)
		return object->maybe ? TRI_UNKNOWN : TRI_YES;
	return schema->opaque_changes || !schema->complete ? TRI_UNKNOWN : TRI_NO;
}

/* A part of a table: absent for certain only when the table is fully known. */
static Tri part_of(const Schema *schema, const Table *table, bool found, bool maybe)
{
	if (!table)
		return present(schema, NULL);
	if (found)
		return maybe || table->object.maybe ? TRI_UNKNOWN : TRI_YES;
	return table->object.incomplete || schema->opaque_changes ? TRI_UNKNOWN : TRI_NO;
}

/* A constraint or index of that name anywhere, when no table is named. */
static Tri constraint_anywhere(const Schema *schema, const char *namespace, const char *name)
{
	const Constraint *found = find_in(schema, &schema->constraint_names, namespace, name);

	return found ? TRI_YES : schema->opaque_changes || !schema->complete ? TRI_UNKNOWN : TRI_NO;
}

static Tri relation_exists(const Schema *schema, ObjectKind kind, const char *namespace, const char *name)
{
	const Object *object = find_in(schema, &schema->relations, namespace, name);

	/* `table` in information_schema and pg_class questions means any table-like relation */
	if (object && kind != OBJ_NONE && object->kind != kind && !(kind == OBJ_TABLE && object->kind != OBJ_INDEX &&
	    object->kind != OBJ_SEQUENCE))
		return TRI_NO;
	return present(schema, object);
}

static Tri type_exists(const Schema *schema, const char *namespace, const char *name)
{
	const Object *object = find_in(schema, &schema->types, namespace, name);

	return present(schema, object ? object : find_in(schema, &schema->relations, namespace, name));
}

static Tri part_exists(const Schema *schema, ObjectKind kind, const char *namespace, const char *relation, const char *name)
{
	const Table *table = mv_schema_table(schema, &(QName){ .schema = namespace, .name = relation });
	const Column *column;
	bool found = false;

	if (!table)
		return present(schema, NULL);
	if (kind == OBJ_COLUMN) {
		column = mv_table_column(table, name);
		return part_of(schema, table, column != NULL, column && column->maybe);
	}
	if (kind == OBJ_CONSTRAINT)
		found = mv_table_constraint(table, name) != NULL;
	for (uint32_t i = 0; kind == OBJ_TRIGGER && i < table->triggers.count; i++)
		found = found || strcmp(table->triggers.items[i]->name, name) == 0;
	for (uint32_t i = 0; kind == OBJ_POLICY && i < table->policies.count; i++)
		found = found || strcmp(table->policies.items[i]->name, name) == 0;
	return part_of(schema, table, found, false);
}

Tri mv_schema_exists(const Schema *schema, ObjectKind kind, const char *object_schema, const char *relation,
		     const char *name)
{
	if (!name && !(relation && kind != OBJ_COLUMN))
		return TRI_UNKNOWN;
	if (kind == OBJ_COLUMN || kind == OBJ_TRIGGER || kind == OBJ_POLICY || (kind == OBJ_CONSTRAINT && relation))
		return relation ? part_exists(schema, kind, object_schema, relation, name) : TRI_UNKNOWN;
	if (kind == OBJ_CONSTRAINT)
		return constraint_anywhere(schema, object_schema, name);
	if (kind == OBJ_TABLE || kind == OBJ_VIEW || kind == OBJ_MATERIALIZED_VIEW || kind == OBJ_INDEX ||
	    kind == OBJ_SEQUENCE || kind == OBJ_FOREIGN_TABLE)
		return relation_exists(schema, kind, object_schema, name ? name : relation);
	if (kind == OBJ_TYPE || kind == OBJ_ENUM || kind == OBJ_DOMAIN || kind == OBJ_COMPOSITE || kind == OBJ_RANGE)
		return type_exists(schema, object_schema, name);
	if (kind == OBJ_ENUM_VALUE)
		return mv_enum_value_exists(schema, object_schema, relation, name);
	if (kind == OBJ_SCHEMA)
		return strcmp(name, "public") == 0 ? TRI_YES : present(schema, mv_map_get(&schema->schemas, name));
	if (kind == OBJ_EXTENSION)
		return present(schema, mv_map_get(&schema->extensions, name));
	if (kind == OBJ_FUNCTION || kind == OBJ_PROCEDURE || kind == OBJ_ROUTINE || kind == OBJ_AGGREGATE) {
		const Function *function = mv_schema_function(schema, object_schema, name, NULL);

		return present(schema, function ? &function->object : NULL);
	}
	/* roles, databases: not of this database, so never known to be absent */
	return mv_schema_other(schema, kind, object_schema, name) ? TRI_YES : TRI_UNKNOWN;
}
