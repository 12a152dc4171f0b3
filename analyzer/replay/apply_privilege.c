/* apply_privilege.c: GRANT, REVOKE, ALTER DEFAULT PRIVILEGES. */
#include "model.h"

#include "acl.h"

#include <string.h>

static uint32_t right_named(const char *name)
{
	static const char *const names[] = { "insert", "select", "update", "delete", "truncate", "references", "trigger",
					     "execute", "usage", "create", "maintain" };

	for (uint32_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (mv_streq(names[i], name))
			return 1u << i;
	}
	return 0;
}

/* The rights that the statement names for the whole object; ALL: all that there are. */
static uint32_t rights_of(const Grant *grant, ObjectKind kind)
{
	uint32_t rights = grant->privileges.count ? 0 : UINT32_MAX;

	for (uint32_t i = 0; i < grant->privileges.count; i++) {
		if (!grant->columns.items[i].count)
			rights |= right_named(grant->privileges.items[i]);
	}
	return rights & mv_privileges_of(kind);
}

/*
 * In whose name: the owner's, if the present role is that (or a superuser,
 * which the one that runs the migrations is taken for, or a member of it).
 */
static const char *grantor_of(const Replay *replay, const Acl *acl, const char *owner, uint32_t rights)
{
	const char *role = mv_model_role(replay);

	return role && !mv_streq(role, owner) && (mv_acl_options(acl, role, owner) & rights) ? role : owner;
}

static void change_acl(const Replay *replay, const Grant *grant, Acl *acl, const char *owner, const char *grantor, uint32_t rights)
{
	/* who is not the owner gives what it may */
	rights &= mv_acl_options(acl, grantor, owner);
	for (uint32_t i = 0; i < grant->grantees.count; i++) {
		const char *grantee = mv_model_role_named(replay, grant->grantees.items[i]);

		if (replay->change->kind == CHANGE_GRANT)
			mv_acl_grant(replay->arena, acl, grantee, grantor, rights, grant->grant_option);
		else
			mv_acl_revoke(acl, owner, grantee, grantor, rights, grant->grant_option);
	}
}

static Acl *acl_to_change(const Replay *replay, uint32_t id, const Acl *initial)
{
	Annotation *annotation = mv_model_annotate(replay->schema, id);

	if (!annotation->acl) {
		annotation->acl = MV_NEW(replay->arena, Acl);
		*annotation->acl = *initial;
	}
	return annotation->acl;
}

/* A column's own list; its grantor is chosen by what may be granted on the table, too. */
static void change_column(const Replay *replay, const Grant *grant, const Table *table, const Column *column, uint32_t rights)
{
	const Acl none = { 0 };
	const Acl *whole = mv_schema_annotation(replay->schema, table->object.id)->acl;
	const char *owner = table->object.owner, *grantor;
	uint32_t allowed;
	Acl *acl;

	rights &= mv_privileges_of(OBJ_COLUMN);
	if (!rights || (replay->change->kind == CHANGE_REVOKE && !mv_schema_annotation(replay->schema, column->id)->acl))
		return;
	acl = acl_to_change(replay, column->id, &none);
	grantor = grantor_of(replay, whole ? whole : &none, owner, rights);
	if (mv_streq(grantor, owner))
		grantor = grantor_of(replay, acl, owner, rights);
	allowed = rights & ((whole ? mv_acl_options(whole, grantor, owner) : 0) | mv_acl_options(acl, grantor, owner));
	for (uint32_t i = 0; i < grant->grantees.count; i++) {
		const char *grantee = mv_model_role_named(replay, grant->grantees.items[i]);

		if (replay->change->kind == CHANGE_GRANT)
			mv_acl_grant(replay->arena, acl, grantee, grantor, allowed, grant->grant_option);
		else
			mv_acl_revoke(acl, owner, grantee, grantor, allowed, grant->grant_option);
	}
}

static void change_columns(const Replay *replay, const Grant *grant, const Table *table, uint32_t whole)
{
	/* REVOKE of the whole takes from each column as well */
	for (uint32_t c = 0; replay->change->kind == CHANGE_REVOKE && whole && c < table->columns.count; c++)
		change_column(replay, grant, table, table->columns.items[c], whole);
	for (uint32_t p = 0; p < grant->privileges.count; p++) {
		const char *name = grant->privileges.items[p];

		for (uint32_t c = 0; c < grant->columns.items[p].count; c++) {
			const Column *column = mv_table_column(table, grant->columns.items[p].items[c].text);

			if (column)
				change_column(replay, grant, table, column, mv_streq(name, "all") ? UINT32_MAX : right_named(name));
		}
	}
}

