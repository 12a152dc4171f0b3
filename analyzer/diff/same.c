/* same.c: two trees of the parser, side by side. */
#include "same.h"

#include <string.h>

enum { MOST_STEPS = 200000 };

/* ---- nodes ---- */

const char *mv_same_kind(const cJSON *node)
{
	return node && cJSON_IsObject(node) && node->child ? node->child->string : NULL;
}

bool mv_same_is(const cJSON *node, const char *kind)
{
	const char *found = mv_same_kind(node);

	return found && strcmp(found, kind) == 0;
}

const cJSON *mv_same_get(const cJSON *node, const char *field)
{
	return node && node->child ? cJSON_GetObjectItemCaseSensitive(node->child, field) : NULL;
}

const char *mv_same_string(const cJSON *node, const char *field)
{
	return cJSON_GetStringValue(mv_same_get(node, field));
}

const char *mv_same_last_name(const cJSON *names)
{
	int count = cJSON_GetArraySize(names);
	const cJSON *last = count ? cJSON_GetArrayItem(names, count - 1) : NULL;

	return mv_same_is(last, "String") ? mv_same_string(last, "sval") : NULL;
}

/* Where a schema is left out, the search path found it; pg_catalog is always in it. */
bool mv_same_names(const cJSON *a, const cJSON *b)
{
	int left = cJSON_GetArraySize(a), right = cJSON_GetArraySize(b);
	const char *first, *second;

	if (!mv_streq(mv_same_last_name(a), mv_same_last_name(b)))
		return false;
	if (left < 2 || right < 2)
		return true;
	first = mv_same_string(cJSON_GetArrayItem(a, left - 2), "sval");
	second = mv_same_string(cJSON_GetArrayItem(b, right - 2), "sval");
	return mv_streq(first, second);
}

static bool are_strings(const cJSON *list)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list) {
		if (!mv_same_is(item, "String"))
			return false;
	}
	return cJSON_GetArraySize(list) > 0;
}

/* ---- columns ---- */

/* x.* cast to a row type is the whole row. */
static const cJSON *whole_row(const cJSON *node)
{
	const cJSON *inner = mv_same_is(node, "TypeCast") ? mv_same_get(node, "arg") : node;
	const cJSON *fields = mv_same_is(inner, "ColumnRef") ? mv_same_get(inner, "fields") : NULL;
	int count = cJSON_GetArraySize(fields);

	return count > 1 && mv_same_is(cJSON_GetArrayItem(fields, count - 1), "A_Star") ? inner : NULL;
}

static const SameItem *item_named(const Same *same, const char *name)
{
	for (uint32_t i = same->items.count; i-- > 0;) {
		if (mv_streq(same->items.items[i].name[0], name))
			return &same->items.items[i];
	}
	return NULL;
}

Tri mv_same_columns(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = mv_same_get(a, "fields"), *right = mv_same_get(b, "fields");
	int left_count = cJSON_GetArraySize(left), right_count = cJSON_GetArraySize(right);
	bool left_star = mv_same_is(cJSON_GetArrayItem(left, left_count - 1), "A_Star"), right_star = mv_same_is(cJSON_GetArrayItem(right, right_count - 1), "A_Star");
	const char *first, *second;
	const SameItem *item;

	/* t and t.* as a whole row */
	left_count -= left_star;
	right_count -= right_star;
	if (!left_count || !right_count)
		return left_count == right_count ? TRI_YES : TRI_UNKNOWN;
	first = mv_same_string(cJSON_GetArrayItem(left, left_count - 1), "sval");
	second = mv_same_string(cJSON_GetArrayItem(right, right_count - 1), "sval");
	if (left_star || right_star) {
		item = item_named(same, first);
		return mv_streq(item ? item->name[1] : first, second) ? TRI_YES : TRI_NO;
	}
	if (left_count < 2 && right_count < 2 && (item = item_named(same, first)) && mv_streq(item->name[1], second))
		return TRI_YES;
	if (!mv_streq(first, second))
		return TRI_NO;
	/* the one relation, a merged column, a function that gives one column */
	if (left_count < 2 || right_count < 2)
		return TRI_YES;
	first = mv_same_string(cJSON_GetArrayItem(left, left_count - 2), "sval");
	second = mv_same_string(cJSON_GetArrayItem(right, right_count - 2), "sval");
	item = item_named(same, first);
	return mv_streq(item ? item->name[1] : first, second) ? TRI_YES : TRI_NO;
}

