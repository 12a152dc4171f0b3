/* schema.c: the registries of the schema model and the questions about what exists. */
#include "model.h"

#include <stdio.h>
#include <string.h>

/* ---- keys ---- */

/* Names have at most 63 bytes each; longer ones (from names that are not the server's) are allocated. */
enum { KEY_ROOM = 160 };

const char *mv_model_key(Arena *arena, const char *schema, const char *name)
{
	size_t schema_len = strlen(schema), name_len = strlen(name);
	char *key = mv_arena_alloc(arena, schema_len + name_len + 2);

	memcpy(key, schema, schema_len);
	key[schema_len] = '.';
	memcpy(key + schema_len + 1, name, name_len + 1);
	return key;
}

void *mv_model_get(const Map *map, const char *schema, const char *name)
{
	/* the busiest look-up of all: a key on the stack, put together by hand */
	char key[KEY_ROOM];
	size_t first = strlen(schema), second = strlen(name);

	if (!map->live)
		return NULL;
	if (first + second + 2 > sizeof key)
		return mv_map_get(map, mv_model_key(map->arena, schema, name));
	memcpy(key, schema, first);
	key[first] = '.';
	memcpy(key + first + 1, name, second + 1);
	return mv_map_get(map, key);
}

/*
 * Runners often set search_path in the connection, which no migration shows.
 * So a name that is not on the path but in exactly one of a few other schemas
 * is taken to be that one.
 */
static Object *find_elsewhere(const Schema *model, const Map *map, const char *name)
{
	enum { FEW = 8 };
	Object *found = NULL;

	if (model->schemas.live > FEW)
		return NULL;
	for (uint32_t i = 0; i < model->schemas.count; i++) {
		Object *object = model->schemas.entries[i].value ?
					 mv_model_get(map, model->schemas.entries[i].key, name) : NULL;

		if (object && found)
			return NULL;
		if (object)
			found = object;
	}
	return found;
}

Object *mv_model_find(const Schema *model, const Map *map, const char *schema, const char *name)
{
	Object *found;

	if (!name)
		return NULL;
	if (schema)
		return mv_model_get(map, schema, name);
	found = model->has_temporary ? mv_model_get(map, "pg_temp", name) : NULL;
	for (uint32_t i = 0; !found && i < model->search_path.count; i++)
		found = mv_model_get(map, model->search_path.items[i], name);
	return found ? found : find_elsewhere(model, map, name);
}

void mv_model_put(Schema *model, Map *map, Object *object)
{
	model->has_temporary = model->has_temporary || strcmp(object->schema, "pg_temp") == 0;
	mv_map_set(map, mv_model_key(model->arena, object->schema, object->name), object);
}

void mv_model_take(Schema *model, Map *map, const Object *object)
{
	const char *key = mv_model_key(model->arena, object->schema, object->name);

	if (mv_map_get(map, key) == object)
		mv_map_remove(map, key);
}

uint32_t mv_model_number(Schema *model, void *thing)
{
	if (!model->things.count)
		*VEC_PUSH(model->arena, &model->things) = NULL; /* id 0 is none */
	*VEC_PUSH(model->arena, &model->things) = thing;
	return model->things.count - 1;
}

void mv_model_born(const Replay *replay, Object *object, ObjectKind kind, const char *schema, const char *name)
{
	*object = (Object){ .kind = kind, .id = mv_model_number(replay->schema, object), .schema = schema, .name = name, .birth = *replay->birth, .maybe = replay->maybe };
	mv_model_own(replay, object, mv_model_role(replay));
}

const char *mv_model_namespace(const Schema *model, const QName *name)
{
	return name->schema ? name->schema : mv_schema_current(model);
}

bool mv_model_is_table(ObjectKind kind)
{
	return kind == OBJ_TABLE || kind == OBJ_FOREIGN_TABLE || kind == OBJ_VIEW || kind == OBJ_MATERIALIZED_VIEW;
}

