/* same_query.c: two queries, clause by clause. */
#include "same.h"

#include <string.h>

static const cJSON *field(const cJSON *body, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(body, name);
}

static const char *string(const cJSON *body, const char *name)
{
	return cJSON_GetStringValue(field(body, name));
}

/* ---- FROM ---- */

static const Table *table_of(const Same *same, int side, const cJSON *range)
{
	const QName name = { .schema = mv_same_string(range, "schemaname"), .name = mv_same_string(range, "relname") };

	/* a relation is always qualified; what is not is a CTE */
	return name.schema ? mv_schema_table(same->schema[side], &name) : NULL;
}

static const char *alias_of(const cJSON *item)
{
	const char *alias = string(mv_same_get(item, "alias"), "aliasname");
	const cJSON *functions, *call;

	if (alias || mv_same_is(item, "JoinExpr"))
		return alias;
	if (mv_same_is(item, "RangeVar"))
		return mv_same_string(item, "relname");
	functions = mv_same_is(item, "RangeFunction") ? mv_same_get(item, "functions") : NULL;
	call = functions && functions->child ? cJSON_GetArrayItem(mv_same_get(functions->child, "items"), 0) : NULL;
	return mv_same_is(call, "FuncCall") ? mv_same_last_name(mv_same_get(call, "funcname")) : NULL;
}

/* The server names all columns where somebody named some. */
static bool same_column_aliases(const cJSON *a, const cJSON *b)
{
	const cJSON *left = field(mv_same_get(a, "alias"), "colnames"), *right = field(mv_same_get(b, "alias"), "colnames");

	for (left = left ? left->child : NULL, right = right ? right->child : NULL; left && right; left = left->next, right = right->next) {
		if (!mv_streq(mv_same_string(left, "sval"), mv_same_string(right, "sval")))
			return false;
	}
	return true;
}

static Tri same_item(Same *same, const cJSON *a, const cJSON *b);

static Tri same_joins(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = mv_same_get(a, "usingClause"), *right = mv_same_get(b, "usingClause");
	bool natural = cJSON_IsTrue(mv_same_get(a, "isNatural")) || cJSON_IsTrue(mv_same_get(b, "isNatural"));
	Tri result = mv_streq(mv_same_string(a, "jointype"), mv_same_string(b, "jointype")) ? TRI_YES : TRI_NO;
	const cJSON *one = left ? left->child : NULL, *other = right ? right->child : NULL;

	result = mv_tri_and(result, same_item(same, mv_same_get(a, "larg"), mv_same_get(b, "larg")));
	result = mv_tri_and(result, same_item(same, mv_same_get(a, "rarg"), mv_same_get(b, "rarg")));
	if (result == TRI_NO)
		return result;
	/* the columns that a natural join has follow from both sides */
	if (!natural) {
		for (; one && other; one = one->next, other = other->next) {
			if (!mv_streq(mv_same_string(one, "sval"), mv_same_string(other, "sval")))
				return TRI_NO;
		}
		if (one || other)
			return TRI_NO;
	}
	/* CROSS JOIN is stored as a join ON true */
	left = mv_same_get(a, "quals");
	right = mv_same_get(b, "quals");
	if (!left != !right)
		return mv_same_get(left ? left : right, "boolval") ? result : TRI_NO;
	return left ? mv_tri_and(result, mv_same_node(same, left, right)) : result;
}

static Tri same_item(Same *same, const cJSON *a, const cJSON *b)
{
	SameItem item = { .name = { alias_of(a), alias_of(b) } };
	Tri result = TRI_NO;

	if (!mv_streq(mv_same_kind(a), mv_same_kind(b)) || !same_column_aliases(a, b))
		return TRI_NO;
	if (mv_same_is(a, "RangeVar")) {
		const char *left = mv_same_string(a, "schemaname"), *right = mv_same_string(b, "schemaname");

		item.table[0] = table_of(same, 0, a);
		item.table[1] = table_of(same, 1, b);
		result = mv_streq(mv_same_string(a, "relname"), mv_same_string(b, "relname")) && (!left || !right || strcmp(left, right) == 0) ? TRI_YES : TRI_NO;
	} else if (mv_same_is(a, "JoinExpr")) {
		result = same_joins(same, a, b);
	} else if (mv_same_is(a, "RangeSubselect")) {
		const cJSON *left = mv_same_get(a, "subquery"), *right = mv_same_get(b, "subquery");

		result = mv_same_is(left, "SelectStmt") && mv_same_is(right, "SelectStmt") ? mv_same_select(same, left->child, right->child, true) : TRI_NO;
	} else if (mv_same_is(a, "RangeFunction")) {
		result = mv_tri_and(mv_same_list(same, mv_same_get(a, "functions"), mv_same_get(b, "functions")),
				    cJSON_IsTrue(mv_same_get(a, "ordinality")) == cJSON_IsTrue(mv_same_get(b, "ordinality")) ? TRI_YES : TRI_NO);
	} else {
		result = cJSON_Compare(a, b, true) ? TRI_YES : TRI_UNKNOWN;
	}
	if (item.name[0] && item.name[1])
		*VEC_PUSH(same->arena, &same->items) = item;
	return result;
}

