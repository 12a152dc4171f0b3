/*
 * acl.c: lists of privileges, changed as PostgreSQL changes them (aclupdate,
 * aclnewowner, acldefault), in the order in which it keeps them.
 */
#include "model.h"

#include "acl.h"

#include <stdlib.h>
#include <string.h>

/* Of more grantees than this nobody speaks; what costs the square of their number stays small. */
enum { MOST_ITEMS = 1000 };

static const uint32_t RIGHTS_COLUMN = PRIVILEGE_INSERT | PRIVILEGE_SELECT | PRIVILEGE_UPDATE | PRIVILEGE_REFERENCES;
static const uint32_t RIGHTS_TABLE = PRIVILEGE_INSERT | PRIVILEGE_SELECT | PRIVILEGE_UPDATE | PRIVILEGE_DELETE | PRIVILEGE_TRUNCATE |
				     PRIVILEGE_REFERENCES | PRIVILEGE_TRIGGER | PRIVILEGE_MAINTAIN;

uint32_t mv_privileges_of(ObjectKind kind)
{
	switch ((int)kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		return RIGHTS_TABLE;
	case OBJ_COLUMN:
		return RIGHTS_COLUMN;
	case OBJ_SEQUENCE:
		return PRIVILEGE_SELECT | PRIVILEGE_UPDATE | PRIVILEGE_USAGE;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		return PRIVILEGE_EXECUTE;
	case OBJ_SCHEMA:
		return PRIVILEGE_USAGE | PRIVILEGE_CREATE;
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
	case OBJ_DOMAIN:
	case OBJ_LANGUAGE:
	case OBJ_SERVER:
	case OBJ_FOREIGN_DATA_WRAPPER:
		return PRIVILEGE_USAGE;
	}
	return 0;
}

/* Has PUBLIC the use of everything of this kind? */
static bool is_for_all(ObjectKind kind)
{
	uint32_t rights = mv_privileges_of(kind);

	return rights == PRIVILEGE_EXECUTE || (rights == PRIVILEGE_USAGE && kind != OBJ_SERVER && kind != OBJ_FOREIGN_DATA_WRAPPER);
}

static void add_item(Arena *arena, Acl *acl, const char *grantee, const char *grantor, uint32_t rights)
{
	*VEC_PUSH(arena, &acl->items) = (AclItem){ .grantee = grantee, .grantor = grantor, .rights = rights };
}

Acl mv_acl_default(Arena *arena, ObjectKind kind, const char *owner)
{
	uint32_t rights = mv_privileges_of(kind);
	Acl acl = { 0 };

	if (is_for_all(kind))
		add_item(arena, &acl, "public", owner, rights);
	if (rights && kind != OBJ_COLUMN)
		add_item(arena, &acl, owner, owner, rights);
	return acl;
}

Acl mv_acl_initial(const Schema *schema, Arena *arena, const Object *object)
{
	uint32_t rights = mv_privileges_of(OBJ_SCHEMA);
	Acl acl = { 0 };

	if (object->kind == OBJ_LANGUAGE || !(object->kind == OBJ_SCHEMA && object->id == 1))
		return mv_acl_default(arena, object->kind, object->owner);
	add_item(arena, &acl, object->owner, object->owner, rights);
	add_item(arena, &acl, "public", object->owner, schema->server_version && schema->server_version < 15 ? rights : PRIVILEGE_USAGE);
	return acl;
}

/* ---- changes ---- */

static AclItem *find_item(const Acl *acl, const char *grantee, const char *grantor)
{
	for (uint32_t i = 0; i < acl->items.count; i++) {
		if (mv_streq(acl->items.items[i].grantee, grantee) && mv_streq(acl->items.items[i].grantor, grantor))
			return &acl->items.items[i];
	}
	return NULL;
}

static void take_item(Acl *acl, const AclItem *item)
{
	size_t at = (size_t)(item - acl->items.items);

	memmove(&acl->items.items[at], &acl->items.items[at + 1], sizeof *item * (acl->items.count - at - 1));
	acl->items.count--;
}