/* ---- all else ---- */

static bool is_ignored(const char *field)
{
	static const char *const ignored[] = { "location", "stmt_location", "stmt_len", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end",
					       "funcformat", "row_format", "inh", "relpersistence", "defnamespace_location" };

	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
		if (strcmp(field, ignored[i]) == 0)
			return true;
	}
	return false;
}

static bool is_node(const cJSON *value)
{
	return cJSON_IsObject(value) && (!value->child || (!value->child->next && cJSON_IsObject(value->child) && value->child->string[0] >= 'A' && value->child->string[0] <= 'Z'));
}

static Tri same_bodies(Same *same, const cJSON *a, const cJSON *b);

Tri mv_same_values(Same *same, const cJSON *a, const cJSON *b)
{
	if (!a || !b)
		return !a && !b ? TRI_YES : TRI_NO;
	if (cJSON_IsArray(a) && cJSON_IsArray(b))
		return mv_same_list(same, a, b);
	if (is_node(a) && is_node(b))
		return mv_same_node(same, a, b);
	if (cJSON_IsObject(a) && cJSON_IsObject(b))
		return same_bodies(same, a, b);
	return cJSON_Compare(a, b, true) ? TRI_YES : TRI_NO;
}

static Tri same_bodies(Same *same, const cJSON *a, const cJSON *b)
{
	Tri result = TRI_YES;
	const cJSON *field;

	cJSON_ArrayForEach(field, a) {
		if (result == TRI_NO)
			return TRI_NO;
		if (!is_ignored(field->string))
			result = mv_tri_and(result, mv_same_values(same, field, cJSON_GetObjectItemCaseSensitive(b, field->string)));
	}
	cJSON_ArrayForEach(field, b) {
		if (!is_ignored(field->string) && !cJSON_GetObjectItemCaseSensitive(a, field->string))
			return TRI_NO;
	}
	return result;
}

/* Options by name, in whatever order. */
static Tri same_options(Same *same, const cJSON *a, const cJSON *b)
{
	Tri result = TRI_YES;
	const cJSON *one, *other;

	cJSON_ArrayForEach(one, a) {
		const cJSON *match = NULL;

		/* each is looked for among all */
		same->steps += (uint32_t)cJSON_GetArraySize(b);
		if (same->steps > MOST_STEPS)
			return TRI_UNKNOWN;
		cJSON_ArrayForEach(other, b) {
			if (mv_streq(mv_same_string(one, "defname"), mv_same_string(other, "defname")))
				match = other;
		}
		result = match ? mv_tri_and(result, mv_same_values(same, mv_same_get(one, "arg"), mv_same_get(match, "arg"))) : TRI_NO;
		if (result == TRI_NO)
			break;
	}
	return result;
}

Tri mv_same_list(Same *same, const cJSON *a, const cJSON *b)
{
	Tri result = TRI_YES;
	const cJSON *left = a ? a->child : NULL, *right = b ? b->child : NULL;

	if (are_strings(a) && are_strings(b))
		return mv_same_names(a, b) ? TRI_YES : TRI_NO;
	if (cJSON_GetArraySize(a) != cJSON_GetArraySize(b))
		return TRI_NO;
	if (mv_same_is(left, "DefElem") && mv_same_is(right, "DefElem"))
		return same_options(same, a, b);
	for (; left && right && result != TRI_NO; left = left->next, right = right->next)
		result = mv_tri_and(result, mv_same_node(same, left, right));
	return result;
}

/* No ELSE is ELSE NULL. */
static Tri same_cases(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = mv_same_get(a, "defresult"), *right = mv_same_get(b, "defresult"), *constant;
	const char *type;
	Tri rest = TRI_YES;

	if (left && right)
		rest = mv_same_node(same, left, right);
	else if (left || right)
		rest = (constant = mv_same_constant_of(same, left ? left : right, &type)) && mv_same_is_null(constant) ? TRI_YES : TRI_NO;
	return mv_tri_and(rest, mv_tri_and(mv_same_values(same, mv_same_get(a, "arg"), mv_same_get(b, "arg")),
					   mv_same_list(same, mv_same_get(a, "args"), mv_same_get(b, "args"))));
}

