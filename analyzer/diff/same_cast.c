/* same_cast.c: constants, and casts, which the server makes where nobody wrote them. */
#include "same.h"

#include <string.h>

/* "1", "x": what stands in an A_Const; "" is also that of NULL. */
static const char *text_of(Same *same, const cJSON *constant)
{
	const cJSON *value = constant->child->child;

	for (; value; value = value->next) {
		const cJSON *inner = value->child;

		if (strcmp(value->string, "location") == 0 || strcmp(value->string, "isnull") == 0)
			continue;
		if (strcmp(value->string, "boolval") == 0)
			return inner ? "true" : "false";
		if (!inner)
			return strcmp(value->string, "ival") == 0 ? "0" : "";
		if (cJSON_IsNumber(inner))
			return mv_arena_format(same->arena, "%.0f", inner->valuedouble);
		/* b'101' and x'1f' begin with their letter */
		return strcmp(value->string, "bsval") == 0 && *inner->valuestring == 'b' ? inner->valuestring + 1 : inner->valuestring;
	}
	return "";
}

bool mv_same_is_null(const cJSON *constant)
{
	return cJSON_IsTrue(mv_same_get(constant, "isnull"));
}

/* A constant, perhaps cast, and what it is cast to first. */
const cJSON *mv_same_constant_of(Same *same, const cJSON *node, const char **type)
{
	*type = NULL;
	while (mv_same_is(node, "TypeCast")) {
		*type = mv_same_type_name(same, mv_same_get(node, "typeName"));
		node = mv_same_get(node, "arg");
	}
	if (mv_same_is(node, "A_Const") && !*type && mv_same_get(node, "boolval"))
		*type = "bool";
	return mv_same_is(node, "A_Const") ? node : NULL;
}

/* Whose values are their notation; wherever it is. */
static bool is_enum(const Same *same, const char *type)
{
	const Map *types = &same->schema[0]->types;

	for (uint32_t i = 0; type && i < types->count; i++) {
		const Object *object = types->entries[i].value;

		if (object && object->kind == OBJ_ENUM && strcmp(object->name, type) == 0)
			return true;
	}
	return false;
}

Tri mv_same_constants(Same *same, const cJSON *a, const char *left_type, const cJSON *b, const char *right_type)
{
	if (mv_same_is_null(a) || mv_same_is_null(b))
		return mv_same_is_null(a) && mv_same_is_null(b) ? TRI_YES : TRI_NO;
	return mv_diff_same_constant(is_enum(same, left_type ? left_type : right_type) ? "text" : left_type ? left_type : right_type,
				     text_of(same, a), text_of(same, b));
}

/* ARRAY[...]::t[] is stored with the cast at each element. */
const cJSON *mv_same_array_of(const cJSON *node)
{
	while (mv_same_is(node, "TypeCast"))
		node = mv_same_get(node, "arg");
	return mv_same_is(node, "A_ArrayExpr") ? node : NULL;
}

static Tri without_cast(Same *same, int side, const cJSON *cast, const cJSON *a, const cJSON *b)
{
	const char *from = mv_same_type_of(same, side, mv_same_get(cast, "arg")), *to = mv_same_type_name(same, mv_same_get(cast, "typeName"));
	Tri implicit = mv_same_is_implicit(same, side, from, to);

	return implicit == TRI_NO ? TRI_NO : mv_tri_and(implicit, mv_same_node(same, a, b));
}

Tri mv_same_casts(Same *same, const cJSON *a, const cJSON *b)
{
	const char *left_type, *right_type;
	const cJSON *left = mv_same_constant_of(same, a, &left_type), *right = mv_same_constant_of(same, b, &right_type);

	if (left && right)
		return mv_same_constants(same, left, left_type, right, right_type);
	left = mv_same_array_of(a);
	right = mv_same_array_of(b);
	if (left && right)
		return mv_same_list(same, mv_same_get(left, "elements"), mv_same_get(right, "elements"));
	if (mv_same_is(a, "TypeCast") && mv_same_is(b, "TypeCast")) {
		left_type = mv_same_type_name(same, mv_same_get(a, "typeName"));
		right_type = mv_same_type_name(same, mv_same_get(b, "typeName"));
		if (mv_streq(left_type, right_type)) {
			Tri whole = mv_tri_and(mv_same_list(same, mv_same_get(mv_same_get(a, "typeName"), "typmods"), mv_same_get(mv_same_get(b, "typeName"), "typmods")),
					       mv_same_node(same, mv_same_get(a, "arg"), mv_same_get(b, "arg")));

			if (whole != TRI_NO)
				return whole;
		}
	}
	if (mv_same_is(b, "TypeCast")) {
		Tri tri = without_cast(same, 1, b, a, mv_same_get(b, "arg"));

		if (tri != TRI_NO || !mv_same_is(a, "TypeCast"))
			return tri;
	}
	return without_cast(same, 0, a, mv_same_get(a, "arg"), b);
}
