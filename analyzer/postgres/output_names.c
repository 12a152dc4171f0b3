/* output_names.c: what a column of a result is called: PostgreSQL's FigureColname (parser/parse_target.c). */
#include "lower.h"

#include "nodes/nodeFuncs.h"

/* How sure the name is: one that casts and CASE replace, or one that stays. */
typedef enum Strength { NAME_NONE, NAME_WEAK, NAME_STRONG } Strength;

enum { DEEPEST = 500 };

static Strength name_of(const Node *node, const char **name, unsigned depth);

static Strength strong(const char **name, const char *text)
{
	*name = text;
	return text ? NAME_STRONG : NAME_NONE;
}

static const char *last_string(const List *list)
{
	const char *text = NULL;
	const ListCell *cell;

	foreach(cell, list) {
		if (IsA(lfirst(cell), String))
			text = strVal(lfirst(cell));
	}
	return text;
}

/* Of its only column, which has a name whatever it is. */
static Strength subselect_name(const Node *node, const char **name, unsigned depth)
{
	const SelectStmt *select = (const SelectStmt *)node;
	const ResTarget *target;
	const char *found = "?column?";

	if (!node || !IsA(node, SelectStmt))
		return NAME_NONE;
	while (select->op != SETOP_NONE && select->larg)
		select = select->larg;
	if (select->valuesLists)
		return strong(name, "column1");
	target = select->targetList ? linitial_node(ResTarget, select->targetList) : NULL;
	if (!target)
		return NAME_NONE;
	if (target->name)
		return strong(name, target->name);
	if (target->val && IsA(target->val, ColumnRef) && IsA(llast(((const ColumnRef *)target->val)->fields), A_Star))
		return NAME_NONE;
	name_of(target->val, &found, depth + 1);
	return strong(name, found);
}

static Strength sublink_name(const SubLink *link, const char **name, unsigned depth)
{
	switch ((int)link->subLinkType) {
	case EXISTS_SUBLINK:
		return strong(name, "exists");
	case ARRAY_SUBLINK:
		return strong(name, "array");
	case EXPR_SUBLINK:
		return subselect_name(link->subselect, name, depth);
	}
	return NAME_NONE;
}

static const char *value_function_name(const SQLValueFunction *function)
{
	static const char *const names[] = {
		[SVFOP_CURRENT_DATE] = "current_date",
		[SVFOP_CURRENT_TIME] = "current_time",
		[SVFOP_CURRENT_TIME_N] = "current_time",
		[SVFOP_CURRENT_TIMESTAMP] = "current_timestamp",
		[SVFOP_CURRENT_TIMESTAMP_N] = "current_timestamp",
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

	return names[function->op];
}

static const char *xml_name(const XmlExpr *xml)
{
	switch ((int)xml->op) {
	case IS_XMLCONCAT:
		return "xmlconcat";
	case IS_XMLELEMENT:
		return "xmlelement";
	case IS_XMLFOREST:
		return "xmlforest";
	case IS_XMLPARSE:
		return "xmlparse";
	case IS_XMLPI:
		return "xmlpi";
	case IS_XMLROOT:
		return "xmlroot";
	case IS_XMLSERIALIZE:
		return "xmlserialize";
	}
	return NULL;
}

static const char *json_function_name(const JsonFuncExpr *json)
{
	switch ((int)json->op) {
	case JSON_EXISTS_OP:
		return "json_exists";
	case JSON_QUERY_OP:
		return "json_query";
	case JSON_VALUE_OP:
		return "json_value";
	}
	return NULL;
}

static Strength name_of(const Node *node, const char **name, unsigned depth)
{
	Strength strength;

	if (!node || depth > DEEPEST)
		return NAME_NONE;
	switch ((int)nodeTag(node)) {
	case T_ColumnRef:
		return strong(name, last_string(((const ColumnRef *)node)->fields));
	case T_A_Indirection:
		if (last_string(((const A_Indirection *)node)->indirection))
			return strong(name, last_string(((const A_Indirection *)node)->indirection));
		return name_of(((const A_Indirection *)node)->arg, name, depth + 1);
	case T_FuncCall:
		return strong(name, strVal(llast(((const FuncCall *)node)->funcname)));
	case T_A_Expr:
		return ((const A_Expr *)node)->kind == AEXPR_NULLIF ? strong(name, "nullif") : NAME_NONE;
	case T_TypeCast:
		strength = name_of(((const TypeCast *)node)->arg, name, depth + 1);
		if (strength == NAME_STRONG || !((const TypeCast *)node)->typeName->names)
			return strength;
		*name = strVal(llast(((const TypeCast *)node)->typeName->names));
		return NAME_WEAK;
	case T_CollateClause:
		return name_of(((const CollateClause *)node)->arg, name, depth + 1);
	case T_GroupingFunc:
		return strong(name, "grouping");
	case T_SubLink:
		return sublink_name((const SubLink *)node, name, depth);
	case T_CaseExpr:
		strength = name_of((const Node *)((const CaseExpr *)node)->defresult, name, depth + 1);
		if (strength == NAME_STRONG)
			return strength;
		*name = "case";
		return NAME_WEAK;
	case T_A_ArrayExpr:
		return strong(name, "array");
	case T_RowExpr:
		return strong(name, "row");
	case T_CoalesceExpr:
		return strong(name, "coalesce");
	case T_MinMaxExpr:
		return strong(name, ((const MinMaxExpr *)node)->op == IS_GREATEST ? "greatest" : "least");
	case T_SQLValueFunction:
		return strong(name, value_function_name((const SQLValueFunction *)node));
	case T_XmlExpr:
		return strong(name, xml_name((const XmlExpr *)node));
	case T_XmlSerialize:
		return strong(name, "xmlserialize");
	case T_JsonParseExpr:
		return strong(name, "json");
	case T_JsonScalarExpr:
		return strong(name, "json_scalar");
	case T_JsonSerializeExpr:
		return strong(name, "json_serialize");
	case T_JsonObjectConstructor:
		return strong(name, "json_object");
	case T_JsonArrayConstructor:
	case T_JsonArrayQueryConstructor:
		return strong(name, "json_array");
	case T_JsonObjectAgg:
		return strong(name, "json_objectagg");
	case T_JsonArrayAgg:
		return strong(name, "json_arrayagg");
	case T_JsonFuncExpr:
		return strong(name, json_function_name((const JsonFuncExpr *)node));
	}
	return NAME_NONE;
}

const char *mv_pg_output_name(const ResTarget *target)
{
	const char *name = "?column?";

	if (target->name)
		return target->name;
	if (target->val && IsA(target->val, ColumnRef) && IsA(llast(((const ColumnRef *)target->val)->fields), A_Star))
		return "*";
	name_of(target->val, &name, 0);
	return name;
}