static void change_object(const Replay *replay, const Grant *grant, const Object *object)
{
	uint32_t rights = rights_of(grant, object->kind);

	if (rights) {
		const Acl initial = mv_acl_initial(replay->schema, replay->arena, object);
		Acl *acl = acl_to_change(replay, object->id, &initial);

		change_acl(replay, grant, acl, object->owner, grantor_of(replay, acl, object->owner, rights), rights);
	}
	if (mv_model_is_table(object->kind))
		change_columns(replay, grant, (const Table *)object, rights);
}

/* ON ALL ... IN SCHEMA: what is there now. */
static bool is_meant(ObjectKind wanted, ObjectKind kind)
{
	if (wanted == OBJ_TABLE)
		return mv_model_is_table(kind);
	if (wanted == OBJ_FUNCTION)
		return kind == OBJ_FUNCTION || kind == OBJ_AGGREGATE;
	return wanted == kind || wanted == OBJ_ROUTINE;
}

static void change_all_in(const Replay *replay, const Grant *grant, const char *schema)
{
	bool relations = grant->object == OBJ_TABLE || grant->object == OBJ_SEQUENCE;
	const Map *map = relations ? &replay->schema->relations : &replay->schema->functions;

	for (uint32_t i = 0; i < map->count; i++) {
		const Object *object = map->entries[i].value;

		if (object && !object->maybe && strcmp(object->schema, schema) == 0 && is_meant(grant->object, object->kind))
			change_object(replay, grant, object);
	}
}

/* ---- default privileges ---- */

static DefaultPrivileges *default_entry(const Replay *replay, const char *role, ObjectKind kind, uint32_t schema)
{
	enum { MOST_ENTRIES = 1000 };
	Schema *model = replay->schema;
	DefaultPrivileges *entry;

	for (uint32_t i = 0; i < model->default_privileges.count; i++) {
		entry = &model->default_privileges.items[i];
		if (entry->object == kind && entry->schema == schema && mv_streq(entry->role, role))
			return entry;
	}
	if (model->default_privileges.count >= MOST_ENTRIES)
		return NULL;
	entry = VEC_PUSH(model->arena, &model->default_privileges);
	*entry = (DefaultPrivileges){ .role = role, .object = kind, .schema = schema };
	return entry;
}

static void change_default(const Replay *replay, const Grant *grant, const char *role, uint32_t schema)
{
	ObjectKind kind = mv_acl_class(grant->object);
	DefaultPrivileges *entry = kind == OBJ_NONE ? NULL : default_entry(replay, role, kind, schema);
	Acl initial = { 0 };

	if (!entry)
		return;
	if (!schema)
		initial = mv_acl_default(replay->arena, kind, role);
	if (!entry->acl) {
		entry->acl = MV_NEW(replay->arena, Acl);
		for (uint32_t i = 0; i < initial.items.count; i++)
			*VEC_PUSH(replay->arena, &entry->acl->items) = initial.items.items[i];
	}
	change_acl(replay, grant, entry->acl, role, role, rights_of(grant, kind));
	if (mv_acl_equal(replay->schema, entry->acl, &initial, replay->arena))
		entry->acl = NULL;
}

static void change_defaults(const Replay *replay, const Grant *grant)
{
	uint32_t roles = grant->roles.count ? grant->roles.count : 1;

	for (uint32_t r = 0; r < roles; r++) {
		const char *role = grant->roles.count ? mv_model_role_named(replay, grant->roles.items[r]) : mv_model_role(replay);

		if (!grant->all_in_schema)
			change_default(replay, grant, role, 0);
		for (uint32_t s = 0; grant->all_in_schema && s < grant->names.count; s++) {
			const Object *schema = grant->names.items[s].unknown || !grant->names.items[s].name ?
						       NULL : mv_map_get(&replay->schema->schemas, grant->names.items[s].name);

			if (schema)
				change_default(replay, grant, role, schema->id);
		}
	}
}

void mv_apply_grant(const Replay *replay, const Grant *grant)
{
	if (replay->maybe || grant->role_membership)
		return;
	if (grant->default_privileges) {
		change_defaults(replay, grant);
		return;
	}
	for (uint32_t i = 0; i < grant->names.count; i++) {
		const QName *name = &grant->names.items[i];
		const ArgumentTypes *signature = i < grant->signatures.count ? &grant->signatures.items[i] : NULL;
		Object *object;

		if (name->unknown || !name->name)
			continue;
		if (grant->all_in_schema)
			change_all_in(replay, grant, name->name);
		else if (mv_model_named(replay, grant->object, name, NULL, NULL, signature, &object))
			change_object(replay, grant, object);
	}
}
