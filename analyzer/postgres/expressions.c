/* expressions.c: expressions of the raw parse tree, copied. */
#include "lower.h"

#include "nodes/nodeFuncs.h"

/*
 * Trees can be as deep as the text is long (a || b || c || ...). Below this
 * depth an expression is only known to be there: nothing is concluded from it.
 */
enum { DEEPEST = 1000 };

static Expression *new_expression(const Lower *lower, ExprKind kind, const Node *node)
{
	Expression *expression = MV_NEW(lower->arena, Expression);
	int location = exprLocation(node);

	expression->kind = kind;
	if (location >= 0)
		expression->span = mv_pg_token_span(lower, location);
	return expression;
}

/* ---- children ---- */

static void reserve_args(const Lower *lower, Expression *expression, uint32_t count)
{
	expression->args = MV_NEW_ARRAY(lower->arena, Expression *, count ? count : 1);
}

static void append(Expression *expression, Expression *arg)
{
	expression->args[expression->arg_count++] = arg;
	/* the leftmost token of all */
	if (arg->span.end && (!expression->span.end || arg->span.start < expression->span.start))
		expression->span.start = arg->span.start;
	if (arg->span.end > expression->span.end)
		expression->span.end = arg->span.end;
}

static void add_arg(Lower *lower, Expression *expression, const Node *node)
{
	Expression *arg = node ? mv_pg_expression(lower, node) : NULL;

	if (arg)
		append(expression, arg);
}

static void add_list(Lower *lower, Expression *expression, const List *list)
{
	const ListCell *cell;

	foreach(cell, list)
		add_arg(lower, expression, lfirst(cell));
}

static Expression *with_args(Lower *lower, ExprKind kind, const Node *node, const Node *first, const Node *second)
{
	Expression *expression = new_expression(lower, kind, node);

	reserve_args(lower, expression, 2);
	add_arg(lower, expression, first);
	add_arg(lower, expression, second);
	return expression;
}

static Expression *with_list(Lower *lower, ExprKind kind, const Node *node, const List *list)
{
	Expression *expression = new_expression(lower, kind, node);

	reserve_args(lower, expression, (uint32_t)list_length(list));
	add_list(lower, expression, list);
	return expression;
}

/* ---- leaves ---- */

static const char *int_text(Arena *arena, int number)
{
	char digits[12];
	size_t at = sizeof digits;
	unsigned left = number < 0 ? 0u - (unsigned)number : (unsigned)number;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (number < 0)
		digits[--at] = '-';
	return mv_arena_strndup(arena, digits + at, sizeof digits - at);
}

static Expression *constant(const Lower *lower, const A_Const *node)
{
	Expression *expression = new_expression(lower, node->isnull ? EXPR_NULL : EXPR_CONSTANT, (const Node *)node);

	if (node->isnull)
		return expression;
	switch ((int)nodeTag(&node->val)) {
	case T_Integer:
		expression->name = "int";
		expression->text = int_text(lower->arena, node->val.ival.ival);
		break;
	case T_Float:
		expression->name = "float";
		expression->text = mv_arena_strdup(lower->arena, node->val.fval.fval);
		break;
	case T_Boolean:
		expression->name = "bool";
		expression->text = node->val.boolval.boolval ? "true" : "false";
		break;
	case T_String:
		expression->name = "string";
		expression->text = mv_arena_strdup(lower->arena, node->val.sval.sval);
		break;
	case T_BitString:
		expression->name = "bit";
		expression->text = mv_arena_strdup(lower->arena, node->val.bsval.bsval);
		break;
	default:
		expression->kind = EXPR_PARAM;
		break;
	}
	return expression;
}

/* The last name is the column, what stands before it table and schema. */
static Expression *column(const Lower *lower, const ColumnRef *node)
{
	Expression *expression = new_expression(lower, EXPR_COLUMN, (const Node *)node);
	int count = list_length(node->fields);

	for (int i = 0; i < count; i++) {
		const Node *field = list_nth(node->fields, i);
		const char *name = IsA(field, String) ? strVal(field) : "*";

		if (IsA(field, String) && mv_pg_is_placeholder(lower, name))
			expression->kind = EXPR_PARAM;
		/* plpgsql: variable, record.field */
		if (i == 0 && lower->variables && IsA(field, String) && count <= 2 && mv_map_get(lower->variables, name))
			expression->kind = EXPR_PARAM;
		name = mv_arena_strdup(lower->arena, name);
		if (i == count - 1)
			expression->name = name;
		else if (i == count - 2)
			expression->qualifier = name;
		else if (i == count - 3)
			expression->schema = name;
	}
	return expression;
}

