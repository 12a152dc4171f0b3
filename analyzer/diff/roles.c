/*
 * roles.c: whose is what, on both sides.
 *
 * A role that is not named (NULL) is the one that runs the migrations. A
 * database names all of them, so there it is the one to which most belongs;
 * the pairs of things tell whether that is the same one.
 */
#include "diff.h"

#include "migvet/emit.h"

typedef struct Tally {
	Map counts;       /* role: uint32_t */
	uint32_t unnamed, most;
	const char *role; /* NULL: the unnamed one is most frequent */
} Tally;

static void add(Tally *tally, const char *role)
{
	uint32_t *count = role ? mv_map_get(&tally->counts, role) : &tally->unnamed;

	if (!count) {
		count = MV_NEW(tally->counts.arena, uint32_t);
		mv_map_set(&tally->counts, role, count);
	}
	++*count;
	if (role ? *count > tally->most : *count >= tally->most) {
		tally->most = *count;
		tally->role = role;
	}
}

static void count_owners(const Map *expected, const Map *found, Tally *ours, Tally *theirs)
{
	for (uint32_t i = 0; i < expected->count; i++) {
		const Object *left = expected->entries[i].value, *right = left ? mv_map_get(found, expected->entries[i].key) : NULL;

		/* those that are there from the start, or come with an extension, tell nothing */
		if (!right || left->kind != right->kind || left->extension || right->extension || mv_streq(right->owner, "pg_database_owner"))
			continue;
		if (!left->owner)
			add(ours, right->owner);
		if (!right->owner)
			add(theirs, left->owner);
	}
}

void mv_diff_find_roles(Diff *diff)
{
	const Schema *a = diff->expected, *b = diff->found;
	const Map *maps[][2] = { { &a->schemas, &b->schemas }, { &a->types, &b->types }, { &a->functions, &b->functions }, { &a->relations, &b->relations },
				 { &a->others, &b->others } };
	Tally ours = { .role = NULL }, theirs = { .role = NULL };

	mv_map_init(&ours.counts, diff->arena);
	mv_map_init(&theirs.counts, diff->arena);
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++)
		count_owners(maps[m][0], maps[m][1], &ours, &theirs);
	if (ours.most && !ours.role)
		return;
	diff->our_role = ours.role;
	diff->their_role = theirs.role;
}

const char *mv_diff_found_role(const Diff *diff, const char *role)
{
	if (!role)
		return diff->their_role;
	return mv_streq(role, diff->our_role) ? NULL : role;
}

/* Servers before 17 do not have MAINTAIN: all is all without. */
static uint32_t without_maintain(uint32_t rights, uint32_t all)
{
	return (rights | PRIVILEGE_MAINTAIN) == all ? all : rights & ~(uint32_t)PRIVILEGE_MAINTAIN;
}

const char *mv_diff_acl(const Diff *diff, const Schema *schema, ObjectKind kind, const Acl *acl)
{
	const uint32_t all = mv_privileges_of(kind);
	bool old = diff->found->server_version && diff->found->server_version < 17;
	Acl copy = { 0 };

	for (uint32_t i = 0; i < acl->items.count; i++) {
		AclItem *item = VEC_PUSH(diff->arena, &copy.items);

		*item = acl->items.items[i];
		if (schema == diff->found) {
			item->grantee = mv_diff_found_role(diff, item->grantee);
			item->grantor = mv_diff_found_role(diff, item->grantor);
		}
		if (old) {
			item->rights = without_maintain(item->rights, all);
			item->options = without_maintain(item->options, all);
		}
	}
	return mv_schema_acl_text(&copy, kind, diff->arena);
}
