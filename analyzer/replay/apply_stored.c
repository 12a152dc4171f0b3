/*
 * apply_stored.c: objects that are not modelled field by field: operators,
 * casts, text search, foreign servers, event triggers, ...; ranges and base
 * types. What the statements about them say is kept, with the ids of what they
 * name.
 */
#include "model.h"

#include <string.h>

/* ---- keys ---- */

static bool lives_in_schema(ObjectKind kind)
{
	return kind == OBJ_COLLATION || kind == OBJ_CONVERSION || kind == OBJ_OPERATOR || kind == OBJ_OPERATOR_CLASS ||
	       kind == OBJ_OPERATOR_FAMILY || kind == OBJ_TEXT_SEARCH || kind == OBJ_STATISTICS;
}

const char *mv_model_other_key(Arena *arena, ObjectKind kind, const char *schema, const char *name)
{
	return mv_arena_format(arena, "%d:%s.%s", (int)kind, schema ? schema : "", name);
}

typedef VEC(const Type *) TypeVec;

static const char *key_of(const Schema *model, Arena *arena, ObjectKind kind, const char *sub, const char *schema,
			  const char *name, const Type *const *types, uint32_t count)
{
	StrBuf text = { 0 };
	const char *key;

	/* casts and transforms have no names */
	if (kind != OBJ_CAST && kind != OBJ_TRANSFORM)
		mv_buf_adds(&text, name);
	if (kind == OBJ_OPERATOR || kind == OBJ_CAST || kind == OBJ_TRANSFORM) {
		mv_buf_addc(&text, '(');
		for (uint32_t i = 0; i < count; i++) {
			mv_buf_adds(&text, i ? ", " : "");
			if (types[i])
				mv_model_add_argument(model, arena, &text, types[i]);
			else
				mv_buf_adds(&text, "none");
		}
		mv_buf_addc(&text, ')');
	}
	if (sub)
		mv_buf_addf(&text, " %s", sub);
	key = mv_model_other_key(arena, kind, schema, text.ptr ? text.ptr : "");
	mv_buf_release(&text);
	return key;
}

StoredObject *mv_model_find_stored(const Schema *model, Arena *arena, ObjectKind kind, const char *sub, const QName *name,
				   const Type *const *types, uint32_t count)
{
	StoredObject *found = NULL;

	if (!name->name || name->unknown)
		return NULL;
	if (!lives_in_schema(kind))
		return mv_map_get(&model->others, key_of(model, arena, kind, sub, "", name->name, types, count));
	if (name->schema)
		return mv_map_get(&model->others, key_of(model, arena, kind, sub, name->schema, name->name, types, count));
	for (uint32_t i = 0; !found && i < model->search_path.count; i++)
		found = mv_map_get(&model->others,
				   key_of(model, arena, kind, sub, model->search_path.items[i], name->name, types, count));
	return found;
}

static void put(Schema *model, StoredObject *stored)
{
	stored->key = key_of(model, model->arena, stored->object.kind, stored->sub, stored->object.schema, stored->object.name,
			     stored->types.items, stored->types.count);
	mv_map_set(&model->others, stored->key, stored);
}

static void take(Schema *model, const StoredObject *stored)
{
	if (stored->key && mv_map_get(&model->others, stored->key) == stored)
		mv_map_remove(&model->others, stored->key);
}

void mv_model_move_stored(Schema *model, StoredObject *stored, const char *schema, const char *name)
{
	take(model, stored);
	stored->object.schema = schema;
	stored->object.name = name;
	put(model, stored);
}

uint32_t mv_model_opclass(const Replay *replay, const Table *table, const char *opclass, const char *access_method)
{
	const char *dot = strchr(opclass, '.');
	QName name = { .name = dot ? dot + 1 : opclass };
	const StoredObject *stored;

	if (dot)
		name.schema = mv_arena_strndup(replay->arena, opclass, (size_t)(dot - opclass));
	stored = mv_model_find_stored(replay->schema, replay->arena, OBJ_OPERATOR_CLASS, access_method, &name, NULL, 0);
	if (!stored)
		return 0;
	mv_model_note_use(replay->schema, table->object.id, stored->object.id);
	return stored->object.id;
}

/* ---- statements ---- */

void mv_model_add_statement(const Replay *replay, StoredObject *stored, const Code *code)
{
	StoredStatement *statement;

	if (!code || !code->text) {
		stored->object.incomplete = true;
		return;
	}
	statement = VEC_PUSH(replay->arena, &stored->statements);
	statement->code = code;
	statement->bindings = mv_model_bind_code(replay, code);
	mv_model_note_uses(replay->schema, stored->object.id, code, statement->bindings);
}

/* ---- objects ---- */

