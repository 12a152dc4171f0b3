/*
 * apply_extension.c: extensions and what they bring.
 *
 * The members of those in postgresql-contrib are known by name; of some others
 * the types are. Members are in the model so that they are found where they are
 * used; they are written by nobody but their extension.
 */
#include "model.h"

#include <string.h>

typedef struct Member {
	const char *extension;
	char kind;
	unsigned char volatility;
	const char *name, *detail;
} Member;

static const Member members[] = {
#include "extension_members.inc"
};

/* Of extensions that have more than these. */
static const Member other_members[] = {
	{ "age", 's', 0, "ag_catalog", "" },
	{ "age", 't', 0, "agtype", "" },
	{ "citus", 's', 0, "pg_catalog", "" },
	{ "pg_cron", 's', 0, "pg_catalog", "" },
	{ "pg_partman", 'r', 0, "plpgsql", "" },
	{ "plpgsql", 's', 0, "pg_catalog", "" },
	{ "postgis", 't', 0, "box2d", "" },
	{ "postgis", 't', 0, "box2df", "" },
	{ "postgis", 't', 0, "box3d", "" },
	{ "postgis", 't', 0, "geography", "" },
	{ "postgis", 't', 0, "geometry", "" },
	{ "postgis", 't', 0, "geometry_dump", "" },
	{ "postgis", 't', 0, "gidx", "" },
	{ "postgis", 't', 0, "raster", "" },
	{ "postgis", 't', 0, "spheroid", "" },
	{ "postgis", 'e', 0, "spatial_ref_sys", "" },
	{ "postgis", 'v', 0, "geography_columns", "" },
	{ "postgis", 'v', 0, "geometry_columns", "" },
	{ "postgis_raster", 'r', 0, "postgis", "" },
	{ "postgis_topology", 'r', 0, "postgis", "" },
	{ "postgis_topology", 's', 0, "topology", "" },
	{ "vector", 'c', 0, "vector_cosine_ops", "hnsw" },
	{ "vector", 'c', 0, "vector_cosine_ops", "ivfflat" },
	{ "vector", 'c', 0, "vector_ip_ops", "hnsw" },
	{ "vector", 'c', 0, "vector_ip_ops", "ivfflat" },
	{ "vector", 'c', 0, "vector_l2_ops", "hnsw" },
	{ "vector", 'c', 0, "vector_l2_ops", "ivfflat" },
	{ "vector", 't', 0, "halfvec", "" },
	{ "vector", 't', 0, "sparsevec", "" },
	{ "vector", 't', 0, "vector", "" },
};

typedef struct Members {
	const Member *items;
	size_t count;
} Members;

static Members within(const Member *items, size_t count, const char *extension)
{
	Members found = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (strcmp(items[i].extension, extension) != 0)
			continue;
		if (!found.items)
			found.items = &items[i];
		found.count++;
	}
	return found;
}

static Members members_of(const char *extension)
{
	Members found = within(members, sizeof members / sizeof *members, extension);

	return found.count ? found : within(other_members, sizeof other_members / sizeof *other_members, extension);
}

static bool has_type(const Member *items, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].kind == 't' && strcmp(items[i].name, name) == 0)
			return true;
	}
	return false;
}

bool mv_model_extension_type(const char *name)
{
	return has_type(members, sizeof members / sizeof *members, name) ||
	       has_type(other_members, sizeof other_members / sizeof *other_members, name);
}

bool mv_model_extension_is_known(const char *name)
{
	return strcmp(name, "plpgsql") == 0 || within(members, sizeof members / sizeof *members, name).count > 0;
}

bool mv_model_extension_function(const char *name)
{
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		if (members[i].kind == 'f' && strcmp(members[i].name, name) == 0)
			return true;
	}
	return false;
}

/* ---- members ---- */

static void add_type(const Replay *replay, const Object *extension, const Member *member)
{
	Schema *model = replay->schema;
	StoredObject *type;

	if (mv_model_get(&model->types, extension->schema, member->name))
		return;
	type = MV_NEW(replay->arena, StoredObject);
	mv_model_born(replay, &type->object, OBJ_TYPE, extension->schema, member->name);
	type->object.extension = extension->name;
	mv_model_put(model, &model->types, &type->object);
}

static void add_function(const Replay *replay, const Object *extension, const Member *member)
{
	static const FunctionChange unknown = { .object = OBJ_FUNCTION };
	Function *function = MV_NEW(replay->arena, Function);

	mv_model_born(replay, &function->object, OBJ_FUNCTION, extension->schema, member->name);
	function->object.extension = extension->name;
	function->object.incomplete = true;
	function->def = &unknown;
	function->arguments = member->detail;
	function->volatility = (Volatility)member->volatility;
	mv_model_put_function(replay->schema, function);
}

static void add_class(const Replay *replay, const Object *extension, const Member *member)
{
	const QName name = { .schema = extension->schema, .name = member->name };
	StoredObject *stored = mv_model_new_stored(replay, OBJ_OPERATOR_CLASS, &name, member->detail, NULL, 0);

	if (stored)
		stored->object.extension = extension->name;
}