uint32_t mv_acl_options(const Acl *acl, const char *role, const char *owner)
{
	uint32_t options = mv_streq(role, owner) ? UINT32_MAX : 0;

	for (uint32_t i = 0; i < acl->items.count; i++) {
		if (mv_streq(acl->items.items[i].grantee, role))
			options |= acl->items.items[i].options;
	}
	return options;
}

/* Takes from one item; what its grantee may not grant any more (and others do not let it) is returned. */
static uint32_t reduce(Acl *acl, AclItem *item, const char *owner, uint32_t rights, uint32_t options)
{
	const char *grantee = item->grantee;
	uint32_t lost = item->options & options;

	item->rights &= ~rights;
	item->options &= ~options;
	if (!item->rights && !item->options)
		take_item(acl, item);
	return mv_streq(grantee, "public") || !lost ? 0 : lost & ~mv_acl_options(acl, grantee, owner);
}

/* What the grantee has given on goes along; a list instead of recursion, as chains may be long. */
static void revoke_on(Acl *acl, const char *owner, const char *grantee, uint32_t lost)
{
	struct { const char *role; uint32_t rights; } waiting[MOST_ITEMS];
	uint32_t count = 0;

	waiting[count].role = grantee;
	waiting[count++].rights = lost;
	while (count) {
		const char *role = waiting[count - 1].role;
		uint32_t rights = waiting[count - 1].rights;
		AclItem *item = NULL;

		for (uint32_t i = 0; i < acl->items.count && !item; i++) {
			if (mv_streq(acl->items.items[i].grantor, role) && ((acl->items.items[i].rights | acl->items.items[i].options) & rights))
				item = &acl->items.items[i];
		}
		if (!item) {
			count--;
			continue;
		}
		role = item->grantee;
		rights = reduce(acl, item, owner, rights, rights);
		if (rights && count < MOST_ITEMS) {
			waiting[count].role = role;
			waiting[count++].rights = rights;
		}
	}
}

void mv_acl_grant(Arena *arena, Acl *acl, const char *grantee, const char *grantor, uint32_t rights, bool with_option)
{
	AclItem *item = find_item(acl, grantee, grantor);

	if (!rights || (!item && acl->items.count >= MOST_ITEMS))
		return;
	if (!item) {
		add_item(arena, acl, grantee, grantor, 0);
		item = &acl->items.items[acl->items.count - 1];
	}
	item->rights |= rights;
	item->options |= with_option ? rights : 0;
}

void mv_acl_revoke(Acl *acl, const char *owner, const char *grantee, const char *grantor, uint32_t rights, bool only_option)
{
	AclItem *item = find_item(acl, grantee, grantor);
	uint32_t lost = item ? reduce(acl, item, owner, only_option ? 0 : rights, rights) : 0;

	if (lost)
		revoke_on(acl, owner, grantee, lost);
}

void mv_acl_new_owner(Acl *acl, const char *from, const char *to)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < acl->items.count; i++) {
		AclItem item = acl->items.items[i], *same;
		Acl before = { .items = { .items = acl->items.items, .count = kept } };

		if (mv_streq(item.grantee, from))
			item.grantee = to;
		if (mv_streq(item.grantor, from))
			item.grantor = to;
		same = find_item(&before, item.grantee, item.grantor);
		if (same) {
			same->rights |= item.rights;
			same->options |= item.options;
		} else {
			acl->items.items[kept++] = item;
		}
	}
	acl->items.count = kept;
}

void mv_acl_forget(Acl *acl, const char *owner, const char *role)
{
	for (uint32_t i = acl->items.count; i > 0; i--) {
		AclItem *item = i <= acl->items.count ? &acl->items.items[i - 1] : NULL;
		const char *grantor = item ? item->grantor : NULL;

		if (item && mv_streq(item->grantee, role))
			mv_acl_revoke(acl, owner, role, grantor, UINT32_MAX, false);
	}
}

/* ---- default privileges ---- */

ObjectKind mv_acl_class(ObjectKind kind)
{
	switch ((int)kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		return OBJ_TABLE;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		return OBJ_FUNCTION;
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
	case OBJ_DOMAIN:
		return OBJ_TYPE;
	case OBJ_SEQUENCE:
	case OBJ_SCHEMA:
		return kind;
	}
	return OBJ_NONE;
}