bool mv_model_system_schema(const char *name)
{
	return name && (strcmp(name, "information_schema") == 0 ||
			(strncmp(name, "pg_", 3) == 0 && strcmp(name, "pg_temp") != 0));
}

/* ---- set-up ---- */

void mv_model_default_path(Schema *schema)
{
	schema->search_path.count = 0;
	*VEC_PUSH(schema->arena, &schema->search_path) = "public";
	schema->search_path_unknown = false;
}

void mv_schema_init(Schema *schema, Arena *arena)
{
	Object *public_schema = MV_NEW(arena, Object);
	Map *maps[] = { &schema->relations, &schema->types,  &schema->functions, &schema->schemas,	 &schema->extensions,
			&schema->others,    &schema->names,  &schema->type_uses, &schema->function_names };

	*schema = (Schema){ .arena = arena };
	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
		mv_map_init(maps[i], arena);
	*public_schema = (Object){ .kind = OBJ_SCHEMA, .id = mv_model_number(schema, public_schema), .schema = "", .name = "public" };
	mv_map_set(&schema->schemas, "public", public_schema);
	mv_model_annotate(schema, public_schema->id)->comment = "standard public schema";
	mv_model_default_path(schema);
}

const char *mv_schema_current(const Schema *schema)
{
	const char *first = NULL;

	/* one that is missing is passed over, unless it may have been made elsewhere */
	for (uint32_t i = 0; i < schema->search_path.count; i++) {
		const char *name = schema->search_path.items[i];

		if (mv_model_system_schema(name))
			continue;
		if (mv_map_get(&schema->schemas, name) || mv_schema_exists(schema, OBJ_SCHEMA, NULL, NULL, name) != TRI_NO)
			return name;
		first = first ? first : name;
	}
	return first ? first : "public";
}

/* ---- look-ups ---- */

Object *mv_schema_relation(const Schema *schema, const QName *name)
{
	return name->unknown ? NULL : mv_model_find(schema, &schema->relations, name->schema, name->name);
}

Table *mv_schema_table(const Schema *schema, const QName *name)
{
	Object *object = mv_schema_relation(schema, name);

	return object && mv_model_is_table(object->kind) ? (Table *)object : NULL;
}

TableIndex *mv_schema_index(const Schema *schema, const QName *name)
{
	Object *object = mv_schema_relation(schema, name);

	return object && object->kind == OBJ_INDEX ? (TableIndex *)object : NULL;
}

Object *mv_schema_type(const Schema *schema, const char *type_schema, const char *name)
{
	Object *object;

	if (mv_streq(type_schema, "pg_catalog")) /* built in, as nearly all are */
		return NULL;
	object = mv_model_find(schema, &schema->types, type_schema, name);
	if (object)
		return object;
	/* every relation has a row type of its name */
	object = mv_model_find(schema, &schema->relations, type_schema, name);
	return object && (mv_model_is_table(object->kind) || object->kind == OBJ_COMPOSITE) ? object : NULL;
}

Function *mv_schema_function(const Schema *schema, const char *function_schema, const char *name, uint32_t *count)
{
	const FunctionGroup *overloads = NULL;

	if (count)
		*count = 0;
	if (!name)
		return NULL;
	if (function_schema) {
		overloads = mv_model_get(&schema->function_names, function_schema, name);
	} else {
		for (uint32_t i = 0; (!overloads || !overloads->functions.count) && i < schema->search_path.count; i++)
			overloads = mv_model_get(&schema->function_names, schema->search_path.items[i], name);
		if (!overloads || !overloads->functions.count)
			overloads = (const FunctionGroup *)(const void *)find_elsewhere(schema, &schema->function_names, name);
	}
	if (!overloads || !overloads->functions.count)
		return NULL;
	if (count)
		*count = overloads->functions.count;
	return overloads->functions.items[0];
}