static void add_relation(const Replay *replay, const Object *extension, const Member *member)
{
	Table *table;

	if (mv_model_get(&replay->schema->relations, extension->schema, member->name))
		return;
	table = mv_model_new_table(replay, member->kind == 'v' ? OBJ_VIEW : OBJ_TABLE, extension->schema, member->name);
	table->object.extension = extension->name;
	table->object.incomplete = true;
}

static void add_member(const Replay *replay, const Object *extension, const Member *member)
{
	switch (member->kind) {
	case 't':
		add_type(replay, extension, member);
		break;
	case 'f':
		add_function(replay, extension, member);
		break;
	case 'c':
		add_class(replay, extension, member);
		break;
	case 'v':
	case 'e':
		add_relation(replay, extension, member);
		break;
	}
}

/* ---- CREATE EXTENSION ---- */

static void create_named(const Replay *replay, const char *name, const char *schema, unsigned depth)
{
	Schema *model = replay->schema;
	Members known = members_of(name);
	Object *object = mv_map_get(&model->extensions, name);

	if ((object && !object->maybe) || depth > 4)
		return;
	object = MV_NEW(replay->arena, Object);
	mv_model_born(replay, object, OBJ_EXTENSION, schema, name);
	mv_map_set(&model->extensions, name, object);
	for (size_t i = 0; i < known.count; i++) {
		if (known.items[i].kind == 's')
			object->schema = known.items[i].name;
		else if (known.items[i].kind == 'r' && strcmp(known.items[i].name, "plpgsql") != 0)
			create_named(replay, known.items[i].name, schema, depth + 1);
	}
	/* what is in pg_catalog is found by everybody */
	for (size_t i = 0; i < known.count && strcmp(object->schema, "pg_catalog") != 0; i++)
		add_member(replay, object, &known.items[i]);
}

void mv_apply_create_extension(const Replay *replay, const ObjectChange *create)
{
	const char *schema = mv_schema_current(replay->schema);

	if (!create->name.name || create->name.unknown) {
		replay->schema->opaque_changes = true;
		return;
	}
	for (uint32_t i = 0; i < create->options.count; i++) {
		if (mv_streq(create->options.items[i].name, "schema") && create->options.items[i].value)
			schema = create->options.items[i].value;
	}
	create_named(replay, create->name.name, schema, 0);
}

/* ---- what happens to the members ---- */

typedef VEC(Object *) ObjectVec;

static void list_members(const Replay *replay, const Map *map, const char *extension, ObjectVec *found)
{
	for (uint32_t i = 0; i < map->count; i++) {
		Object *object = map->entries[i].value;

		if (object && mv_streq(object->extension, extension))
			*VEC_PUSH(replay->arena, found) = object;
	}
}

static ObjectVec all_members(const Replay *replay, const char *extension)
{
	Schema *model = replay->schema;
	ObjectVec found = { 0 };

	list_members(replay, &model->relations, extension, &found);
	list_members(replay, &model->functions, extension, &found);
	list_members(replay, &model->others, extension, &found);
	list_members(replay, &model->types, extension, &found);
	return found;
}

void mv_model_drop_extension(const Replay *replay, const char *name)
{
	Schema *model = replay->schema;
	Object *extension = mv_map_get(&model->extensions, name);
	ObjectVec found = all_members(replay, name);

	if (!extension)
		return;
	for (uint32_t i = 0; i < found.count; i++) {
		Object *object = found.items[i];

		if (mv_model_is_table(object->kind)) {
			mv_model_drop_table(replay, (Table *)object);
		} else if (object->kind == OBJ_FUNCTION || object->kind == OBJ_PROCEDURE || object->kind == OBJ_AGGREGATE) {
			mv_model_drop_function(replay, (Function *)object);
		} else if (mv_model_get(&model->types, object->schema, object->name) == object) {
			mv_model_drop_type(replay, object, true);
		} else if (object->kind != OBJ_INDEX && object->kind != OBJ_SEQUENCE && object->kind != OBJ_COMPOSITE &&
			   object->kind != OBJ_ENUM && object->kind != OBJ_DOMAIN && object->kind != OBJ_TYPE && object->kind != OBJ_RANGE) {
			mv_model_drop_stored(replay, (StoredObject *)object);
		}
	}
	mv_map_remove(&model->extensions, name);
}

void mv_model_move_extension(const Replay *replay, const char *name, const char *schema)
{
	Object *extension = mv_map_get(&replay->schema->extensions, name);
	ObjectVec found = all_members(replay, name);

	if (!extension)
		return;
	for (uint32_t i = 0; i < found.count; i++) {
		if (strcmp(found.items[i]->schema, extension->schema) == 0)
			mv_model_move_object(replay, found.items[i], schema);
	}
	extension->schema = schema;
}