static Tri same_from(Same *same, const cJSON *a, const cJSON *b)
{
	Tri result = cJSON_GetArraySize(a) == cJSON_GetArraySize(b) ? TRI_YES : TRI_NO;

	for (a = a ? a->child : NULL, b = b ? b->child : NULL; result != TRI_NO && a && b; a = a->next, b = b->next)
		result = mv_tri_and(result, same_item(same, a, b));
	return result;
}

/* ---- outputs ---- */

/* What an output is called; NULL: not told here. */
static const char *output_name(const cJSON *target)
{
	const char *name = mv_same_string(target, "name");
	const cJSON *value = mv_same_get(target, "val");

	if (name || !mv_same_is(value, "ColumnRef"))
		return name;
	return mv_same_last_name(mv_same_get(value, "fields"));
}

static Tri same_outputs(Same *same, const cJSON *a, const cJSON *b, bool named)
{
	const cJSON *left = a ? a->child : NULL, *right = b ? b->child : NULL;
	Tri result = TRI_YES;

	/* a star that was not expanded stands for what is not known */
	if (cJSON_GetArraySize(a) != cJSON_GetArraySize(b)) {
		const cJSON *item;

		cJSON_ArrayForEach(item, a) {
			const cJSON *fields = mv_same_get(mv_same_get(item, "val"), "fields");

			if (fields && mv_same_is(cJSON_GetArrayItem(fields, cJSON_GetArraySize(fields) - 1), "A_Star"))
				return TRI_UNKNOWN;
		}
		return TRI_NO;
	}
	for (; left && right && result != TRI_NO; left = left->next, right = right->next) {
		const char *first = output_name(left), *second = output_name(right);

		if (named && first && second && strcmp(first, second) != 0)
			return TRI_NO;
		result = mv_tri_and(result, mv_same_node(same, mv_same_get(left, "val"), mv_same_get(right, "val")));
	}
	return result;
}

/* ---- ORDER BY, GROUP BY, DISTINCT ON: by number, by name of an output, or by expression ---- */

static bool is_column(const Same *same, int side, const char *name)
{
	for (uint32_t i = 0; i < same->items.count; i++) {
		const Table *table = same->items.items[i].table[side];

		if (table && mv_table_column(table, name))
			return true;
	}
	return false;
}

static const cJSON *meant(const Same *same, int side, const cJSON *select, const cJSON *node, bool columns_first)
{
	const cJSON *targets = field(select, "targetList"), *target, *number = mv_same_is(node, "A_Const") ? field(mv_same_get(node, "ival"), "ival") : NULL;
	const cJSON *fields = mv_same_is(node, "ColumnRef") ? mv_same_get(node, "fields") : NULL;
	const char *name = cJSON_GetArraySize(fields) == 1 ? mv_same_last_name(fields) : NULL;

	if (number && number->valueint > 0 && number->valueint <= cJSON_GetArraySize(targets))
		return mv_same_get(cJSON_GetArrayItem(targets, number->valueint - 1), "val");
	if (!name || (columns_first && is_column(same, side, name)))
		return node;
	cJSON_ArrayForEach(target, targets) {
		if (mv_streq(output_name(target), name))
			return mv_same_get(target, "val");
	}
	return node;
}

static Tri same_groups(Same *same, const cJSON *a, const cJSON *b, const char *clause)
{
	const cJSON *left = field(a, clause), *right = field(b, clause);
	Tri result = cJSON_GetArraySize(left) == cJSON_GetArraySize(right) ? TRI_YES : TRI_NO;

	for (left = left ? left->child : NULL, right = right ? right->child : NULL; result != TRI_NO && left && right; left = left->next, right = right->next)
		result = mv_tri_and(result, mv_same_node(same, meant(same, 0, a, left, true), meant(same, 1, b, right, true)));
	return result;
}

static bool descends(const cJSON *sort)
{
	return mv_streq(mv_same_string(sort, "sortby_dir"), "SORTBY_DESC");
}

static bool nulls_first(const cJSON *sort)
{
	const char *nulls = mv_same_string(sort, "sortby_nulls");

	return mv_streq(nulls, "SORTBY_NULLS_DEFAULT") ? descends(sort) : mv_streq(nulls, "SORTBY_NULLS_FIRST");
}

/* Of a UNION: the number of the output that is meant, or 0. */
static int position_of(const cJSON *select, const cJSON *node)
{
	const cJSON *number = mv_same_is(node, "A_Const") ? field(mv_same_get(node, "ival"), "ival") : NULL, *target;
	const char *name = mv_same_is(node, "ColumnRef") ? mv_same_last_name(mv_same_get(node, "fields")) : NULL;
	int position = 0;

	if (number)
		return number->valueint;
	while (field(select, "larg"))
		select = field(select, "larg");
	cJSON_ArrayForEach(target, field(select, "targetList")) {
		position++;
		if (name && mv_streq(output_name(target), name))
			return position;
	}
	return 0;
}

