/* same.c: two trees of the parser, side by side. */
#include "same.h"

#include "migvet/tree.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 300, MOST_STEPS = 200000 };

/* ---- nodes ---- */

const char *mv_same_kind(const cJSON *node)
{
	return node && cJSON_IsObject(node) && node->child ? node->child->string : NULL;
}

static bool is(const cJSON *node, const char *kind)
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

	return is(last, "String") ? mv_same_string(last, "sval") : NULL;
}

/* Where a schema is left out, the search path found it; pg_catalog is always in it. */
static bool same_names(const cJSON *a, const cJSON *b)
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
		if (!is(item, "String"))
			return false;
	}
	return cJSON_GetArraySize(list) > 0;
}

/* ---- constants and casts ---- */

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

static bool is_null(const cJSON *constant)
{
	return cJSON_IsTrue(mv_same_get(constant, "isnull"));
}

/* A constant, perhaps cast, and what it is cast to first. */
static const cJSON *constant_of(Same *same, const cJSON *node, const char **type)
{
	*type = NULL;
	while (is(node, "TypeCast")) {
		*type = mv_same_type_name(same, mv_same_get(node, "typeName"));
		node = mv_same_get(node, "arg");
	}
	if (is(node, "A_Const") && !*type && mv_same_get(node, "boolval"))
		*type = "bool";
	return is(node, "A_Const") ? node : NULL;
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

static Tri same_constants(Same *same, const cJSON *a, const char *left_type, const cJSON *b, const char *right_type)
{
	if (is_null(a) || is_null(b))
		return is_null(a) && is_null(b) ? TRI_YES : TRI_NO;
	return mv_diff_same_constant(is_enum(same, left_type ? left_type : right_type) ? "text" : left_type ? left_type : right_type,
				     text_of(same, a), text_of(same, b));
}

/* ARRAY[...]::t[] is stored with the cast at each element. */
static const cJSON *array_of(const cJSON *node)
{
	while (is(node, "TypeCast"))
		node = mv_same_get(node, "arg");
	return is(node, "A_ArrayExpr") ? node : NULL;
}

/* x.* cast to a row type is the whole row. */
static const cJSON *whole_row(const cJSON *node)
{
	const cJSON *inner = is(node, "TypeCast") ? mv_same_get(node, "arg") : node;
	const cJSON *fields = is(inner, "ColumnRef") ? mv_same_get(inner, "fields") : NULL;
	int count = cJSON_GetArraySize(fields);

	return count > 1 && is(cJSON_GetArrayItem(fields, count - 1), "A_Star") ? inner : NULL;
}

static Tri without_cast(Same *same, int side, const cJSON *cast, const cJSON *a, const cJSON *b)
{
	const char *from = mv_same_type_of(same, side, mv_same_get(cast, "arg")), *to = mv_same_type_name(same, mv_same_get(cast, "typeName"));
	Tri implicit = mv_same_is_implicit(same, side, from, to);

	return implicit == TRI_NO ? TRI_NO : mv_tri_and(implicit, mv_same_node(same, a, b));
}

static Tri same_casts(Same *same, const cJSON *a, const cJSON *b)
{
	const char *left_type, *right_type;
	const cJSON *left = constant_of(same, a, &left_type), *right = constant_of(same, b, &right_type);

	if (left && right)
		return same_constants(same, left, left_type, right, right_type);
	left = array_of(a);
	right = array_of(b);
	if (left && right)
		return mv_same_list(same, mv_same_get(left, "elements"), mv_same_get(right, "elements"));
	if (is(a, "TypeCast") && is(b, "TypeCast")) {
		left_type = mv_same_type_name(same, mv_same_get(a, "typeName"));
		right_type = mv_same_type_name(same, mv_same_get(b, "typeName"));
		if (mv_streq(left_type, right_type)) {
			Tri whole = mv_tri_and(mv_same_list(same, mv_same_get(mv_same_get(a, "typeName"), "typmods"), mv_same_get(mv_same_get(b, "typeName"), "typmods")),
					       mv_same_node(same, mv_same_get(a, "arg"), mv_same_get(b, "arg")));

			if (whole != TRI_NO)
				return whole;
		}
	}
	if (is(b, "TypeCast")) {
		Tri tri = without_cast(same, 1, b, a, mv_same_get(b, "arg"));

		if (tri != TRI_NO || !is(a, "TypeCast"))
			return tri;
	}
	return without_cast(same, 0, a, mv_same_get(a, "arg"), b);
}

/* ---- columns ---- */

static const SameItem *item_named(const Same *same, const char *name)
{
	for (uint32_t i = same->items.count; i-- > 0;) {
		if (mv_streq(same->items.items[i].name[0], name))
			return &same->items.items[i];
	}
	return NULL;
}

static Tri same_columns(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = mv_same_get(a, "fields"), *right = mv_same_get(b, "fields");
	int left_count = cJSON_GetArraySize(left), right_count = cJSON_GetArraySize(right);
	bool left_star = is(cJSON_GetArrayItem(left, left_count - 1), "A_Star"), right_star = is(cJSON_GetArrayItem(right, right_count - 1), "A_Star");
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

/* ---- operators ---- */

static const char *operator_of(const cJSON *node)
{
	const char *kind = is(node, "A_Expr") ? mv_same_string(node, "kind") : NULL;

	if (kind && (strcmp(kind, "AEXPR_OP") == 0 || strcmp(kind, "AEXPR_LIKE") == 0 || strcmp(kind, "AEXPR_ILIKE") == 0 || strcmp(kind, "AEXPR_SIMILAR") == 0))
		return mv_same_last_name(mv_same_get(node, "name"));
	return NULL;
}

static bool is_expression(const cJSON *node, const char *kind)
{
	return is(node, "A_Expr") && mv_streq(mv_same_string(node, "kind"), kind);
}

typedef struct Membership {
	const cJSON *left, *items; /* NULL: it is none */
	bool negated;
} Membership;

/* x IN (...), x = ANY (ARRAY[...]), x <> ALL (ARRAY[...]); of one thing: x = ... */
static Membership membership_of(const cJSON *node)
{
	Membership none = { 0 }, found = { .left = mv_same_get(node, "lexpr") };
	const char *name = is(node, "A_Expr") ? mv_same_last_name(mv_same_get(node, "name")) : NULL;
	const cJSON *array;

	if (!name)
		return none;
	found.negated = strcmp(name, "<>") == 0;
	if (is_expression(node, "AEXPR_IN")) {
		found.items = mv_same_get(mv_same_get(node, "rexpr"), "items");
		return found;
	}
	if (!(is_expression(node, "AEXPR_OP_ANY") && strcmp(name, "=") == 0) && !(is_expression(node, "AEXPR_OP_ALL") && found.negated))
		return none;
	array = array_of(mv_same_get(node, "rexpr"));
	found.items = array ? mv_same_get(array, "elements") : NULL;
	return found.items ? found : none;
}

/* A term of AND or OR: a node, or one half of BETWEEN. */
typedef struct Term {
	const cJSON *node;
	const char *operator; /* of a half */
	const cJSON *left, *right;
} Term;
typedef VEC(Term) TermVec;

static void add_half(Same *same, TermVec *terms, const char *operator, const cJSON *node, int which)
{
	const cJSON *items = mv_same_get(mv_same_get(node, "rexpr"), "items");

	*VEC_PUSH(same->arena, terms) = (Term){ .operator = operator, .left = mv_same_get(node, "lexpr"), .right = cJSON_GetArrayItem(items, which) };
}

/* False: the node is none of that. */
static bool add_terms(Same *same, TermVec *terms, const cJSON *node, const char *boolean, int depth)
{
	bool and = strcmp(boolean, "AND_EXPR") == 0;
	const cJSON *item;

	if (is_expression(node, and ? "AEXPR_BETWEEN" : "AEXPR_NOT_BETWEEN")) {
		add_half(same, terms, and ? ">=" : "<", node, 0);
		add_half(same, terms, and ? "<=" : ">", node, 1);
		return true;
	}
	/* rows are compared column by column */
	if (mv_streq(operator_of(node), and ? "=" : "<>") && is(mv_same_get(node, "lexpr"), "RowExpr") && is(mv_same_get(node, "rexpr"), "RowExpr")) {
		const cJSON *left = mv_same_get(mv_same_get(node, "lexpr"), "args"), *right = mv_same_get(mv_same_get(node, "rexpr"), "args");

		for (left = left ? left->child : NULL, right = right ? right->child : NULL; left && right; left = left->next, right = right->next)
			*VEC_PUSH(same->arena, terms) = (Term){ .operator = and ? "=" : "<>", .left = left, .right = right };
		return true;
	}
	if (!is(node, "BoolExpr") || !mv_streq(mv_same_string(node, "boolop"), boolean))
		return false;
	cJSON_ArrayForEach(item, mv_same_get(node, "args")) {
		if (depth > DEEPEST || !add_terms(same, terms, item, boolean, depth + 1))
			*VEC_PUSH(same->arena, terms) = (Term){ .node = item };
	}
	return true;
}

static Tri same_terms(Same *same, const Term *a, const Term *b)
{
	if (a->node && b->node)
		return mv_same_node(same, a->node, b->node);
	if (!mv_streq(a->node ? operator_of(a->node) : a->operator, b->node ? operator_of(b->node) : b->operator))
		return TRI_NO;
	return mv_tri_and(mv_same_node(same, a->node ? mv_same_get(a->node, "lexpr") : a->left, b->node ? mv_same_get(b->node, "lexpr") : b->left),
			  mv_same_node(same, a->node ? mv_same_get(a->node, "rexpr") : a->right, b->node ? mv_same_get(b->node, "rexpr") : b->right));
}

/* YES and NO as everywhere; false: neither is such a thing. */
static bool same_boolean(Same *same, const cJSON *a, const cJSON *b, const char *boolean, Tri *result)
{
	TermVec left = { 0 }, right = { 0 };
	bool first = add_terms(same, &left, a, boolean, 0), second = add_terms(same, &right, b, boolean, 0);

	if (!first && !second)
		return false;
	*result = first && second && left.count == right.count ? TRI_YES : TRI_NO;
	for (uint32_t i = 0; *result != TRI_NO && i < left.count; i++)
		*result = mv_tri_and(*result, same_terms(same, &left.items[i], &right.items[i]));
	return true;
}

static bool same_membership(Same *same, const cJSON *a, const cJSON *b, Tri *result)
{
	Membership left = membership_of(a), right = membership_of(b);
	const Membership *one = left.items ? &left : &right;
	const cJSON *other = left.items ? b : a;

	if (left.items && right.items) {
		*result = left.negated == right.negated ? mv_tri_and(mv_same_node(same, left.left, right.left), mv_same_list(same, left.items, right.items)) : TRI_NO;
		return true;
	}
	if (!one->items || cJSON_GetArraySize(one->items) != 1 || !mv_streq(operator_of(other), one->negated ? "<>" : "="))
		return false;
	*result = left.items ? mv_tri_and(mv_same_node(same, left.left, mv_same_get(b, "lexpr")), mv_same_node(same, left.items->child, mv_same_get(b, "rexpr"))) :
			       mv_tri_and(mv_same_node(same, mv_same_get(a, "lexpr"), right.left), mv_same_node(same, mv_same_get(a, "rexpr"), right.items->child));
	return true;
}

static Tri same_operators(Same *same, const cJSON *a, const cJSON *b)
{
	Tri sides = mv_tri_and(mv_same_node(same, mv_same_get(a, "lexpr"), mv_same_get(b, "lexpr")),
			       mv_same_node(same, mv_same_get(a, "rexpr"), mv_same_get(b, "rexpr")));

	if (!same_names(mv_same_get(a, "name"), mv_same_get(b, "name")))
		return TRI_NO;
	if ((!operator_of(a) || !operator_of(b)) && !mv_streq(mv_same_string(a, "kind"), mv_same_string(b, "kind")))
		return TRI_NO;
	return sides;
}

static Tri same_sublinks(Same *same, const cJSON *a, const cJSON *b)
{
	const char *left = mv_same_last_name(mv_same_get(a, "operName")), *right = mv_same_last_name(mv_same_get(b, "operName"));
	const cJSON *first = mv_same_get(a, "subselect"), *second = mv_same_get(b, "subselect");

	if (!mv_streq(mv_same_string(a, "subLinkType"), mv_same_string(b, "subLinkType")) || !mv_streq(left ? left : "=", right ? right : "=") ||
	    !is(first, "SelectStmt") || !is(second, "SelectStmt"))
		return TRI_NO;
	return mv_tri_and(mv_same_node(same, mv_same_get(a, "testexpr"), mv_same_get(b, "testexpr")), mv_same_select(same, first->child, second->child, false));
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

static Tri same_values(Same *same, const cJSON *a, const cJSON *b)
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
			result = mv_tri_and(result, same_values(same, field, cJSON_GetObjectItemCaseSensitive(b, field->string)));
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

		cJSON_ArrayForEach(other, b) {
			if (mv_streq(mv_same_string(one, "defname"), mv_same_string(other, "defname")))
				match = other;
		}
		result = match ? mv_tri_and(result, same_values(same, mv_same_get(one, "arg"), mv_same_get(match, "arg"))) : TRI_NO;
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
		return same_names(a, b) ? TRI_YES : TRI_NO;
	if (cJSON_GetArraySize(a) != cJSON_GetArraySize(b))
		return TRI_NO;
	if (is(left, "DefElem") && is(right, "DefElem"))
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
		rest = (constant = constant_of(same, left ? left : right, &type)) && is_null(constant) ? TRI_YES : TRI_NO;
	return mv_tri_and(rest, mv_tri_and(same_values(same, mv_same_get(a, "arg"), mv_same_get(b, "arg")),
					   mv_same_list(same, mv_same_get(a, "args"), mv_same_get(b, "args"))));
}

/* NOT (a IS DISTINCT FROM b) is a IS NOT DISTINCT FROM b. */
static const cJSON *not_distinct(const cJSON *node)
{
	const cJSON *inner;

	if (is_expression(node, "AEXPR_NOT_DISTINCT"))
		return node;
	if (!is(node, "BoolExpr") || !mv_streq(mv_same_string(node, "boolop"), "NOT_EXPR"))
		return NULL;
	inner = cJSON_GetArrayItem(mv_same_get(node, "args"), 0);
	return is_expression(inner, "AEXPR_DISTINCT") ? inner : NULL;
}

static Tri same_unlike(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = not_distinct(a), *right = not_distinct(b);

	if (left && right)
		return mv_tri_and(mv_same_node(same, mv_same_get(left, "lexpr"), mv_same_get(right, "lexpr")),
				  mv_same_node(same, mv_same_get(left, "rexpr"), mv_same_get(right, "rexpr")));
	/* an option's name, and the same qualified */
	if (is(a, "String") && is(b, "TypeName"))
		return mv_tri(mv_streq(mv_same_string(a, "sval"), mv_same_type_name(same, b->child)));
	if (is(a, "TypeName") && is(b, "String"))
		return mv_tri(mv_streq(mv_same_type_name(same, a->child), mv_same_string(b, "sval")));
	/* what is constant may have been computed */
	if ((is(a, "A_Expr") && is(b, "A_Const")) || (is(a, "A_Const") && is(b, "A_Expr")))
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
	if ((left && (right || is(b, "ColumnRef"))) || (right && is(a, "ColumnRef")))
		return same_columns(same, left ? left : a, right ? right : b);
	if (is(a, "TypeCast") || is(b, "TypeCast"))
		return same_casts(same, a, b);
	if (same_boolean(same, a, b, "AND_EXPR", &result) || same_boolean(same, a, b, "OR_EXPR", &result) || same_membership(same, a, b, &result))
		return result;
	if (strcmp(kind, mv_same_kind(b)) != 0)
		return same_unlike(same, a, b);
	if (strcmp(kind, "A_Const") == 0)
		return same_constants(same, a, NULL, b, NULL);
	if (strcmp(kind, "ColumnRef") == 0)
		return same_columns(same, a, b);
	if (strcmp(kind, "A_Expr") == 0)
		return same_operators(same, a, b);
	if (strcmp(kind, "SubLink") == 0)
		return same_sublinks(same, a, b);
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

	if (same->depth > DEEPEST || ++same->steps > MOST_STEPS)
		return TRI_UNKNOWN;
	same->depth++;
	result = same_nodes(same, a, b);
	same->depth--;
	return result;
}

/* ---- objects that are kept as statements ---- */

/* What a mapping of a text search configuration adds: "word:simple,english". */
static void add_mappings(Same *same, const cJSON *node, StrBuf *out)
{
	const cJSON *token, *dictionary;

	cJSON_ArrayForEach(token, mv_same_get(node, "tokentype")) {
		mv_buf_addf(out, "%s:", mv_same_string(token, "sval"));
		cJSON_ArrayForEach(dictionary, mv_same_get(node, "dicts")) {
			mv_buf_addf(out, "%s,", mv_same_last_name(mv_same_get(dictionary, "items")));
		}
		mv_buf_addc(out, '\n');
	}
	(void)same;
}

static int by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* In one order. */
static const char *sorted_lines(Same *same, const StrBuf *text)
{
	VEC(char *) lines = { 0 };
	char *copy = mv_arena_strdup(same->arena, text->ptr ? text->ptr : ""), *rest = copy, *end;
	const char *result = "";

	for (; (end = strchr(rest, '\n')); rest = end + 1) {
		*end = '\0';
		*VEC_PUSH(same->arena, &lines) = rest;
	}
	if (lines.count)
		qsort(lines.items, lines.count, sizeof *lines.items, by_text);
	for (uint32_t i = 0; i < lines.count; i++)
		result = mv_arena_format(same->arena, "%s%s\n", result, lines.items[i]);
	return result;
}

static const cJSON *statement_of(const cJSON *item) { return item ? cJSON_GetObjectItem(item, "stmt") : NULL; }

/* Of a configuration made without a copy of another one: all its mappings; NULL: it is something else. */
static const char *mappings_of(Same *same, const cJSON *statements)
{
	const cJSON *first = statement_of(statements ? statements->child : NULL), *option, *item;
	StrBuf text = { 0 };
	const char *result;

	if (!is(first, "DefineStmt") || !mv_streq(mv_same_string(first, "kind"), "OBJECT_TSCONFIGURATION"))
		return NULL;
	cJSON_ArrayForEach(option, mv_same_get(first, "definition")) {
		if (mv_streq(mv_same_string(option, "defname"), "copy"))
			return NULL;
	}
	for (item = statements->child->next; item; item = item->next) {
		const cJSON *node = statement_of(item);

		if (!is(node, "AlterTSConfigurationStmt") || !mv_streq(mv_same_string(node, "kind"), "ALTER_TSCONFIG_ADD_MAPPING")) {
			mv_buf_release(&text);
			return NULL;
		}
		add_mappings(same, node, &text);
	}
	result = sorted_lines(same, &text);
	mv_buf_release(&text);
	return result;
}

/* How an event trigger fires is what was said last; NULL: it is something else. */
static const char *firing_of(const cJSON *statements)
{
	const char *fires = "O";
	const cJSON *item;

	if (!is(statement_of(statements ? statements->child : NULL), "CreateEventTrigStmt"))
		return NULL;
	for (item = statements->child->next; item; item = item->next) {
		const cJSON *enabled = mv_same_get(statement_of(item), "tgenabled");

		if (!is(statement_of(item), "AlterEventTrigStmt"))
			return NULL;
		fires = cJSON_GetStringValue(enabled) ? cJSON_GetStringValue(enabled) : "?";
	}
	return fires;
}

/* UNKNOWN: statement by statement, then. */
static Tri same_in_all(Same *same, const cJSON *a, const cJSON *b)
{
	const char *left = mappings_of(same, a), *right = mappings_of(same, b);

	if (!left || !right) {
		left = firing_of(a);
		right = firing_of(b);
	}
	if (!left || !right)
		return TRI_UNKNOWN;
	return mv_tri_and(mv_tri(strcmp(left, right) == 0), mv_same_node(same, statement_of(a->child), statement_of(b->child)));
}

/* ---- texts ---- */

static Tri same_texts(Same *same, const char *a, const char *b)
{
	char *first = mv_sql_tree(a, same->arena), *second = mv_sql_tree(b, same->arena);
	cJSON *left = first ? cJSON_Parse(first) : NULL, *right = second ? cJSON_Parse(second) : NULL;
	const cJSON *one = cJSON_GetObjectItem(left, "stmts"), *other = cJSON_GetObjectItem(right, "stmts");
	Tri result = left && right ? TRI_YES : TRI_UNKNOWN, whole = result == TRI_YES ? same_in_all(same, one, other) : TRI_UNKNOWN;

	if (whole != TRI_UNKNOWN) {
		result = whole;
		one = other = NULL;
	} else if (result == TRI_YES && cJSON_GetArraySize(one) != cJSON_GetArraySize(other)) {
		result = TRI_UNKNOWN;
	}
	for (one = one ? one->child : NULL, other = other ? other->child : NULL; result != TRI_NO && one && other; one = one->next, other = other->next) {
		const cJSON *before = cJSON_GetObjectItem(one, "stmt"), *after = cJSON_GetObjectItem(other, "stmt");

		/* the names of a view's columns are compared as columns */
		result = mv_tri_and(result, is(before, "SelectStmt") && is(after, "SelectStmt") ? mv_same_select(same, before->child, after->child, false) :
						    mv_same_node(same, before, after));
	}
	cJSON_Delete(left);
	cJSON_Delete(right);
	return result;
}

static Same begin(const Diff *diff)
{
	return (Same){ .arena = diff->arena, .schema = { diff->expected, diff->found }, .table = { diff->tables[0], diff->tables[1] },
		       .value = { diff->values[0], diff->values[1] } };
}

Tri mv_diff_same_statements(const Diff *diff, const char *expected, const char *found)
{
	Same same = begin(diff);

	return mv_streq(expected, found) ? TRI_YES : expected && found ? same_texts(&same, expected, found) : TRI_NO;
}

/* One value of a bound. */
static Tri same_datum(Same *same, const char *type, const cJSON *a, const cJSON *b)
{
	const char *left_type, *right_type;
	const cJSON *left = constant_of(same, a, &left_type), *right = constant_of(same, b, &right_type);

	if (left && right)
		return same_constants(same, left, type ? type : left_type, right, type ? type : right_type);
	if (is(a, "ColumnRef") && is(b, "ColumnRef"))
		return same_columns(same, a, b);
	/* an expression was computed once and for all */
	return left || right ? TRI_UNKNOWN : mv_same_node(same, a, b);
}

static Tri same_data(Same *same, const Table *parent, const cJSON *a, const cJSON *b, bool list)
{
	Tri result = cJSON_GetArraySize(a) == cJSON_GetArraySize(b) ? TRI_YES : TRI_NO;
	uint32_t key = 0;

	for (a = a ? a->child : NULL, b = b ? b->child : NULL; a && b && result != TRI_NO; a = a->next, b = b->next, key += !list) {
		const char *column = parent && key < parent->partition_keys.count ? parent->partition_keys.items[key].column : NULL;
		const Column *keyed = column ? mv_table_column(parent, column) : NULL;

		result = mv_tri_and(result, same_datum(same, keyed ? mv_same_stored_type(same, 0, keyed->type) : NULL, a, b));
	}
	return result;
}

static const cJSON *bound_of(const cJSON *tree)
{
	const cJSON *statement = cJSON_GetArrayItem(cJSON_GetObjectItem(tree, "stmts"), 0);

	return mv_same_get(cJSON_GetObjectItem(statement, "stmt"), "partbound");
}

Tri mv_diff_same_bounds(const Diff *diff, const Table *left, const Table *right, const char *expected, const char *found)
{
	static const char *const kept[] = { "strategy", "is_default", "modulus", "remainder" };
	static const char *const lists[] = { "listdatums", "lowerdatums", "upperdatums" };
	Same same = begin(diff);
	const Table *parent = left->parents.count == 1 && right->parents.count == 1 ? left->parents.items[0] : NULL;
	char *first = mv_sql_tree(mv_arena_format(diff->arena, "CREATE TABLE a PARTITION OF b %s", expected), diff->arena);
	char *second = mv_sql_tree(mv_arena_format(diff->arena, "CREATE TABLE a PARTITION OF b %s", found), diff->arena);
	cJSON *before = first ? cJSON_Parse(first) : NULL, *after = second ? cJSON_Parse(second) : NULL;
	const cJSON *a = bound_of(before), *b = bound_of(after);
	Tri result = a && b ? TRI_YES : TRI_UNKNOWN;

	for (size_t i = 0; result != TRI_UNKNOWN && i < sizeof kept / sizeof *kept; i++)
		result = mv_tri_and(result, same_values(&same, cJSON_GetObjectItem(a, kept[i]), cJSON_GetObjectItem(b, kept[i])));
	for (size_t i = 0; a && b && i < sizeof lists / sizeof *lists; i++)
		result = mv_tri_and(result, same_data(&same, parent, cJSON_GetObjectItem(a, lists[i]), cJSON_GetObjectItem(b, lists[i]), i == 0));
	cJSON_Delete(before);
	cJSON_Delete(after);
	return result;
}

Tri mv_diff_same_expressions(const Diff *diff, const char *expected, const char *found)
{
	Same same = begin(diff);

	if (!expected || !found || mv_streq(expected, found))
		return mv_streq(expected, found) ? TRI_YES : TRI_NO;
	return same_texts(&same, mv_arena_format(diff->arena, "SELECT (%s)", expected), mv_arena_format(diff->arena, "SELECT (%s)", found));
}
