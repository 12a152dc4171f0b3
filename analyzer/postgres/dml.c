/* dml.c: statements on data: INSERT, UPDATE, DELETE, MERGE, SELECT, COPY, CALL. */
#include "lower.h"

#include "catalog/pg_class.h"
#include "nodes/nodeFuncs.h"

static Dml *new_dml(Lower *lower, ChangeKind kind, Span span, Change **change)
{
	Dml *dml = MV_NEW(lower->arena, Dml);

	*change = mv_pg_change(lower, kind, span);
	(*change)->as.dml = dml;
	return dml;
}

static void set_table(Lower *lower, Change *change, Dml *dml, const RangeVar *relation)
{
	if (!relation)
		return;
	dml->table = mv_pg_range_var(lower, relation);
	if (relation->alias)
		dml->alias = mv_arena_strdup(lower->arena, relation->alias->aliasname);
	if (dml->table.span.end)
		change->subject = dml->table.span;
}

/* ---- is a WHERE bounded to a batch? ---- */

static bool is_constant(const Node *node)
{
	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	return node && (IsA(node, A_Const) || IsA(node, ParamRef));
}

static bool all_constants(const Node *node)
{
	const ListCell *cell;

	if (!node || !IsA(node, List))
		return false;
	foreach(cell, (const List *)node) {
		if (!is_constant(lfirst(cell)))
			return false;
	}
	return true;
}

static bool has_limit(const Node *select)
{
	return select && IsA(select, SelectStmt) && ((const SelectStmt *)select)->limitCount;
}

/* Columns that many rows share a value of: status = 'new' is no batch. */
static bool is_shared(const Node *node)
{
	static const char *const names[] = { "status", "state", "type", "kind", "active", "enabled", "deleted" };
	const Node *last = node && IsA(node, ColumnRef) ? llast(((const ColumnRef *)node)->fields) : NULL;
	Str column = last && IsA(last, String) ? mv_str(strVal(last)) : STR("");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		Str name = mv_str(names[i]);

		if (mv_str_ends(column, name) && (column.len == name.len || column.ptr[column.len - name.len - 1] == '_'))
			return true;
	}
	return false;
}

static bool is_boolean(const Node *node)
{
	return node && IsA(node, A_Const) && !((const A_Const *)node)->isnull && IsA(&((const A_Const *)node)->val, Boolean);
}

/* id = 5, id IN (1, 2), ctid IN (SELECT ... LIMIT 1000), id BETWEEN 1 AND 1000, and ANDs with one of them. */
static bool is_bounded(const Node *where)
{
	const ListCell *cell;

	if (!where)
		return false;
	if (IsA(where, BoolExpr) && ((const BoolExpr *)where)->boolop == AND_EXPR) {
		foreach(cell, ((const BoolExpr *)where)->args) {
			if (is_bounded(lfirst(cell)))
				return true;
		}
		return false;
	}
	if (IsA(where, SubLink))
		return ((const SubLink *)where)->subLinkType == ANY_SUBLINK && has_limit(((const SubLink *)where)->subselect);
	if (IsA(where, A_Expr)) {
		const A_Expr *test = (const A_Expr *)where;
		const char *name = strVal(llast(test->name));

		if (is_shared(test->lexpr) || is_shared(test->rexpr) || is_boolean(test->lexpr) || is_boolean(test->rexpr))
			return false;
		if (test->kind == AEXPR_IN)
			return strcmp(name, "=") == 0 && all_constants(test->rexpr);
		if (test->kind == AEXPR_BETWEEN)
			return all_constants(test->rexpr);
		if (test->kind == AEXPR_OP && strcmp(name, "=") == 0)
			return (test->lexpr && IsA(test->lexpr, ColumnRef) && is_constant(test->rexpr)) ||
			       (test->rexpr && IsA(test->rexpr, ColumnRef) && is_constant(test->lexpr)) ||
			       (test->rexpr && IsA(test->rexpr, SubLink) && has_limit(((const SubLink *)test->rexpr)->subselect));
	}
	return false;
}

/* ---- CTEs that write ---- */

static void lower_ctes(Lower *lower, const WithClause *with, Span span)
{
	const ListCell *cell;

	foreach(cell, with ? with->ctes : NIL) {
		const Node *query = lfirst_node(CommonTableExpr, cell)->ctequery;

		if (!IsA(query, SelectStmt))
			mv_pg_lower_dml(lower, query, span);
	}
}