static Tri same_sorting(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = field(a, "sortClause"), *right = field(b, "sortClause");
	bool united = field(a, "larg") != NULL;
	Tri result = cJSON_GetArraySize(left) == cJSON_GetArraySize(right) ? TRI_YES : TRI_NO;

	for (left = left ? left->child : NULL, right = right ? right->child : NULL; result != TRI_NO && left && right; left = left->next, right = right->next) {
		const cJSON *first = mv_same_get(left, "node"), *second = mv_same_get(right, "node");
		int before = united ? position_of(a, first) : 0, after = united ? position_of(b, second) : 0;

		if (descends(left) != descends(right) || nulls_first(left) != nulls_first(right) ||
		    !mv_streq(mv_same_last_name(mv_same_get(left, "useOp")), mv_same_last_name(mv_same_get(right, "useOp"))))
			return TRI_NO;
		if (before || after)
			result = mv_tri_and(result, before == after ? TRI_YES : before && after ? TRI_NO : TRI_UNKNOWN);
		else
			result = mv_tri_and(result, mv_same_node(same, meant(same, 0, a, first, false), meant(same, 1, b, second, false)));
	}
	return result;
}

/* ---- the whole ---- */

static Tri same_with(Same *same, const cJSON *a, const cJSON *b)
{
	const cJSON *left = field(a, "ctes"), *right = field(b, "ctes");
	Tri result = cJSON_GetArraySize(left) == cJSON_GetArraySize(right) && cJSON_IsTrue(field(a, "recursive")) == cJSON_IsTrue(field(b, "recursive")) ? TRI_YES : TRI_NO;

	for (left = left ? left->child : NULL, right = right ? right->child : NULL; result != TRI_NO && left && right; left = left->next, right = right->next) {
		const cJSON *first = mv_same_get(left, "ctequery"), *second = mv_same_get(right, "ctequery");
		bool aliases = mv_same_get(left, "aliascolnames") || mv_same_get(right, "aliascolnames");

		if (!mv_streq(mv_same_string(left, "ctename"), mv_same_string(right, "ctename")) ||
		    !mv_streq(mv_same_string(left, "ctematerialized"), mv_same_string(right, "ctematerialized")))
			return TRI_NO;
		if (mv_same_is(first, "SelectStmt") && mv_same_is(second, "SelectStmt"))
			result = mv_tri_and(result, mv_same_select(same, first->child, second->child, !aliases));
		else
			result = mv_tri_and(result, mv_same_node(same, first, second));
	}
	return result;
}

static Tri same_clause(Same *same, const cJSON *a, const cJSON *b, const char *clause)
{
	const cJSON *left = field(a, clause), *right = field(b, clause);

	if (!left || !right)
		return !left && !right ? TRI_YES : TRI_NO;
	return cJSON_IsArray(left) ? mv_same_list(same, left, right) : mv_same_node(same, left, right);
}

static Tri same_single(Same *same, const cJSON *a, const cJSON *b, bool named)
{
	static const char *const clauses[] = { "whereClause", "havingClause", "windowClause", "limitOffset", "limitCount", "lockingClause", "valuesLists" };
	Tri result = same_from(same, field(a, "fromClause"), field(b, "fromClause"));

	if (result != TRI_NO)
		result = mv_tri_and(result, same_outputs(same, field(a, "targetList"), field(b, "targetList"), named));
	for (size_t i = 0; result != TRI_NO && i < sizeof clauses / sizeof *clauses; i++)
		result = mv_tri_and(result, same_clause(same, a, b, clauses[i]));
	if (result != TRI_NO)
		result = mv_tri_and(result, same_groups(same, a, b, "groupClause"));
	if (result != TRI_NO)
		result = mv_tri_and(result, same_groups(same, a, b, "distinctClause"));
	return result;
}

Tri mv_same_select(Same *same, const cJSON *a, const cJSON *b, bool named)
{
	uint32_t items = same->items.count;
	const cJSON *left = field(a, "larg"), *right = field(b, "larg");
	Tri result = same_with(same, field(a, "withClause"), field(b, "withClause"));

	if (!mv_streq(string(a, "op"), string(b, "op")) || cJSON_IsTrue(field(a, "all")) != cJSON_IsTrue(field(b, "all")) ||
	    !mv_streq(string(a, "limitOption"), string(b, "limitOption")))
		result = TRI_NO;
	if (result != TRI_NO && left && right) {
		result = mv_tri_and(result, mv_same_select(same, left, right, named));
		result = result == TRI_NO ? result : mv_tri_and(result, mv_same_select(same, field(a, "rarg"), field(b, "rarg"), false));
		result = mv_tri_and(result, mv_tri_and(same_clause(same, a, b, "limitOffset"), same_clause(same, a, b, "limitCount")));
	} else if (result != TRI_NO) {
		result = mv_tri_and(result, same_single(same, a, b, named));
	}
	if (result != TRI_NO)
		result = mv_tri_and(result, same_sorting(same, a, b));
	same->items.count = items;
	return result;
}