/* NOT (a IS DISTINCT FROM b) is a IS NOT DISTINCT FROM b. */
static const cJSON *not_distinct(const cJSON *node)
{
	const cJSON *inner;

	if (mv_same_is_expression(node, "AEXPR_NOT_DISTINCT"))
		return node;
	if (!mv_same_is(node, "BoolExpr") || !mv_streq(mv_same_string(node, "boolop"), "NOT_EXPR"))
		return NULL;
	inner = cJSON_GetArrayItem(mv_same_get(node, "args"), 0);
	return mv_same_is_expression(inner, "AEXPR_DISTINCT") ? inner : NULL;
}

static Tri same_unlike(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = not_distinct(a), *right = not_distinct(b);

	if (left && right)
		return mv_tri_and(mv_same_node(same, mv_same_get(left, "lexpr"), mv_same_get(right, "lexpr")),
				  mv_same_node(same, mv_same_get(left, "rexpr"), mv_same_get(right, "rexpr")));
	/* an option's name, and the same qualified */
	if (mv_same_is(a, "String") && mv_same_is(b, "TypeName"))
		return mv_tri(mv_streq(mv_same_string(a, "sval"), mv_same_type_name(same, b->child)));
	if (mv_same_is(a, "TypeName") && mv_same_is(b, "String"))
		return mv_tri(mv_streq(mv_same_type_name(same, a->child), mv_same_string(b, "sval")));
	/* what is constant may have been computed */
	if ((mv_same_is(a, "A_Expr") && mv_same_is(b, "A_Const")) || (mv_same_is(a, "A_Const") && mv_same_is(b, "A_Expr")))
		return TRI_UNKNOWN;
	return TRI_NO;
}

static Tri same_nodes(Same *same, const cJSON *a, const cJSON *b)
{
	const char *kind = mv_same_kind(a);
	const cJSON *left = whole_row(a), *right = whole_row(b);
	Tri result;

	if (!kind || !mv_same_kind(b))
		return !kind && !mv_same_kind(b) ? TRI_YES : TRI_NO;
	if ((left && (right || mv_same_is(b, "ColumnRef"))) || (right && mv_same_is(a, "ColumnRef")))
		return mv_same_columns(same, left ? left : a, right ? right : b);
	if (mv_same_is(a, "TypeCast") || mv_same_is(b, "TypeCast"))
		return mv_same_casts(same, a, b);
	if (mv_same_boolean(same, a, b, "AND_EXPR", &result) || mv_same_boolean(same, a, b, "OR_EXPR", &result) || mv_same_membership(same, a, b, &result))
		return result;
	if (strcmp(kind, mv_same_kind(b)) != 0)
		return same_unlike(same, a, b);
	if (strcmp(kind, "A_Const") == 0)
		return mv_same_constants(same, a, NULL, b, NULL);
	if (strcmp(kind, "ColumnRef") == 0)
		return mv_same_columns(same, a, b);
	if (strcmp(kind, "A_Expr") == 0)
		return mv_same_operators(same, a, b);
	if (strcmp(kind, "SubLink") == 0)
		return mv_same_sublinks(same, a, b);
	if (strcmp(kind, "CaseExpr") == 0)
		return same_cases(same, a, b);
	if (strcmp(kind, "SelectStmt") == 0)
		return mv_same_select(same, a->child, b->child, true);
	if (strcmp(kind, "TypeName") == 0)
		return mv_streq(mv_same_type_name(same, a->child), mv_same_type_name(same, b->child)) ? TRI_YES : TRI_NO;
	return same_bodies(same, a->child, b->child);
}

Tri mv_same_node(Same *same, const cJSON *a, const cJSON *b)
{
	Tri result;

	if (same->depth > SAME_DEEPEST || ++same->steps > MOST_STEPS)
		return TRI_UNKNOWN;
	same->depth++;
	result = same_nodes(same, a, b);
	same->depth--;
	return result;
}