static void set_where(Lower *lower, Dml *dml, const Node *where)
{
	dml->has_where = where != NULL;
	dml->where = mv_pg_expression(lower, where);
	dml->bounded = is_bounded(where);
}

/* ---- what is written ---- */

/* A seed file has thousands of rows: what is wrong with them is wrong with the first ones. */
enum { MOST_ROWS = 50 };

static void add_value(Lower *lower, Dml *dml, const Node *node)
{
	const Expression *value = mv_pg_expression(lower, node);

	*VEC_PUSH(lower->arena, &dml->values) = value;
}

static void set_inserted(Lower *lower, Dml *dml, const SelectStmt *select)
{
	const ListCell *cell, *value;

	if (select->valuesLists) {
		dml->row_width = (uint32_t)list_length(linitial_node(List, select->valuesLists));
		foreach(cell, select->valuesLists) {
			const List *row = lfirst_node(List, cell);

			/* rows of different lengths are refused for that */
			if (foreach_current_index(cell) == MOST_ROWS || (uint32_t)list_length(row) != dml->row_width)
				return;
			foreach(value, row)
				add_value(lower, dml, lfirst(value));
		}
		return;
	}
	if (select->op != SETOP_NONE)
		return;
	foreach(cell, select->targetList) {
		const Node *output = lfirst_node(ResTarget, cell)->val;

		/* a star, or (row).* */
		if (output && IsA(output, ColumnRef) && IsA(llast(((const ColumnRef *)output)->fields), A_Star))
			return;
		if (output && IsA(output, A_Indirection) && IsA(llast(((const A_Indirection *)output)->indirection), A_Star))
			return;
	}
	dml->row_width = (uint32_t)list_length(select->targetList);
	foreach(cell, select->targetList)
		add_value(lower, dml, lfirst_node(ResTarget, cell)->val);
}

/* ---- statements ---- */

static void lower_insert(Lower *lower, const InsertStmt *stmt, Span span)
{
	const SelectStmt *select = (const SelectStmt *)stmt->selectStmt;
	Change *change;
	Dml *dml;
	const ListCell *cell;
	SelectStmt source;

	lower_ctes(lower, stmt->withClause, span);
	dml = new_dml(lower, CHANGE_INSERT, span, &change);
	set_table(lower, change, dml, stmt->relation);
	foreach(cell, stmt->cols) {
		const ResTarget *target = lfirst_node(ResTarget, cell);

		*VEC_PUSH(lower->arena, &dml->columns) = mv_pg_ident(lower, target->name, target->location);
		dml->writes_parts = dml->writes_parts || target->indirection != NIL;
	}
	dml->on_conflict = stmt->onConflictClause != NULL;
	if (select && stmt->withClause && !select->withClause) {
		/* WITH d AS (...) INSERT ... SELECT FROM d: no relation is called d */
		source = *select;
		source.withClause = stmt->withClause;
		select = &source;
	}
	if (!select) {
		dml->row_count = 1; /* DEFAULT VALUES */
	} else if (select->valuesLists) {
		dml->row_count = (uint32_t)list_length(select->valuesLists);
		dml->bounded = true;
		/* a seed file has thousands of rows of constants: only what reads something is of interest */
		dml->query = mv_pg_query(lower, (const Node *)select);
	} else {
		dml->from_query = true;
		dml->query = mv_pg_query(lower, (const Node *)select);
		dml->bounded = select->limitCount != NULL || !select->fromClause;
		dml->has_where = select->whereClause != NULL;
	}
	if (select)
		set_inserted(lower, dml, select);
	dml->overrides_identity = stmt->override != OVERRIDING_NOT_SET;
	dml->calls_functions = dml->query && dml->query->functions.count > 0;
}

static void lower_update(Lower *lower, const UpdateStmt *stmt, Span span)
{
	Change *change;
	Dml *dml;
	const ListCell *cell;

	lower_ctes(lower, stmt->withClause, span);
	dml = new_dml(lower, CHANGE_UPDATE, span, &change);
	set_table(lower, change, dml, stmt->relation);
	foreach(cell, stmt->targetList) {
		const ResTarget *target = lfirst_node(ResTarget, cell);

		*VEC_PUSH(lower->arena, &dml->columns) = mv_pg_ident(lower, target->name, target->location);
		add_value(lower, dml, target->val);
		dml->writes_parts = dml->writes_parts || target->indirection != NIL;
	}
	dml->row_width = dml->columns.count;
	set_where(lower, dml, stmt->whereClause);
	dml->from_query = stmt->fromClause != NIL;
	dml->query = mv_pg_query(lower, (const Node *)stmt);
	dml->calls_functions = dml->query->functions.count > 0;
}

