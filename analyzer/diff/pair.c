/* pair.c: things by name: missing, unexpected, renamed, or the same and compared. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

/* Of more things without a partner than this, renames are not looked for: each is tried with each. */
enum { MOST_TRIED = 100 };

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_name(const void *left, const void *right)
{
	const Thing *a = left, *b = right;
	int order = compare_text(a->schema, b->schema);

	if (!order)
		order = compare_text(a->relation, b->relation);
	if (!order)
		order = (int)a->kind - (int)b->kind;
	return order ? order : compare_text(a->name, b->name);
}

static void add(Diff *diff, DifferenceKind kind, const Thing *expected, const Thing *found)
{
	const Thing *thing = expected ? expected : found;
	Difference *difference;

	/* what the server named after something that was renamed is no reason against that */
	if (diff->trial && kind == DIFFERENCE_RENAMED && expected->relation && (expected->server_named || found->server_named))
		return;
	diff->count++;
	if (diff->trial)
		return;
	difference = VEC_PUSH(diff->arena, diff->out);
	*difference = (Difference){ .kind = kind, .object = thing->kind, .schema = thing->schema ? thing->schema : "",
				    .relation = thing->relation, .name = thing->name,
				    .expected = expected ? expected->birth : NULL, .found = found ? found->birth : NULL,
				    .left = expected ? expected->item : NULL, .right = found ? found->item : NULL };
	if (kind == DIFFERENCE_RENAMED) {
		difference->before = expected->name;
		difference->after = compare_text(expected->schema, found->schema) == 0 ? found->name :
				    mv_arena_format(diff->arena, "%s.%s", found->schema ? found->schema : "", found->name);
		difference->server_named = expected->server_named || found->server_named;
	}
}

static void look_at(Diff *diff, const Thing *expected, const Thing *found, Compare *compare)
{
	const Thing *left = diff->left, *right = diff->right;

	diff->left = expected;
	diff->right = found;
	compare(diff, expected->item, found->item);
	diff->left = left;
	diff->right = right;
}

static bool holds_data(ObjectKind kind)
{
	return kind == OBJ_TABLE || kind == OBJ_FOREIGN_TABLE || kind == OBJ_MATERIALIZED_VIEW || kind == OBJ_COLUMN || kind == OBJ_ATTRIBUTE ||
	       kind == OBJ_SEQUENCE || kind == OBJ_ENUM || kind == OBJ_DOMAIN || kind == OBJ_COMPOSITE || kind == OBJ_SCHEMA;
}

bool mv_difference_is_guess(const Difference *difference)
{
	return difference->kind == DIFFERENCE_RENAMED && holds_data(difference->object);
}

static bool would_be_equal(Diff *diff, const Thing *expected, const Thing *found, Compare *compare)
{
	Diff trial = *diff;

	/* renamed, or moved to another schema */
	if (expected->kind != found->kind || (diff->apart && holds_data(expected->kind)) ||
	    (compare_text(expected->schema, found->schema) != 0 && compare_text(expected->name, found->name) != 0))
		return false;
	trial.trial = true;
	trial.count = 0;
	look_at(&trial, expected, found, compare);
	return trial.count == 0;
}

/* The only one that `thing` could have become, or NULL. */
static const Thing *only_match(Diff *diff, const Thing *thing, const ThingVec *others, bool reverse, Compare *compare)
{
	const Thing *match = NULL;

	for (uint32_t i = 0; i < others->count; i++) {
		const Thing *other = &others->items[i];

		if (!other->item || !would_be_equal(diff, reverse ? other : thing, reverse ? thing : other, compare))
			continue;
		if (match)
			return NULL;
		match = other;
	}
	return match;
}

/* Both schemas are the caller's to read only; but nobody reads them meanwhile, and each gets its name back. */
static void lend_name(Diff *diff, const Thing *expected, const Thing *found)
{
	Renamed *renamed = VEC_PUSH(diff->arena, &diff->renamed);
	const Object *name = expected->item;

	renamed->object = (Object *)found->item;
	renamed->schema = renamed->object->schema;
	renamed->name = renamed->object->name;
	renamed->object->schema = name->schema;
	renamed->object->name = name->name;
}

void mv_diff_give_back_names(Diff *diff)
{
	for (uint32_t i = 0; i < diff->renamed.count; i++) {
		const Renamed *renamed = &diff->renamed.items[i];

		renamed->object->schema = renamed->schema;
		renamed->object->name = renamed->name;
	}
}

static void find_renames(Diff *diff, ThingVec *missing, ThingVec *unexpected, Compare *compare)
{
	if (!missing->count || !unexpected->count || missing->count > MOST_TRIED || unexpected->count > MOST_TRIED)
		return;
	for (uint32_t i = 0; i < missing->count; i++) {
		const Thing *expected = &missing->items[i], *found = only_match(diff, expected, unexpected, false, compare);

		if (!found || only_match(diff, found, missing, true, compare) != expected)
			continue;
		add(diff, DIFFERENCE_RENAMED, expected, found);
		if (!expected->relation && !diff->trial && expected->kind != OBJ_DEFAULT_PRIVILEGES)
			lend_name(diff, expected, found);
		if (!expected->relation && !diff->trial)
			look_at(diff, expected, found, compare);
		missing->items[i].item = unexpected->items[found - unexpected->items].item = NULL;
	}
}

void mv_diff_things(Diff *diff, ThingVec *expected, ThingVec *found, bool open, Compare *compare)
{
	ThingVec missing = { 0 }, unexpected = { 0 };
	VEC(const Thing *) pairs = { 0 };
	uint32_t a = 0, b = 0;

	if (expected->count)
		qsort(expected->items, expected->count, sizeof *expected->items, by_name);
	if (found->count)
		qsort(found->items, found->count, sizeof *found->items, by_name);
	while (a < expected->count || b < found->count) {
		const Thing *left = a < expected->count ? &expected->items[a] : NULL, *right = b < found->count ? &found->items[b] : NULL;
		int order = !left ? 1 : !right ? -1 : by_name(left, right);

		if (order == 0) {
			*VEC_PUSH(diff->arena, &pairs) = left;
			*VEC_PUSH(diff->arena, &pairs) = right;
		} else if (order < 0 ? !left->maybe && !left->follows : !right->maybe && !right->follows) {
			*VEC_PUSH(diff->arena, order < 0 ? &missing : &unexpected) = order < 0 ? *left : *right;
		}
		a += order <= 0;
		b += order >= 0;
	}
	if (!open) {
		find_renames(diff, &missing, &unexpected, compare);
		for (uint32_t i = 0; i < missing.count; i++) {
			if (missing.items[i].item)
				add(diff, DIFFERENCE_MISSING, &missing.items[i], NULL);
		}
		for (uint32_t i = 0; i < unexpected.count; i++) {
			if (unexpected.items[i].item)
				add(diff, DIFFERENCE_UNEXPECTED, NULL, &unexpected.items[i]);
		}
	}
	/* behind the renames, which references look up */
	for (uint32_t i = 0; i < pairs.count; i += 2) {
		if (!diff->trial || diff->count == 0)
			look_at(diff, pairs.items[i], pairs.items[i + 1], compare);
	}
}