Object *mv_schema_other(const Schema *schema, ObjectKind kind, const char *object_schema, const char *name)
{
	char key[KEY_ROOM + 8];

	if (!name || snprintf(key, sizeof key, "%d:%s.%s", (int)kind, object_schema ? object_schema : "", name) >= (int)sizeof key)
		return NULL;
	return mv_map_get(&schema->others, key);
}

Column *mv_table_column(const Table *table, const char *name)
{
	for (uint32_t i = 0; name && i < table->columns.count; i++) {
		if (strcmp(table->columns.items[i]->name, name) == 0)
			return table->columns.items[i];
	}
	return NULL;
}

Constraint *mv_table_constraint(const Table *table, const char *name)
{
	for (uint32_t i = 0; name && i < table->constraints.count; i++) {
		if (strcmp(table->constraints.items[i]->name, name) == 0)
			return table->constraints.items[i];
	}
	return NULL;
}

TableIndex *mv_table_index(const Table *table, const char *name)
{
	for (uint32_t i = 0; name && i < table->indexes.count; i++) {
		if (strcmp(table->indexes.items[i]->object.name, name) == 0)
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

void mv_schema_type_users(const Schema *schema, const Object *type, Arena *arena, TypeUseVec *uses)
{
	const TypeUseVec *known = mv_model_get(&schema->type_uses, type->schema, type->name);

	for (uint32_t i = 0; known && i < known->count; i++) {
		const TypeUse *use = &known->items[i];
		bool current = false;

		/* entries are never taken out: the column may have another type by now, or be gone */
		if (use->table) {
			current = mv_model_get(&schema->relations, use->table->object.schema, use->table->object.name) == use->table &&
				  mv_table_column(use->table, use->column->name) == use->column;
		} else {
			current = mv_model_get(&schema->types, use->composite->object.schema, use->composite->object.name) ==
				  use->composite;
		}
		if (current && use->column->type && mv_model_type_of(schema, use->column->type) == type)
			*VEC_PUSH(arena, uses) = *use;
	}
}

/* ---- does it exist? ---- */

static Tri listed(const Object *object)
{
	return object->maybe ? TRI_UNKNOWN : TRI_YES;
}

/* Something of this name is not listed: what does that prove? */
static Tri absent(const Schema *schema, const char *object_schema, const char *name)
{
	if (schema->opaque_changes || !schema->complete || !name || mv_model_system_schema(object_schema))
		return TRI_UNKNOWN;
	if (!object_schema && (schema->search_path_unknown || strncmp(name, "pg_", 3) == 0))
		return TRI_UNKNOWN;
	return TRI_NO;
}

/* May an extension have brought it along? */
static bool extensions_may_have(const Schema *schema, ObjectKind kind)
{
	/* these bring functions, operators and (some) types, but no relations */
	static const char *const without_relations[] = {
		"uuid-ossp", "pgcrypto", "citext", "hstore", "ltree", "pg_trgm", "btree_gin", "btree_gist", "unaccent",
		"intarray", "tablefunc", "fuzzystrmatch", "cube", "earthdistance", "isn", "seg", "vector", "plpgsql",
		"lo", "bloom", "amcheck", "pgrowlocks", "pgstattuple", "tcn", "xml2", "dict_int", "pg_prewarm", "sslinfo",
		"tsm_system_rows", "tsm_system_time", "pageinspect", "intagg", "autoinc", "moddatetime", "refint", NULL
	};
	static const char *const without_types[] = {
		"uuid-ossp", "pgcrypto", "pg_trgm", "btree_gin", "btree_gist", "unaccent", "fuzzystrmatch", "plpgsql",
		"pg_stat_statements", "earthdistance", "amcheck", "pg_prewarm", "moddatetime", "tcn", NULL
	};
	const char *const *harmless = kind == OBJ_TYPE ? without_types : without_relations;

	for (uint32_t i = 0; i < schema->extensions.count; i++) {
		bool known = !schema->extensions.entries[i].value;

		for (const char *const *name = harmless; !known && *name; name++)
			known = strcmp(*name, schema->extensions.entries[i].key) == 0;
		if (!known)
			return true;
	}
	return false;
}

static Tri relation_exists(const Schema *schema, ObjectKind kind, const char *object_schema, const char *name)
{
	const Object *object = mv_model_find(schema, &schema->relations, object_schema, name);

	/* who asks for a table (in pg_class, information_schema) means all that looks like one */
	if (object && kind != OBJ_NONE && object->kind != kind && !(kind == OBJ_TABLE && mv_model_is_table(object->kind)))
		return TRI_NO;
	if (object)
		return listed(object);
	return extensions_may_have(schema, OBJ_TABLE) ? TRI_UNKNOWN : absent(schema, object_schema, name);
}

/* A part of a relation when only the part's name is given (pg_constraint, pg_trigger, ...). */
static Tri named_part_exists(const Schema *schema, ObjectKind kind, const char *object_schema, const char *name)
{
	if (name && mv_model_name_count(schema, kind, object_schema, name))
		return TRI_YES;
	return extensions_may_have(schema, OBJ_TABLE) ? TRI_UNKNOWN : absent(schema, object_schema, name);
}

static Tri part_exists(const Schema *schema, ObjectKind kind, const Table *table, const char *name)
{
	const Column *column;
	const Constraint *constraint;

	switch ((int)kind) {
	case OBJ_COLUMN:
		column = mv_table_column(table, name);
		if (column)
			return column->maybe ? TRI_UNKNOWN : TRI_YES;
		break;
	case OBJ_CONSTRAINT:
		constraint = mv_table_constraint(table, name);
		if (constraint)
			return constraint->maybe ? TRI_UNKNOWN : TRI_YES;
		break;
	case OBJ_INDEX:
		if (mv_table_index(table, name))
			return listed(&mv_table_index(table, name)->object);
		break;
	case OBJ_TRIGGER:
	case OBJ_POLICY:
	case OBJ_RULE:
		for (int list = 0; list < 3; list++) {
			Object *const *items = list == 0 ? table->triggers.items : list == 1 ? table->policies.items : table->rules.items;
			uint32_t count = list == 0 ? table->triggers.count : list == 1 ? table->policies.count : table->rules.count;

			for (uint32_t i = 0; i < count; i++) {
				if (items[i]->kind == kind && strcmp(items[i]->name, name) == 0)
					return listed(items[i]);
			}
		}
		break;
	}
	if (table->object.incomplete || table->object.maybe || table->object.extension || schema->opaque_changes)
		return TRI_UNKNOWN;
	return TRI_NO;
}

/* Any table's column of that name: not indexed, so only a hit is an answer that costs little. */
static Tri relation_part_exists(const Schema *schema, ObjectKind kind, const char *object_schema, const char *relation,
				const char *name)
{
	const Object *object;
	Tri exists;

	if (!name)
		return TRI_UNKNOWN;
	if (!relation && kind == OBJ_COLUMN)
		return TRI_UNKNOWN;
	if (!relation)
		return named_part_exists(schema, kind, object_schema, name);
	object = mv_model_find(schema, &schema->relations, object_schema, relation);
	if (!object) {
		exists = relation_exists(schema, OBJ_TABLE, object_schema, relation);
		return exists == TRI_NO ? TRI_NO : TRI_UNKNOWN;
	}
	if (!mv_model_is_table(object->kind))
		return TRI_UNKNOWN;
	return part_exists(schema, kind, (const Table *)object, name);
}

static Tri type_exists(const Schema *schema, const char *object_schema, const char *name)
{
	const Object *object = mv_schema_type(schema, object_schema, name);

	if (object)
		return listed(object);
	if (name && mv_model_builtin_type(&(Type){ .schema = object_schema, .name = name }))
		return TRI_YES;
	if (extensions_may_have(schema, OBJ_TYPE))
		return TRI_UNKNOWN;
	return absent(schema, object_schema, name);
}

Tri mv_enum_value_exists(const Schema *schema, const char *object_schema, const char *type, const char *label)
{
	const Object *object = type ? mv_schema_type(schema, object_schema, type) : NULL;
	const EnumType *labels = (const EnumType *)object;

	if (!object || object->kind != OBJ_ENUM || !label)
		return object || type_exists(schema, object_schema, type) != TRI_NO ? TRI_UNKNOWN : TRI_NO;
	for (uint32_t i = 0; i < labels->labels.count; i++) {
		if (strcmp(labels->labels.items[i], label) == 0)
			return listed(object);
	}
	return object->incomplete || object->maybe || schema->opaque_changes ? TRI_UNKNOWN : TRI_NO;
}

Tri mv_schema_exists(const Schema *schema, ObjectKind kind, const char *object_schema, const char *relation, const char *name)
{
	const Object *object = NULL;
	uint32_t count = 0;

	if (!name)
		return TRI_UNKNOWN;
	switch (kind) {
	case OBJ_NONE:
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
	case OBJ_SEQUENCE:
		return relation_exists(schema, kind, object_schema, name);
	case OBJ_INDEX:
		return relation ? relation_part_exists(schema, kind, object_schema, relation, name) :
				  relation_exists(schema, kind, object_schema, name);
	case OBJ_COLUMN:
	case OBJ_CONSTRAINT:
	case OBJ_TRIGGER:
	case OBJ_RULE:
	case OBJ_POLICY:
		return relation_part_exists(schema, kind, object_schema, relation, name);
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
	case OBJ_DOMAIN:
		return type_exists(schema, object_schema, name);
	case OBJ_ENUM_VALUE:
		return mv_enum_value_exists(schema, object_schema, relation, name);
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		object = (const Object *)mv_schema_function(schema, object_schema, name, &count);
		if (object)
			return listed(object);
		return schema->extensions.live || !object_schema ? TRI_UNKNOWN : absent(schema, object_schema, name);
	case OBJ_SCHEMA:
		object = mv_map_get(&schema->schemas, name);
		if (object)
			return listed(object);
		return mv_model_system_schema(name) ? TRI_UNKNOWN : absent(schema, "", name);
	case OBJ_EXTENSION:
		object = mv_map_get(&schema->extensions, name);
		if (object)
			return listed(object);
		return strcmp(name, "plpgsql") == 0 ? TRI_YES : absent(schema, "", name);
	case OBJ_ROLE:
	case OBJ_DATABASE:
	case OBJ_TABLESPACE: /* belong to the cluster, not to this database */
	case OBJ_DOMAIN_CONSTRAINT:
	case OBJ_EVENT_TRIGGER:
	case OBJ_ATTRIBUTE:
	case OBJ_COLLATION:
	case OBJ_CONVERSION:
	case OBJ_CAST:
	case OBJ_OPERATOR:
	case OBJ_OPERATOR_CLASS:
	case OBJ_OPERATOR_FAMILY:
	case OBJ_TEXT_SEARCH:
	case OBJ_STATISTICS:
	case OBJ_PUBLICATION:
	case OBJ_SUBSCRIPTION:
	case OBJ_SERVER:
	case OBJ_FOREIGN_DATA_WRAPPER:
	case OBJ_USER_MAPPING:
	case OBJ_LANGUAGE:
	case OBJ_TRANSFORM:
	case OBJ_ACCESS_METHOD:
	case OBJ_DEFAULT_PRIVILEGES:
	case OBJ_LARGE_OBJECT:
	case OBJ_KIND_COUNT:
		break;
	}
	object = mv_schema_other(schema, kind, object_schema, name);
	return object ? listed(object) : TRI_UNKNOWN;
}