static void lower_delete(Lower *lower, const DeleteStmt *stmt, Span span)
{
	Change *change;
	Dml *dml;

	lower_ctes(lower, stmt->withClause, span);
	dml = new_dml(lower, CHANGE_DELETE, span, &change);
	set_table(lower, change, dml, stmt->relation);
	set_where(lower, dml, stmt->whereClause);
	dml->from_query = stmt->usingClause != NIL;
	dml->query = mv_pg_query(lower, (const Node *)stmt);
	dml->calls_functions = dml->query->functions.count > 0;
}

static void lower_merge(Lower *lower, const MergeStmt *stmt, Span span)
{
	Change *change;
	Dml *dml;

	lower_ctes(lower, stmt->withClause, span);
	dml = new_dml(lower, CHANGE_MERGE, span, &change);
	set_table(lower, change, dml, stmt->relation);
	dml->has_where = true;
	dml->from_query = true;
	dml->query = mv_pg_query(lower, (const Node *)stmt);
}

/* ---- SELECT ---- */

/* The only call of a select list without FROM, or NULL. */
static const FuncCall *single_call(const SelectStmt *select)
{
	const Node *value;

	if (select->op != SETOP_NONE || select->fromClause || list_length(select->targetList) != 1)
		return NULL;
	value = linitial_node(ResTarget, select->targetList)->val;
	return value && IsA(value, FuncCall) ? (const FuncCall *)value : NULL;
}

static const char *text_of(const Lower *lower, const Node *node)
{
	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	if (!node || !IsA(node, A_Const) || ((const A_Const *)node)->isnull || nodeTag(&((const A_Const *)node)->val) != T_String)
		return NULL;
	return mv_arena_strdup(lower->arena, ((const A_Const *)node)->val.sval.sval);
}

static bool is_true(const Node *node)
{
	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	if (!node || !IsA(node, A_Const))
		return false;
	if (nodeTag(&((const A_Const *)node)->val) == T_Boolean)
		return ((const A_Const *)node)->val.boolval.boolval;
	return nodeTag(&((const A_Const *)node)->val) == T_String && ((const A_Const *)node)->val.sval.sval[0] == 't';
}

/* "a, \"B\"" of search_path as its names. */
static void split_names(const Lower *lower, Variable *variable, const char *text)
{
	while (*text) {
		const char *end;

		while (*text == ' ' || *text == ',')
			text++;
		if (*text == '"') {
			end = strchr(text + 1, '"');
			if (!end)
				return;
			*VEC_PUSH(lower->arena, &variable->values) = mv_arena_strndup(lower->arena, text + 1, (size_t)(end - text - 1));
			text = end + 1;
			continue;
		}
		end = text + strcspn(text, " ,");
		if (end > text)
			*VEC_PUSH(lower->arena, &variable->values) = mv_arena_strndup(lower->arena, text, (size_t)(end - text));
		text = end;
	}
}

/* SELECT [pg_catalog.]set_config('name', 'value', is_local) is SET. */
static bool lower_set_config(Lower *lower, const FuncCall *call, Span span)
{
	const char *name, *value;
	Variable *variable;

	if (strcmp(strVal(llast(call->funcname)), "set_config") != 0 || list_length(call->args) != 3)
		return false;
	name = text_of(lower, linitial(call->args));
	value = text_of(lower, lsecond(call->args));
	if (!name)
		return false;
	variable = MV_NEW(lower->arena, Variable);
	variable->name = name;
	variable->local = is_true(lthird(call->args));
	variable->unknown_value = value == NULL;
	if (value && strcmp(name, "search_path") == 0) {
		split_names(lower, variable, value);
		if (!variable->values.count) /* '' is an empty path, not the default */
			*VEC_PUSH(lower->arena, &variable->values) = "";
	} else if (value) {
		*VEC_PUSH(lower->arena, &variable->values) = value;
	}
	mv_pg_change(lower, CHANGE_SET_VARIABLE, span)->as.variable = variable;
	return true;
}

