/* apply_owner.c: who owns what: roles in force, OWNER TO, REASSIGN OWNED, DROP OWNED. */
#include "model.h"

#include "acl.h"

#include <string.h>

/* ---- roles ---- */

/* CREATE SCHEMA s AUTHORIZATION r CREATE TABLE ...: all of it belongs to r. */
static const char *authorization_of(const Change *change)
{
	const Change *first = change && change->statement && change->statement->changes.count ? &change->statement->changes.items[0] : NULL;

	if (!first || first->kind != CHANGE_CREATE_SCHEMA)
		return NULL;
	for (uint32_t i = 0; i < first->as.object->options.count; i++) {
		if (mv_streq(first->as.object->options.items[i].name, "authorization"))
			return first->as.object->options.items[i].value;
	}
	return NULL;
}

const char *mv_model_role_named(const Replay *replay, const char *name)
{
	if (mv_streq(name, "current_user") || mv_streq(name, "current_role"))
		return replay->schema->role;
	return mv_streq(name, "session_user") ? replay->schema->session_role : name;
}

const char *mv_model_role(const Replay *replay)
{
	const char *authorization = authorization_of(replay->change);

	return authorization ? mv_model_role_named(replay, authorization) : replay->schema->role;
}

/* ---- owners ---- */

void mv_model_own(const Replay *replay, Object *object, const char *owner)
{
	Acl *acl;

	object->owner = owner;
	if (!replay->schema->default_privileges.count)
		return;
	acl = mv_acl_of_new(replay->schema, object);
	if (acl || mv_schema_annotation(replay->schema, object->id)->acl)
		mv_model_annotate(replay->schema, object->id)->acl = acl;
}

static void new_owner_of(const Replay *replay, uint32_t id, const char *from, const char *to)
{
	Acl *acl = mv_schema_annotation(replay->schema, id)->acl;

	if (acl)
		mv_acl_new_owner(acl, from, to);
}

/* Indexes and owned sequences go with their table. */
static void set_owner(const Replay *replay, Object *object, const char *to)
{
	const char *from = object->owner;
	Table *table = mv_model_is_table(object->kind) ? (Table *)object : NULL;

	if (mv_streq(from, to))
		return;
	if (object->kind == OBJ_SCHEMA && object->id == 1 && !mv_schema_annotation(replay->schema, 1)->acl) {
		/* its list is not empty at first, so it follows */
		Annotation *annotation = mv_model_annotate(replay->schema, object->id);

		annotation->acl = MV_NEW(replay->arena, Acl);
		*annotation->acl = mv_acl_initial(replay->schema, replay->arena, object);
	}
	object->owner = to;
	new_owner_of(replay, object->id, from, to);
	for (uint32_t i = 0; table && i < table->columns.count; i++)
		new_owner_of(replay, table->columns.items[i]->id, from, to);
	for (uint32_t i = 0; table && i < table->indexes.count; i++)
		table->indexes.items[i]->object.owner = to;
	for (uint32_t i = 0; table && i < table->sequences.count; i++)
		set_owner(replay, &table->sequences.items[i]->object, to);
}

void mv_apply_set_owner(const Replay *replay, const SetOwner *change)
{
	Object *object;

	if (!replay->maybe &&
	    mv_model_named(replay, change->object, &change->name, NULL, change->sub, &change->signature, &object) && object &&
	    object->kind != OBJ_INDEX)
		set_owner(replay, object, mv_model_role_named(replay, change->owner));
}

/* ---- all that a role owns ---- */

enum { MAPS = 5 };

static void all_maps(Schema *model, Map *maps[MAPS])
{
	maps[0] = &model->relations;
	maps[1] = &model->types;
	maps[2] = &model->functions;
	maps[3] = &model->schemas;
	maps[4] = &model->others;
}

void mv_apply_reassign_owned(const Replay *replay, const ObjectChange *change)
{
	const char *from = mv_model_role_named(replay, change->name.name);
	const char *to = change->options.count ? mv_model_role_named(replay, change->options.items[0].value) : NULL;
	Map *maps[MAPS];

	if (replay->maybe || mv_streq(from, to))
		return;
	all_maps(replay->schema, maps);
	for (int m = 0; m < MAPS; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			Object *object = maps[m]->entries[i].value;

			if (object && object->kind != OBJ_INDEX && mv_streq(object->owner, from) && !object->extension)
				set_owner(replay, object, to);
		}
	}
}

/* Its privileges on what others own. */
static void forget_privileges(Schema *model, const char *role)
{
	Map *maps[MAPS];

	all_maps(model, maps);
	for (int m = 0; m < MAPS; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			const Object *object = maps[m]->entries[i].value;
			const Table *table = object && mv_model_is_table(object->kind) ? (const Table *)object : NULL;
			Acl *acl = object ? mv_schema_annotation(model, object->id)->acl : NULL;

			if (acl && !mv_streq(object->owner, role))
				mv_acl_forget(acl, object->owner, role);
			for (uint32_t c = 0; table && c < table->columns.count; c++) {
				acl = mv_schema_annotation(model, table->columns.items[c]->id)->acl;
				if (acl)
					mv_acl_forget(acl, object->owner, role);
			}
		}
	}
	for (uint32_t i = 0; i < model->default_privileges.count; i++) {
		DefaultPrivileges *entry = &model->default_privileges.items[i];

		if (mv_streq(entry->role, role))
			entry->acl = NULL;
		else if (entry->acl)
			mv_acl_forget(entry->acl, entry->role, role);
	}
}

void mv_apply_drop_owned(const Replay *replay, const char *role)
{
	Schema *model = replay->schema;

	role = mv_model_role_named(replay, role);
	if (replay->maybe || !role)
		return;
	for (uint32_t i = 0; i < model->relations.count; i++) {
		Object *object = model->relations.entries[i].value;

		if (!object || !mv_streq(object->owner, role))
			continue;
		if (mv_model_is_table(object->kind))
			mv_model_drop_table(replay, (Table *)object);
		else if (object->kind == OBJ_SEQUENCE)
			mv_model_drop_sequence(replay, (Sequence *)object);
	}
	for (uint32_t i = 0; i < model->types.count; i++) {
		Object *object = model->types.entries[i].value;

		if (object && mv_streq(object->owner, role))
			mv_model_drop_type(replay, object, true);
	}
	for (uint32_t i = 0; i < model->functions.count; i++) {
		Function *function = model->functions.entries[i].value;

		if (function && mv_streq(function->object.owner, role))
			mv_model_drop_function(replay, function);
	}
	for (uint32_t i = 0; i < model->schemas.count; i++) {
		const Object *object = model->schemas.entries[i].value;

		if (object && mv_streq(object->owner, role))
			mv_model_drop_schema(replay, object->name);
	}
	forget_privileges(model, role);
}