static Expression *value_function(const Lower *lower, const SQLValueFunction *node)
{
	/* CURRENT_TIMESTAMP is now(); the others have functions of their own name */
	static const char *const names[] = {
		[SVFOP_CURRENT_DATE] = "current_date",
		[SVFOP_CURRENT_TIME] = "current_time",
		[SVFOP_CURRENT_TIME_N] = "current_time",
		[SVFOP_CURRENT_TIMESTAMP] = "now",
		[SVFOP_CURRENT_TIMESTAMP_N] = "now",
		[SVFOP_LOCALTIME] = "localtime",
		[SVFOP_LOCALTIME_N] = "localtime",
		[SVFOP_LOCALTIMESTAMP] = "localtimestamp",
		[SVFOP_LOCALTIMESTAMP_N] = "localtimestamp",
		[SVFOP_CURRENT_ROLE] = "current_role",
		[SVFOP_CURRENT_USER] = "current_user",
		[SVFOP_USER] = "user",
		[SVFOP_SESSION_USER] = "session_user",
		[SVFOP_CURRENT_CATALOG] = "current_catalog",
		[SVFOP_CURRENT_SCHEMA] = "current_schema",
	};
	Expression *expression = new_expression(lower, EXPR_FUNCTION, (const Node *)node);

	expression->name = names[node->op];
	return expression;
}

/* ---- calls and operators ---- */

static void set_qualified(const Lower *lower, Expression *expression, const List *names)
{
	int count = list_length(names);

	if (count > 0)
		expression->name = mv_arena_strdup(lower->arena, strVal(list_nth(names, count - 1)));
	if (count > 1)
		expression->schema = mv_arena_strdup(lower->arena, strVal(list_nth(names, count - 2)));
}

static Expression *call(Lower *lower, const FuncCall *node)
{
	Expression *expression = new_expression(lower, EXPR_FUNCTION, (const Node *)node);

	set_qualified(lower, expression, node->funcname);
	expression->distinct_or_star = node->agg_star || node->agg_distinct || node->over || node->agg_filter ||
				       node->agg_within_group;
	reserve_args(lower, expression, (uint32_t)list_length(node->args) + 1);
	add_list(lower, expression, node->args);
	add_arg(lower, expression, node->agg_filter);
	return expression;
}

static Expression *in_list(Lower *lower, const A_Expr *node)
{
	Expression *expression = new_expression(lower, EXPR_IN, (const Node *)node);
	const List *values = IsA(node->rexpr, List) ? (const List *)node->rexpr : NIL;

	expression->negated = strcmp(strVal(linitial(node->name)), "<>") == 0;
	reserve_args(lower, expression, (uint32_t)list_length(values) + 2);
	add_arg(lower, expression, node->lexpr);
	if (values)
		add_list(lower, expression, values);
	else
		add_arg(lower, expression, node->rexpr);
	return expression;
}

static Expression *between(Lower *lower, const A_Expr *node, bool negated)
{
	Expression *expression = new_expression(lower, EXPR_BETWEEN, (const Node *)node);

	expression->negated = negated;
	reserve_args(lower, expression, 3);
	add_arg(lower, expression, node->lexpr);
	if (node->rexpr && IsA(node->rexpr, List))
		add_list(lower, expression, (const List *)node->rexpr);
	return expression;
}

static Expression *operator(Lower *lower, const A_Expr *node, const char *name)
{
	Expression *expression = with_args(lower, EXPR_OPERATOR, (const Node *)node, node->lexpr, node->rexpr);

	set_qualified(lower, expression, node->name);
	if (name)
		expression->name = name;
	return expression;
}