static void lower_select_into(Lower *lower, const SelectStmt *select, Span span)
{
	const SelectStmt *leaf = select;
	CreateTableAs *create = MV_NEW(lower->arena, CreateTableAs);
	const RangeVar *target;
	Change *change;

	while (leaf->op != SETOP_NONE && leaf->larg)
		leaf = leaf->larg;
	target = leaf->intoClause->rel;
	create->name = mv_pg_range_var(lower, target);
	create->persistence = target->relpersistence == RELPERSISTENCE_TEMP ? PERSISTENCE_TEMPORARY :
			      target->relpersistence == RELPERSISTENCE_UNLOGGED ? PERSISTENCE_UNLOGGED : PERSISTENCE_PERMANENT;
	create->query = mv_pg_query(lower, (const Node *)select);
	change = mv_pg_change(lower, CHANGE_CREATE_TABLE_AS, span);
	change->as.table_as = create;
	if (create->name.span.end)
		change->subject = create->name.span;
}

static const SelectStmt *leftmost(const SelectStmt *select)
{
	while (select->op != SETOP_NONE && select->larg)
		select = select->larg;
	return select;
}

static void lower_select(Lower *lower, const SelectStmt *select, Span span)
{
	const FuncCall *call = single_call(select);
	Change *change;
	Dml *dml;

	lower_ctes(lower, select->withClause, span);
	if (call && lower_set_config(lower, call, span))
		return;
	if (leftmost(select)->intoClause) {
		lower_select_into(lower, select, span);
		return;
	}
	dml = new_dml(lower, CHANGE_SELECT, span, &change);
	dml->query = mv_pg_query(lower, (const Node *)select);
	dml->has_where = dml->query->has_where;
	dml->bounded = dml->query->has_limit;
	dml->calls_functions = dml->query->functions.count > 0;
	if (dml->query->relations.count == 1)
		dml->table = dml->query->relations.items[0].name;
}

/* ---- COPY, CALL, EXPLAIN ---- */

static void lower_copy(Lower *lower, const CopyStmt *stmt, Span span)
{
	Change *change;
	Dml *dml = new_dml(lower, CHANGE_COPY, span, &change);
	const ListCell *cell;

	set_table(lower, change, dml, stmt->relation);
	foreach(cell, stmt->attlist)
		*VEC_PUSH(lower->arena, &dml->columns) = mv_pg_ident(lower, strVal(lfirst(cell)), -1);
	dml->copy_to = !stmt->is_from;
	dml->copy_from_program = stmt->is_program;
	dml->from_stdin = stmt->is_from && !stmt->filename;
	if (stmt->query)
		dml->query = mv_pg_query(lower, stmt->query);
	dml->has_where = stmt->whereClause != NULL;
}

static void lower_call(Lower *lower, const CallStmt *stmt, Span span)
{
	Change *change;
	Dml *dml = new_dml(lower, CHANGE_SELECT, span, &change);
	QueryInfo *query = MV_NEW(lower->arena, QueryInfo);
	Expression *call = mv_pg_expression(lower, (const Node *)stmt->funccall);

	if (call)
		*VEC_PUSH(lower->arena, &query->functions) = call;
	dml->query = query;
	dml->calls_functions = true;
}

/* EXPLAIN ANALYZE does what it explains. */
static bool analyzes(const ExplainStmt *stmt)
{
	const ListCell *cell;

	foreach(cell, stmt->options) {
		const DefElem *option = lfirst_node(DefElem, cell);

		if (strcmp(option->defname, "analyze") == 0)
			return !option->arg || (IsA(option->arg, String) && strcmp(strVal(option->arg), "false") != 0 &&
						strcmp(strVal(option->arg), "off") != 0);
	}
	return false;
}

bool mv_pg_lower_dml(Lower *lower, const Node *node, Span span)
{
	switch ((int)nodeTag(node)) {
	case T_InsertStmt:
		lower_insert(lower, (const InsertStmt *)node, span);
		return true;
	case T_UpdateStmt:
		lower_update(lower, (const UpdateStmt *)node, span);
		return true;
	case T_DeleteStmt:
		lower_delete(lower, (const DeleteStmt *)node, span);
		return true;
	case T_MergeStmt:
		lower_merge(lower, (const MergeStmt *)node, span);
		return true;
	case T_SelectStmt:
		lower_select(lower, (const SelectStmt *)node, span);
		return true;
	case T_CopyStmt:
		lower_copy(lower, (const CopyStmt *)node, span);
		return true;
	case T_CallStmt:
		lower_call(lower, (const CallStmt *)node, span);
		return true;
	case T_ExplainStmt:
		if (analyzes((const ExplainStmt *)node))
			mv_pg_lower(lower, ((const ExplainStmt *)node)->query, span);
		return true;
	default:
		return false;
	}
}
