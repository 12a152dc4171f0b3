/* same_operator.c: operators, of which several write the same: AND, OR, IN, BETWEEN, comparisons of rows; and sublinks. */
#include "same.h"

#include <string.h>

static const char *operator_of(const cJSON *node)
{
	const char *kind = mv_same_is(node, "A_Expr") ? mv_same_string(node, "kind") : NULL;

	if (kind && (strcmp(kind, "AEXPR_OP") == 0 || strcmp(kind, "AEXPR_LIKE") == 0 || strcmp(kind, "AEXPR_ILIKE") == 0 || strcmp(kind, "AEXPR_SIMILAR") == 0))
		return mv_same_last_name(mv_same_get(node, "name"));
	return NULL;
}

bool mv_same_is_expression(const cJSON *node, const char *kind)
{
	return mv_same_is(node, "A_Expr") && mv_streq(mv_same_string(node, "kind"), kind);
}

typedef struct Membership {
	const cJSON *left, *items; /* NULL: it is none */
	bool negated;
} Membership;

/* x IN (...), x = ANY (ARRAY[...]), x <> ALL (ARRAY[...]); of one thing: x = ... */
static Membership membership_of(const cJSON *node)
{
	Membership none = { 0 }, found = { .left = mv_same_get(node, "lexpr") };
	const char *name = mv_same_is(node, "A_Expr") ? mv_same_last_name(mv_same_get(node, "name")) : NULL;
	const cJSON *array;

	if (!name)
		return none;
	found.negated = strcmp(name, "<>") == 0;
	if (mv_same_is_expression(node, "AEXPR_IN")) {
		found.items = mv_same_get(mv_same_get(node, "rexpr"), "items");
		return found;
	}
	if (!(mv_same_is_expression(node, "AEXPR_OP_ANY") && strcmp(name, "=") == 0) && !(mv_same_is_expression(node, "AEXPR_OP_ALL") && found.negated))
		return none;
	array = mv_same_array_of(mv_same_get(node, "rexpr"));
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

	if (mv_same_is_expression(node, and ? "AEXPR_BETWEEN" : "AEXPR_NOT_BETWEEN")) {
		add_half(same, terms, and ? ">=" : "<", node, 0);
		add_half(same, terms, and ? "<=" : ">", node, 1);
		return true;
	}
	/* rows are compared column by column */
	if (mv_streq(operator_of(node), and ? "=" : "<>") && mv_same_is(mv_same_get(node, "lexpr"), "RowExpr") && mv_same_is(mv_same_get(node, "rexpr"), "RowExpr")) {
		const cJSON *left = mv_same_get(mv_same_get(node, "lexpr"), "args"), *right = mv_same_get(mv_same_get(node, "rexpr"), "args");

		for (left = left ? left->child : NULL, right = right ? right->child : NULL; left && right; left = left->next, right = right->next)
			*VEC_PUSH(same->arena, terms) = (Term){ .operator = and ? "=" : "<>", .left = left, .right = right };
		return true;
	}
	if (!mv_same_is(node, "BoolExpr") || !mv_streq(mv_same_string(node, "boolop"), boolean))
		return false;
	cJSON_ArrayForEach(item, mv_same_get(node, "args")) {
		if (depth > SAME_DEEPEST || !add_terms(same, terms, item, boolean, depth + 1))
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

bool mv_same_boolean(Same *same, const cJSON *a, const cJSON *b, const char *boolean, Tri *result)
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

bool mv_same_membership(Same *same, const cJSON *a, const cJSON *b, Tri *result)
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

Tri mv_same_operators(Same *same, const cJSON *a, const cJSON *b)
{
	Tri sides = mv_tri_and(mv_same_node(same, mv_same_get(a, "lexpr"), mv_same_get(b, "lexpr")),
			       mv_same_node(same, mv_same_get(a, "rexpr"), mv_same_get(b, "rexpr")));

	if (!mv_same_names(mv_same_get(a, "name"), mv_same_get(b, "name")))
		return TRI_NO;
	if ((!operator_of(a) || !operator_of(b)) && !mv_streq(mv_same_string(a, "kind"), mv_same_string(b, "kind")))
		return TRI_NO;
	return sides;
}

Tri mv_same_sublinks(Same *same, const cJSON *a, const cJSON *b)
{
	const char *left = mv_same_last_name(mv_same_get(a, "operName")), *right = mv_same_last_name(mv_same_get(b, "operName"));
	const cJSON *first = mv_same_get(a, "subselect"), *second = mv_same_get(b, "subselect");

	if (!mv_streq(mv_same_string(a, "subLinkType"), mv_same_string(b, "subLinkType")) || !mv_streq(left ? left : "=", right ? right : "=") ||
	    !mv_same_is(first, "SelectStmt") || !mv_same_is(second, "SelectStmt"))
		return TRI_NO;
	return mv_tri_and(mv_same_node(same, mv_same_get(a, "testexpr"), mv_same_get(b, "testexpr")), mv_same_select(same, first->child, second->child, false));
}