static Expression *a_expr(Lower *lower, const A_Expr *node)
{
	Expression *expression;

	switch (node->kind) {
	case AEXPR_OP:
	case AEXPR_LIKE:
	case AEXPR_ILIKE:
	case AEXPR_SIMILAR:
		return operator(lower, node, NULL);
	case AEXPR_OP_ANY:
		expression = operator(lower, node, NULL);
		expression->qualifier = "any";
		return expression;
	case AEXPR_OP_ALL:
		expression = operator(lower, node, NULL);
		expression->qualifier = "all";
		return expression;
	case AEXPR_DISTINCT:
		return operator(lower, node, "is distinct from");
	case AEXPR_NOT_DISTINCT:
		return operator(lower, node, "is not distinct from");
	case AEXPR_NULLIF:
		expression = with_args(lower, EXPR_COALESCE, (const Node *)node, node->lexpr, node->rexpr);
		expression->name = "nullif";
		return expression;
	case AEXPR_IN:
		return in_list(lower, node);
	case AEXPR_BETWEEN:
	case AEXPR_BETWEEN_SYM:
		return between(lower, node, false);
	case AEXPR_NOT_BETWEEN:
	case AEXPR_NOT_BETWEEN_SYM:
		return between(lower, node, true);
	}
	return NULL;
}

static Expression *boolean(Lower *lower, const BoolExpr *node)
{
	ExprKind kind = node->boolop == AND_EXPR ? EXPR_AND : node->boolop == OR_EXPR ? EXPR_OR : EXPR_NOT;

	return with_list(lower, kind, (const Node *)node, node->args);
}

/* ---- the rest ---- */

static Expression *subquery(Lower *lower, const SubLink *node)
{
	Expression *expression = new_expression(lower, EXPR_SUBQUERY, (const Node *)node);

	expression->name = node->subLinkType == EXISTS_SUBLINK ? "exists" : node->subLinkType == ANY_SUBLINK ? "in" :
			   node->subLinkType == ARRAY_SUBLINK ? "array" : node->subLinkType == ALL_SUBLINK ? "all" : "scalar";
	reserve_args(lower, expression, 1);
	add_arg(lower, expression, node->testexpr);
	expression->query = mv_pg_query(lower, node->subselect);
	return expression;
}

static Expression *case_when(Lower *lower, const CaseExpr *node)
{
	Expression *expression = new_expression(lower, EXPR_CASE, (const Node *)node);
	const ListCell *cell;

	reserve_args(lower, expression, (uint32_t)list_length(node->args) * 2 + 2);
	add_arg(lower, expression, (const Node *)node->arg);
	foreach(cell, node->args) {
		const CaseWhen *when = lfirst_node(CaseWhen, cell);

		add_arg(lower, expression, (const Node *)when->expr);
		add_arg(lower, expression, (const Node *)when->result);
	}
	add_arg(lower, expression, (const Node *)node->defresult);
	return expression;
}

static Expression *boolean_test(Lower *lower, const BooleanTest *node)
{
	static const char *const names[] = {
		[IS_TRUE] = "is true",   [IS_NOT_TRUE] = "is not true", [IS_FALSE] = "is false",
		[IS_NOT_FALSE] = "is not false", [IS_UNKNOWN] = "is unknown", [IS_NOT_UNKNOWN] = "is not unknown",
	};
	Expression *expression = with_args(lower, EXPR_BOOL_TEST, (const Node *)node, (const Node *)node->arg, NULL);

	expression->name = names[node->booltesttype];
	return expression;
}

static Expression *named(Expression *expression, const char *name)
{
	expression->name = name;
	return expression;
}

/* What a node that is not modelled holds inside. */
typedef struct Inside {
	Lower *lower;
	VEC(Expression *) found;
} Inside;

static bool collect(Node *node, void *data)
{
	Inside *inside = data;
	Expression *expression;

	if (!node)
		return false;
	if (IsA(node, List))
		return raw_expression_tree_walker(node, collect, data);
	expression = mv_pg_expression(inside->lower, node);
	if (expression)
		*VEC_PUSH(inside->lower->arena, &inside->found) = expression;
	return false;
}

/* The walker raises an error on nodes that it does not know, so only those that it does come here. */
static Expression *other(Lower *lower, const Node *node, const char *name, bool walk)
{
	Expression *expression = new_expression(lower, EXPR_OTHER, node);
	Inside inside = { .lower = lower };

	expression->name = name;
	if (walk)
		raw_expression_tree_walker((Node *)node, collect, &inside);
	reserve_args(lower, expression, inside.found.count);
	for (uint32_t i = 0; i < inside.found.count; i++)
		append(expression, inside.found.items[i]);
	return expression;
}

