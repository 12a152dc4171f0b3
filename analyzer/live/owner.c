/* owner.c: the role to which most belongs becomes "the role that runs the migrations". */
#include "migvet/live.h"

static void each_object(Schema *schema, void (*visit)(Object *, void *), void *data)
{
	Map *maps[] = { &schema->schemas, &schema->extensions, &schema->types, &schema->functions, &schema->relations, &schema->others };

	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			if (maps[m]->entries[i].value)
				visit(maps[m]->entries[i].value, data);
		}
	}
}

typedef struct Owners {
	Map counts; /* role: uint32_t */
	const char *most;
	uint32_t count, unnamed;
} Owners;

static void count_owner(Object *object, void *data)
{
	Owners *owners = data;
	uint32_t *count = object->owner ? mv_map_get(&owners->counts, object->owner) : NULL;

	/* who owns the tables migrates them; where no owner is said, it is that role anyway */
	if (!object->owner && (object->kind == OBJ_TABLE || object->kind == OBJ_VIEW))
		owners->unnamed++;
	if (!object->owner || (object->kind != OBJ_TABLE && object->kind != OBJ_VIEW && object->kind != OBJ_SEQUENCE))
		return;
	if (!count) {
		count = MV_NEW(owners->counts.arena, uint32_t);
		mv_map_set(&owners->counts, object->owner, count);
	}
	if (++*count > owners->count) {
		owners->count = *count;
		owners->most = object->owner;
	}
}

static void take_owner_for_ours(Object *object, void *data)
{
	if (mv_streq(object->owner, data))
		object->owner = NULL;
}

static void take_grants_for_ours(Acl *acl, const char *role)
{
	for (uint32_t i = 0; acl && i < acl->items.count; i++) {
		if (mv_streq(acl->items.items[i].grantee, role))
			acl->items.items[i].grantee = NULL;
		if (mv_streq(acl->items.items[i].grantor, role))
			acl->items.items[i].grantor = NULL;
	}
}

void mv_schema_take_main_role(Schema *schema, Arena *arena)
{
	Owners owners = { 0 };

	mv_map_init(&owners.counts, arena);
	each_object(schema, count_owner, &owners);
	if (!owners.most || owners.unnamed > owners.count)
		return;
	each_object(schema, take_owner_for_ours, (void *)(uintptr_t)owners.most);
	for (uint32_t i = 0; i < schema->annotations.count; i++)
		take_grants_for_ours(schema->annotations.items[i].acl, owners.most);
	for (uint32_t i = 0; i < schema->default_privileges.count; i++) {
		if (mv_streq(schema->default_privileges.items[i].role, owners.most))
			schema->default_privileges.items[i].role = NULL;
		take_grants_for_ours(schema->default_privileges.items[i].acl, owners.most);
	}
}