/* PUBLIC comes first; then the server has its roles in the order of their making. */
static int compare_roles(const Schema *model, const char *a, const char *b)
{
	const Object *left, *right;
	bool public_a = mv_streq(a, "public"), public_b = mv_streq(b, "public");

	if (mv_streq(a, b))
		return 0;
	if (public_a != public_b)
		return public_a ? -1 : 1;
	if (!a || !b)
		return a ? 1 : -1;
	left = mv_schema_other(model, OBJ_ROLE, "", a);
	right = mv_schema_other(model, OBJ_ROLE, "", b);
	if (!left != !right)
		return left ? 1 : -1;
	return left ? (left->id > right->id) - (left->id < right->id) : strcmp(a, b);
}

static void sort_items(const Schema *model, Acl *acl)
{
	/* few, and nearly in order */
	for (uint32_t i = 1; i < acl->items.count; i++) {
		AclItem item = acl->items.items[i];
		uint32_t at = i;

		for (; at; at--) {
			const AclItem *before = &acl->items.items[at - 1];
			int order = compare_roles(model, before->grantee, item.grantee);

			if ((order ? order : compare_roles(model, before->grantor, item.grantor)) <= 0)
				break;
			acl->items.items[at] = *before;
		}
		acl->items.items[at] = item;
	}
}

bool mv_acl_equal(const Schema *model, const Acl *left, const Acl *right, Arena *arena)
{
	Acl a = { 0 }, b = { 0 };

	if (left->items.count != right->items.count)
		return false;
	for (uint32_t i = 0; i < left->items.count; i++) {
		*VEC_PUSH(arena, &a.items) = left->items.items[i];
		*VEC_PUSH(arena, &b.items) = right->items.items[i];
	}
	sort_items(model, &a);
	sort_items(model, &b);
	for (uint32_t i = 0; i < a.items.count; i++) {
		const AclItem *x = &a.items.items[i], *y = &b.items.items[i];

		if (!mv_streq(x->grantee, y->grantee) || !mv_streq(x->grantor, y->grantor) || x->rights != y->rights || x->options != y->options)
			return false;
	}
	return true;
}

static const Acl *defaults_of(const Schema *model, const char *role, ObjectKind kind, uint32_t schema)
{
	for (uint32_t i = 0; i < model->default_privileges.count; i++) {
		const DefaultPrivileges *entry = &model->default_privileges.items[i];

		if (entry->object == kind && entry->schema == schema && mv_streq(entry->role, role))
			return entry->acl;
	}
	return NULL;
}

Acl *mv_acl_of_new(const Schema *model, const Object *object)
{
	ObjectKind kind = mv_acl_class(object->kind);
	const Object *home = kind != OBJ_SCHEMA && object->schema ? mv_map_get(&model->schemas, object->schema) : NULL;
	const Acl *everywhere, *here;
	Acl initial, *acl;

	if (kind == OBJ_NONE)
		return NULL;
	everywhere = defaults_of(model, object->owner, kind, 0);
	here = home ? defaults_of(model, object->owner, kind, home->id) : NULL;
	if (!everywhere && !here)
		return NULL;
	initial = mv_acl_default(model->arena, kind, object->owner);
	acl = MV_NEW(model->arena, Acl);
	if (!everywhere)
		everywhere = &initial;
	for (uint32_t i = 0; i < everywhere->items.count; i++)
		*VEC_PUSH(model->arena, &acl->items) = everywhere->items.items[i];
	for (uint32_t i = 0; here && i < here->items.count; i++) {
		const AclItem *item = &here->items.items[i];

		mv_acl_grant(model->arena, acl, item->grantee, item->grantor, item->rights & ~item->options, false);
		mv_acl_grant(model->arena, acl, item->grantee, item->grantor, item->options, true);
	}
	if (mv_acl_equal(model, acl, &initial, model->arena))
		return NULL;
	sort_items(model, acl);
	return acl;
}