StoredObject *mv_model_new_stored(const Replay *replay, ObjectKind kind, const QName *name, const char *sub,
				  const Type *const *types, uint32_t count)
{
	Schema *model = replay->schema;
	const char *schema = lives_in_schema(kind) ? mv_model_namespace(model, name) : "";
	const QName place = { .schema = schema, .name = name->name };
	StoredObject *stored;

	if (!name->name || name->unknown || mv_model_find_stored(model, replay->arena, kind, sub, &place, types, count))
		return NULL;
	stored = mv_arena_alloc(replay->arena, kind == OBJ_PUBLICATION ? sizeof(Publication) : sizeof(StoredObject));
	mv_model_born(replay, &stored->object, kind, schema, name->name);
	stored->sub = sub;
	for (uint32_t i = 0; i < count; i++)
		*VEC_PUSH(replay->arena, &stored->types) = mv_model_bind_type(replay, types[i]);
	put(model, stored);
	return stored;
}

/* The same configuration under another name: what was said about the one is said about the other. */
static bool copy_configuration(const Replay *replay, StoredObject *stored, const ObjectChange *create)
{
	const StoredObject *from = NULL;

	if (create->object != OBJ_TEXT_SEARCH || !mv_streq(create->sub, "configuration"))
		return false;
	for (uint32_t i = 0; create->code && i < create->code->holes.count; i++) {
		const CodeHole *hole = &create->code->holes.items[i];
		const QName name = { .schema = hole->schema, .name = hole->name };

		if (hole->kind == HOLE_OBJECT && hole->object == OBJ_TEXT_SEARCH && mv_streq(hole->sub, "configuration"))
			from = mv_model_find_stored(replay->schema, replay->arena, OBJ_TEXT_SEARCH, hole->sub, &name, NULL, 0);
	}
	for (uint32_t i = 0; from && i < from->statements.count; i++) {
		*VEC_PUSH(replay->arena, &stored->statements) = from->statements.items[i];
		mv_model_note_uses(replay->schema, stored->object.id, from->statements.items[i].code,
				   from->statements.items[i].bindings);
	}
	return from != NULL;
}

static void create_stored(const Replay *replay, const ObjectChange *create)
{
	StoredObject *stored;

	if (create->family) {
		stored = mv_model_new_stored(replay, OBJ_OPERATOR_FAMILY, &create->name, create->sub, NULL, 0);
		if (stored)
			mv_model_add_statement(replay, stored, create->family);
	}
	/* CREATE LANGUAGE without a handler is CREATE EXTENSION */
	stored = mv_model_new_stored(replay, create->object, &create->name, create->sub, create->types.items, create->types.count);
	if (stored && !copy_configuration(replay, stored, create))
		mv_model_add_statement(replay, stored, create->code);
}

static void alter_stored(const Replay *replay, const ObjectChange *change)
{
	StoredObject *stored;

	if (change->object == OBJ_TYPE) {
		Object *type = change->name.unknown ? NULL : mv_schema_type(replay->schema, change->name.schema, change->name.name);

		stored = type && type->kind == OBJ_TYPE ? (StoredObject *)type : NULL;
	} else {
		stored = mv_model_find_stored(replay->schema, replay->arena, change->object, change->sub, &change->name,
					      change->types.items, change->types.count);
	}
	if (stored && stored->object.kind == OBJ_STATISTICS)
		mv_model_alter_statistics(replay, stored, change);
	if (!stored || !change->code || !change->code->text)
		return;
	if (replay->maybe)
		stored->object.incomplete = true;
	else
		mv_model_add_statement(replay, stored, change->code);
}

void mv_apply_stored(const Replay *replay)
{
	const Change *change = replay->change;

	if (change->kind != CHANGE_CREATE_STATISTICS && change->as.object->object == OBJ_PUBLICATION) {
		mv_apply_publication(replay, change->as.object);
		return;
	}
	switch ((int)change->kind) {
	case CHANGE_CREATE_STATISTICS:
		mv_model_create_statistics(replay, change->as.statistics);
		break;
	case CHANGE_CREATE_OBJECT:
		create_stored(replay, change->as.object);
		break;
	case CHANGE_ALTER_OBJECT:
		alter_stored(replay, change->as.object);
		break;
	}
}

void mv_model_drop_stored(const Replay *replay, StoredObject *stored)
{
	take(replay->schema, stored);
	mv_model_drop_users(replay, stored->object.id);
}

void mv_apply_drop_stored(const Replay *replay, const Drop *drop)
{
	const Type *none[2] = { 0 };
	const Type *const *types = drop->arguments.items;
	uint32_t count = drop->arguments.count;
	StoredObject *stored;

	/* the language of a transform is no type */
	if (drop->object == OBJ_TRANSFORM && count > 1)
		count = 1;
	if (drop->object == OBJ_OPERATOR && !count) {
		types = none;
		count = 2;
	}
	stored = mv_model_find_stored(replay->schema, replay->arena, drop->object, drop->sub, &drop->name, types, count);
	if (!stored)
		return;
	if (replay->maybe)
		stored->object.maybe = true;
	else
		mv_model_drop_stored(replay, stored);
}

StoredObject *mv_model_renamed_stored(const Replay *replay, const Rename *rename)
{
	return mv_model_find_stored(replay->schema, replay->arena, rename->object, rename->sub, &rename->name,
				    rename->arguments.items, rename->arguments.count);
}