static Expression *copy(Lower *lower, const Node *node)
{
	Expression *expression;

	switch ((int)nodeTag(node)) {
	case T_A_Const:
		return constant(lower, (const A_Const *)node);
	case T_ColumnRef:
		return column(lower, (const ColumnRef *)node);
	case T_ParamRef:
		return new_expression(lower, EXPR_PARAM, node);
	case T_SQLValueFunction:
		return value_function(lower, (const SQLValueFunction *)node);
	case T_FuncCall:
		return call(lower, (const FuncCall *)node);
	case T_A_Expr:
		return a_expr(lower, (const A_Expr *)node);
	case T_BoolExpr:
		return boolean(lower, (const BoolExpr *)node);
	case T_NullTest:
		return with_args(lower, ((const NullTest *)node)->nulltesttype == IS_NULL ? EXPR_IS_NULL : EXPR_IS_NOT_NULL,
				 node, (const Node *)((const NullTest *)node)->arg, NULL);
	case T_BooleanTest:
		return boolean_test(lower, (const BooleanTest *)node);
	case T_TypeCast:
		expression = with_args(lower, EXPR_CAST, node, ((const TypeCast *)node)->arg, NULL);
		expression->type = mv_pg_type(lower, ((const TypeCast *)node)->typeName);
		return expression;
	case T_CollateClause:
		expression = with_args(lower, EXPR_COLLATE, node, ((const CollateClause *)node)->arg, NULL);
		set_qualified(lower, expression, ((const CollateClause *)node)->collname);
		return expression;
	case T_CaseExpr:
		return case_when(lower, (const CaseExpr *)node);
	case T_CoalesceExpr:
		return named(with_list(lower, EXPR_COALESCE, node, ((const CoalesceExpr *)node)->args), "coalesce");
	case T_MinMaxExpr:
		return named(with_list(lower, EXPR_COALESCE, node, ((const MinMaxExpr *)node)->args),
			     ((const MinMaxExpr *)node)->op == IS_GREATEST ? "greatest" : "least");
	case T_A_ArrayExpr:
		return with_list(lower, EXPR_ARRAY, node, ((const A_ArrayExpr *)node)->elements);
	case T_RowExpr:
		return with_list(lower, EXPR_ROW, node, ((const RowExpr *)node)->args);
	case T_List:
		return with_list(lower, EXPR_ROW, node, (const List *)node);
	case T_SubLink:
		return subquery(lower, (const SubLink *)node);
	case T_SetToDefault:
		return other(lower, node, "default", false);
	case T_A_Indirection:
		return other(lower, node, "indirection", true);
	case T_A_Indices:
		return other(lower, node, "subscript", true);
	case T_NamedArgExpr:
		return other(lower, node, "named argument", true);
	case T_GroupingFunc:
		return other(lower, node, "grouping", true);
	case T_XmlExpr:
	case T_XmlSerialize:
		return other(lower, node, "xml", true);
	case T_JsonObjectConstructor:
	case T_JsonArrayConstructor:
	case T_JsonParseExpr:
	case T_JsonScalarExpr:
	case T_JsonSerializeExpr:
	case T_JsonIsPredicate:
	case T_JsonFuncExpr:
	case T_JsonValueExpr:
	case T_JsonKeyValue:
		return other(lower, node, "json", true);
	case T_JsonFormat:
	case T_JsonOutput:
	case T_JsonReturning:
		return NULL;
	case T_ResTarget:
		return mv_pg_expression(lower, ((const ResTarget *)node)->val);
	case T_String:
	case T_A_Star:
		return NULL; /* names inside of indirections */
	default:
		return other(lower, node, "expression", false);
	}
}

Expression *mv_pg_expression(Lower *lower, const Node *node)
{
	Expression *expression;

	if (!node)
		return NULL;
	if (lower->expression_depth >= DEEPEST)
		return other(lower, node, "too deep", false);
	lower->expression_depth++;
	expression = copy(lower, node);
	lower->expression_depth--;
	return expression;
}
