/*
 * code.c: the SQL that the server keeps in parsed form, as text with holes.
 *
 * The raw tree is copied; in the copy each name that may be an object's is
 * replaced by a mark, and what can be called in FROM is noted; then the parser
 * library writes the copy out again. So every clause of the grammar is held,
 * and the text has one form however it was written.
 */
#include "lower.h"

#include "nodes/nodeFuncs.h"
#include "nodes/makefuncs.h"
#include "postgres_deparse.h"
#include "lib/stringinfo.h"

/* Recursion here and in the library that writes the text; what is deeper has no code. */
enum { DEEPEST = 500 };

/* CTEs in force. */
typedef struct Cte {
	const char *name;
	CodeQuery *query;
	const List *columns; /* aliases */
	bool filling; /* its query is being read */
	struct Cte *outer;
} Cte;

typedef struct Coder {
	Lower *lower;
	Code *code;
	CodeQuery *query; /* whose scope the present node is in; NULL: of one relation */
	Cte *ctes;
	unsigned depth;
} Coder;

static bool visit(Node *node, void *data);

static void visit_list(Coder *coder, List *list)
{
	visit((Node *)list, coder);
}

/* ---- holes ---- */

static CodeHole *add_hole(Coder *coder, CodeHoleKind kind, const char *schema, const char *name)
{
	CodeHole *hole = VEC_PUSH(coder->lower->arena, &coder->code->holes);

	*hole = (CodeHole){ .kind = kind, .partner = MV_NO_HOLE, .schema = mv_pg_copy(coder->lower, schema), .name = mv_pg_copy(coder->lower, name),
			    .query = coder->query };
	return hole;
}

/* What stands in the text for the hole made last; in the parser's memory. */
static char *mark(const Coder *coder)
{
	return psprintf("%c%u%c", MV_HOLE_BYTE, (unsigned)coder->code->holes.count - 1, MV_HOLE_BYTE);
}

static uint32_t last_hole(const Coder *coder)
{
	return coder->code->holes.count - 1;
}

static void column_hole(Coder *coder, ColumnRef *column)
{
	int count = list_length(column->fields);
	const Node *last = llast(column->fields);
	bool star = IsA(last, A_Star);
	CodeHole *hole;

	/* t.* inside of an expression: the name of the item, with the star kept */
	if (star)
		count--;
	for (int i = 0; i < count; i++) {
		const char *name = strVal(list_nth(column->fields, i));

		if (mv_pg_is_placeholder(coder->lower, name)) {
			coder->code->incomplete = true;
			return;
		}
	}
	if (count < 1 || count > 3)
		return;
	hole = add_hole(coder, HOLE_COLUMN, count > 2 ? strVal(list_nth(column->fields, count - 3)) : NULL,
			strVal(list_nth(column->fields, count - 1)));
	if (count > 1)
		hole->qualifier = mv_pg_copy(coder->lower, strVal(list_nth(column->fields, count - 2)));
	hole->item_only = star;
	column->fields = star ? list_make2(makeString(mark(coder)), (Node *)last) : list_make1(makeString(mark(coder)));
}

static void function_hole(Coder *coder, FuncCall *call)
{
	int count = list_length(call->funcname);
	const char *schema = count > 1 ? strVal(list_nth(call->funcname, count - 2)) : NULL;
	CodeHole *hole;

	/* SQL's own syntax (EXTRACT, OVERLAY, ...) gives names in pg_catalog */
	if (count > 2 || (schema && strcmp(schema, "pg_catalog") == 0) || call->funcformat == COERCE_SQL_SYNTAX)
		return;
	hole = add_hole(coder, HOLE_FUNCTION, schema, strVal(llast(call->funcname)));
	hole->arguments = (uint32_t)list_length(call->args);
	call->funcname = list_make1(makeString(mark(coder)));
}

/* A string constant that names a relation, perhaps qualified and quoted, as regclass reads it. */
static void text_hole(Coder *coder, A_Const *constant)
{
	const char *text;
	Token name, dot, second;
	size_t length;

	if (constant->isnull || !IsA(&constant->val, String))
		return;
	text = constant->val.sval.sval;
	length = strlen(text);
	name = mv_pg_next_token(text, length, 0);
	dot = mv_pg_next_token(text, length, name.end);
	second = mv_pg_next_token(text, length, dot.end);
	if ((name.kind != TOKEN_WORD && name.kind != TOKEN_QUOTED) || (dot.kind != TOKEN_END && text[dot.start] != '.'))
		return;
	if (dot.kind == TOKEN_END)
		add_hole(coder, HOLE_TEXT, NULL, mv_pg_unquote(coder->lower, text, name));
	else
		add_hole(coder, HOLE_TEXT, mv_pg_unquote(coder->lower, text, name),
			 mv_pg_unquote(coder->lower, text, second));
	constant->val.sval.sval = mark(coder);
}

static void type_hole(Coder *coder, TypeName *type)
{
	int count = list_length(type->names);
	const char *schema = count > 1 ? strVal(list_nth(type->names, count - 2)) : NULL;

	if (!count || count > 2 || type->pct_type || (schema && strcmp(schema, "pg_catalog") == 0))
		return;
	add_hole(coder, HOLE_TYPE, schema, strVal(llast(type->names)));
	type->names = list_make1(makeString(mark(coder)));
}

static void constant_hole(Coder *coder, Node *node, uint32_t partner)
{
	A_Const *constant = (A_Const *)node;

	if (!node || !IsA(node, A_Const) || constant->isnull || !IsA(&constant->val, String))
		return;
	add_hole(coder, HOLE_CONSTANT, NULL, constant->val.sval.sval)->partner = partner;
	constant->val.sval.sval = mark(coder);
}

/* The constants that an operator compares with a column: the other side, or the elements of a list or array there. */
static void compared_constants(Coder *coder, Node *side, uint32_t partner)
{
	const List *list = !side ? NIL : IsA(side, List) ? (const List *)side :
			   IsA(side, A_ArrayExpr) ? ((const A_ArrayExpr *)side)->elements : NIL;
	const ListCell *cell;

	constant_hole(coder, side, partner);
	foreach(cell, list)
		constant_hole(coder, lfirst(cell), partner);
}

static bool is_regclass(const TypeName *type)
{
	return type && type->names && strcmp(strVal(llast(type->names)), "regclass") == 0 && !type->arrayBounds;
}

static bool takes_regclass(const FuncCall *call)
{
	const char *name = strVal(llast(call->funcname));

	return call->args && (strcmp(name, "nextval") == 0 || strcmp(name, "currval") == 0 || strcmp(name, "setval") == 0);
}

/* ---- FROM ---- */

static void add_names(const Coder *coder, CodeItem *item, const List *names)
{
	const ListCell *cell;

	foreach(cell, names) {
		if (IsA(lfirst(cell), String))
			*VEC_PUSH(coder->lower->arena, &item->columns) = mv_pg_copy(coder->lower, strVal(lfirst(cell)));
	}
}

/* The new item's number; its pointer does not outlive the next one. */
static uint32_t add_item(Coder *coder, CodeItemKind kind, const Alias *alias, const char *name)
{
	CodeItem *item = VEC_PUSH(coder->lower->arena, &coder->query->items);

	*item = (CodeItem){ .kind = kind, .has_alias = alias != NULL, .hole = MV_NO_HOLE,
			    .name = mv_pg_copy(coder->lower, alias ? alias->aliasname : name) };
	if (alias)
		add_names(coder, item, alias->colnames);
	return coder->query->items.count - 1;
}

static Cte *find_cte(const Coder *coder, const RangeVar *relation)
{
	for (Cte *cte = coder->ctes; cte && !relation->schemaname; cte = cte->outer) {
		if (strcmp(cte->name, relation->relname) == 0)
			return cte;
	}
	return NULL;
}

static uint32_t add_relation(Coder *coder, RangeVar *relation, bool may_be_cte)
{
	Cte *cte = may_be_cte ? find_cte(coder, relation) : NULL;
	uint32_t number = add_item(coder, cte ? ITEM_CTE : ITEM_RELATION, relation->alias, relation->relname);
	CodeItem *item = &coder->query->items.items[number];

	if (cte) {
		item->query = cte->query;
		cte->query->recursive |= cte->filling;
		if (!item->columns.count)
			add_names(coder, item, cte->columns);
		return number;
	}
	if (mv_pg_is_placeholder(coder->lower, relation->relname)) {
		coder->code->incomplete = true;
		return number;
	}
	add_hole(coder, HOLE_RELATION, relation->schemaname, relation->relname);
	item->hole = last_hole(coder);
	relation->catalogname = relation->schemaname = NULL;
	relation->relname = mark(coder);
	return number;
}

static CodeQuery *add_query(Coder *coder, const CodeQuery *outer)
{
	CodeQuery *query = MV_NEW(coder->lower->arena, CodeQuery);

	query->outer = outer;
	query->target = MV_NO_HOLE;
	query->number = coder->code->queries.count;
	*VEC_PUSH(coder->lower->arena, &coder->code->queries) = query;
	return query;
}

static void fill_query(Coder *coder, CodeQuery *query, Node *node);

static CodeQuery *sub_query(Coder *coder, const CodeQuery *outer, Node *node)
{
	CodeQuery *query = add_query(coder, outer);

	fill_query(coder, query, node);
	return query;
}

static uint32_t add_from(Coder *coder, Node *node);

/* Functions in FROM see what stands before them, with or without LATERAL. */
static uint32_t add_function(Coder *coder, RangeFunction *function)
{
	const Node *call = function->functions ? linitial(linitial_node(List, function->functions)) : NULL;
	const char *name = call && IsA(call, FuncCall) ? strVal(llast(((const FuncCall *)call)->funcname)) : NULL;
	uint32_t number = add_item(coder, ITEM_FUNCTION, function->alias, name);
	const List *columns = function->coldeflist;
	const ListCell *cell;

	foreach(cell, function->functions) {
		const List *one = lfirst_node(List, cell);

		visit(linitial(one), coder);
		if (!columns && list_length(one) > 1 && list_length(function->functions) == 1)
			columns = lsecond_node(List, one);
		visit(lsecond(one), coder);
	}
	visit_list(coder, function->coldeflist);
	coder->query->items.items[number].whole_row = !columns && !coder->query->items.items[number].columns.count;
	foreach(cell, columns)
		*VEC_PUSH(coder->lower->arena, &coder->query->items.items[number].columns) =
			mv_pg_copy(coder->lower, lfirst_node(ColumnDef, cell)->colname);
	return number;
}

static uint32_t add_table_function(Coder *coder, RangeTableFunc *function)
{
	uint32_t number = add_item(coder, ITEM_FUNCTION, function->alias, "xmltable");
	const ListCell *cell;

	raw_expression_tree_walker((Node *)function, visit, coder);
	foreach(cell, function->columns)
		*VEC_PUSH(coder->lower->arena, &coder->query->items.items[number].columns) =
			mv_pg_copy(coder->lower, lfirst_node(RangeTableFuncCol, cell)->colname);
	return number;
}

static void add_using(Coder *coder, JoinExpr *join, uint32_t number)
{
	ListCell *cell;

	foreach(cell, join->usingClause) {
		const char *name = mv_pg_copy(coder->lower, strVal(lfirst(cell)));

		*VEC_PUSH(coder->lower->arena, &coder->query->items.items[number].merged) = name;
		add_hole(coder, HOLE_USING, NULL, name)->item = number;
		lfirst(cell) = makeString(mark(coder));
	}
}

static uint32_t add_join(Coder *coder, JoinExpr *join)
{
	uint32_t first = coder->query->items.count;
	uint32_t left = add_from(coder, join->larg), right = add_from(coder, join->rarg);
	uint32_t number = add_item(coder, ITEM_JOIN, join->alias, NULL);
	CodeItem *item = &coder->query->items.items[number];

	item->left = left;
	item->right = right;
	item->natural = join->isNatural;
	for (uint32_t i = first; join->alias && i < number; i++)
		coder->query->items.items[i].hidden = true;
	add_using(coder, join, number);
	visit(join->quals, coder);
	return number;
}

static uint32_t add_from(Coder *coder, Node *node)
{
	uint32_t number;

	if (coder->depth >= DEEPEST) {
		coder->code->incomplete = true;
		return add_item(coder, ITEM_FUNCTION, NULL, NULL);
	}
	coder->depth++;
	switch ((int)nodeTag(node)) {
	case T_RangeVar:
		number = add_relation(coder, (RangeVar *)node, true);
		break;
	case T_RangeSubselect: {
		RangeSubselect *subselect = (RangeSubselect *)node;
		const CodeQuery *query = sub_query(coder, subselect->lateral ? coder->query : coder->query->outer,
						   subselect->subquery);

		number = add_item(coder, ITEM_QUERY, subselect->alias, NULL);
		coder->query->items.items[number].query = query;
		break;
	}
	case T_RangeFunction:
		number = add_function(coder, (RangeFunction *)node);
		break;
	case T_RangeTableFunc:
		number = add_table_function(coder, (RangeTableFunc *)node);
		break;
	case T_RangeTableSample:
		number = add_from(coder, ((RangeTableSample *)node)->relation);
		visit_list(coder, ((RangeTableSample *)node)->args);
		visit(((RangeTableSample *)node)->repeatable, coder);
		break;
	case T_JoinExpr:
		number = add_join(coder, (JoinExpr *)node);
		break;
	case T_JsonTable:
		number = add_item(coder, ITEM_FUNCTION, ((JsonTable *)node)->alias, "json_table");
		coder->query->items.items[number].whole_row = true;
		raw_expression_tree_walker(node, visit, coder);
		break;
	default:
		number = add_item(coder, ITEM_FUNCTION, NULL, NULL);
		coder->code->incomplete = true;
		break;
	}
	coder->depth--;
	return number;
}

static void add_from_list(Coder *coder, List *list)
{
	ListCell *cell;

	foreach(cell, list) {
		uint32_t number = add_from(coder, lfirst(cell));

		*VEC_PUSH(coder->lower->arena, &coder->query->from) = number;
	}
}

/* ---- queries ---- */

static void add_output(Coder *coder, ResTarget *target)
{
	CodeQuery *query = coder->query;
	CodeOutput *output = VEC_PUSH(coder->lower->arena, &query->outputs);
	ColumnRef *column = target->val && IsA(target->val, ColumnRef) ? (ColumnRef *)target->val : NULL;
	const char *name = mv_pg_output_name(target);

	*output = (CodeOutput){ .name = mv_pg_copy(coder->lower, name), .hole = MV_NO_HOLE };
	if (column && IsA(llast(column->fields), A_Star)) {
		int count = list_length(column->fields);
		CodeHole *hole;

		output->name = NULL;
		hole = add_hole(coder, HOLE_STAR, count > 2 ? strVal(list_nth(column->fields, count - 3)) : NULL, NULL);
		hole->qualifier = count > 1 ? mv_pg_copy(coder->lower, strVal(list_nth(column->fields, count - 2))) : NULL;
		column->fields = list_make1(makeString(mark(coder)));
		query->outputs.items[query->outputs.count - 1].hole = last_hole(coder);
		return;
	}
	/* what it is called shall not depend on what it will be called */
	if (!target->name && strcmp(name, "?column?") != 0)
		target->name = pstrdup(name);
	if (!column)
		output->expression = mv_pg_expression(coder->lower, target->val);
	if (target->val && IsA(target->val, SubLink) && ((SubLink *)target->val)->subLinkType == EXPR_SUBLINK) {
		const CodeQuery *value = sub_query(coder, query, ((SubLink *)target->val)->subselect);

		query->outputs.items[query->outputs.count - 1].query = value;
		return;
	}
	visit(target->val, coder);
	if (column && list_length(column->fields) == 1 && IsA(linitial(column->fields), String) &&
	    strVal(linitial(column->fields))[0] == MV_HOLE_BYTE)
		query->outputs.items[query->outputs.count - 1].hole = last_hole(coder);
}

static void add_outputs(Coder *coder, List *targets)
{
	ListCell *cell;

	foreach(cell, targets)
		add_output(coder, lfirst_node(ResTarget, cell));
}

static void visit_sort(Coder *coder, List *clause)
{
	ListCell *cell;

	foreach(cell, clause) {
		SortBy *sort = lfirst_node(SortBy, cell);
		bool bare = sort->node && IsA(sort->node, ColumnRef) && list_length(((ColumnRef *)sort->node)->fields) == 1;

		visit(sort->node, coder);
		if (bare && coder->code->holes.count)
			coder->code->holes.items[last_hole(coder)].sorts = true;
	}
}

/* The column's type is that of its first constant where all rows have such a constant, or NULL. */
static Node *value_of_column(const SelectStmt *select, int column)
{
	Node *first = NULL;
	ListCell *cell;

	foreach(cell, select->valuesLists) {
		List *row = lfirst_node(List, cell);
		Node *value = column < list_length(row) ? list_nth(row, column) : NULL;

		if (!value || !IsA(value, A_Const) || (!((A_Const *)value)->isnull && IsA(&((A_Const *)value)->val, Float)))
			return list_length(select->valuesLists) == 1 ? value : NULL;
		if (((A_Const *)value)->isnull)
			continue;
		if (first && nodeTag(&((A_Const *)first)->val) != nodeTag(&((A_Const *)value)->val))
			return NULL;
		first = first ? first : value;
	}
	return first;
}

static void fill_values(Coder *coder, SelectStmt *select)
{
	int width = list_length(linitial_node(List, select->valuesLists));

	for (int i = 0; i < width; i++) {
		Node *value = value_of_column(select, i);

		*VEC_PUSH(coder->lower->arena, &coder->query->outputs) =
			(CodeOutput){ .name = mv_arena_format(coder->lower->arena, "column%d", i + 1),
				      .hole = MV_NO_HOLE,
				      .expression = value ? mv_pg_expression(coder->lower, value) : NULL };
	}
	visit_list(coder, select->valuesLists);
}

/* What may name the outputs of its query as well as columns. */
static void visit_groups(Coder *coder, List *list)
{
	uint32_t before = coder->code->holes.count;

	visit_list(coder, list);
	for (uint32_t i = before; i < coder->code->holes.count; i++)
		coder->code->holes.items[i].may_be_output = coder->code->holes.items[i].query == coder->query;
}

static void fill_select(Coder *coder, SelectStmt *select)
{
	CodeQuery *query = coder->query;

	if (select->op != SETOP_NONE) {
		query->first = sub_query(coder, query->outer, (Node *)select->larg);
		query->second = sub_query(coder, query->outer, (Node *)select->rarg);
	} else if (select->valuesLists) {
		fill_values(coder, select);
	} else {
		add_from_list(coder, select->fromClause);
		add_outputs(coder, select->targetList);
		visit_groups(coder, select->distinctClause);
		visit(select->whereClause, coder);
		visit_groups(coder, select->groupClause);
		visit(select->havingClause, coder);
		visit_list(coder, select->windowClause);
	}
	visit_sort(coder, select->sortClause);
	visit(select->limitOffset, coder);
	visit(select->limitCount, coder);
}

/* What INSERT, UPDATE and DELETE write to is an item, too. */
static void set_target(Coder *coder, RangeVar *relation)
{
	coder->query->target = add_relation(coder, relation, false);
	*VEC_PUSH(coder->lower->arena, &coder->query->from) = coder->query->target;
}

static void visit_targets(Coder *coder, List *targets)
{
	ListCell *cell;

	foreach(cell, targets) {
		ResTarget *target = lfirst_node(ResTarget, cell);

		if (target->name) {
			add_hole(coder, HOLE_TARGET, NULL, target->name);
			target->name = mark(coder);
		}
		visit_list(coder, target->indirection);
		visit(target->val, coder);
	}
}

static void fill_insert(Coder *coder, InsertStmt *insert)
{
	CodeQuery *query = coder->query;
	OnConflictClause *conflict = insert->onConflictClause;

	set_target(coder, insert->relation);
	visit_targets(coder, insert->cols);
	if (insert->selectStmt)
		sub_query(coder, query->outer, insert->selectStmt);
	if (conflict) {
		visit((Node *)conflict->infer, coder);
		visit_targets(coder, conflict->targetList);
		visit(conflict->whereClause, coder);
	}
	if (insert->returningClause)
		add_outputs(coder, insert->returningClause->exprs);
}

static void fill_update(Coder *coder, UpdateStmt *update)
{
	set_target(coder, update->relation);
	add_from_list(coder, update->fromClause);
	visit_targets(coder, update->targetList);
	visit(update->whereClause, coder);
	if (update->returningClause)
		add_outputs(coder, update->returningClause->exprs);
}

static void fill_delete(Coder *coder, DeleteStmt *delete)
{
	set_target(coder, delete->relation);
	add_from_list(coder, delete->usingClause);
	visit(delete->whereClause, coder);
	if (delete->returningClause)
		add_outputs(coder, delete->returningClause->exprs);
}

/* A CTE is in force for those behind it and for the statement; in WITH RECURSIVE for all of them and itself. */
static void fill_with(Coder *coder, const WithClause *with)
{
	int count = list_length(with->ctes);
	Cte *ctes = MV_NEW_ARRAY(coder->lower->scratch, Cte, count);
	CodeQuery **queries = MV_NEW_ARRAY(coder->lower->scratch, CodeQuery *, count);

	for (int i = 0; i < count; i++) {
		const CommonTableExpr *cte = list_nth_node(CommonTableExpr, with->ctes, i);

		queries[i] = add_query(coder, coder->query->outer);
		queries[i]->more_outputs = cte->search_clause || cte->cycle_clause;
		ctes[i] = (Cte){ .name = mv_pg_copy(coder->lower, cte->ctename), .query = queries[i],
				 .columns = cte->aliascolnames, .outer = coder->ctes };
		if (with->recursive)
			coder->ctes = &ctes[i];
		else
			fill_query(coder, queries[i], cte->ctequery);
		coder->ctes = &ctes[i];
	}
	for (int i = 0; with->recursive && i < count; i++) {
		ctes[i].filling = true;
		fill_query(coder, queries[i], list_nth_node(CommonTableExpr, with->ctes, i)->ctequery);
		ctes[i].filling = false;
	}
}

static WithClause *with_of(const Node *node)
{
	switch ((int)nodeTag(node)) {
	case T_SelectStmt:
		return ((const SelectStmt *)node)->withClause;
	case T_InsertStmt:
		return ((const InsertStmt *)node)->withClause;
	case T_UpdateStmt:
		return ((const UpdateStmt *)node)->withClause;
	case T_DeleteStmt:
		return ((const DeleteStmt *)node)->withClause;
	}
	return NULL;
}

static void fill_query(Coder *coder, CodeQuery *query, Node *node)
{
	CodeQuery *outer_query = coder->query;
	Cte *outer_ctes = coder->ctes;

	if (coder->depth >= DEEPEST) {
		coder->code->incomplete = true;
		return;
	}
	coder->depth++;
	coder->query = query;
	if (with_of(node))
		fill_with(coder, with_of(node));
	switch ((int)nodeTag(node)) {
	case T_SelectStmt:
		fill_select(coder, (SelectStmt *)node);
		break;
	case T_InsertStmt:
		fill_insert(coder, (InsertStmt *)node);
		break;
	case T_UpdateStmt:
		fill_update(coder, (UpdateStmt *)node);
		break;
	case T_DeleteStmt:
		fill_delete(coder, (DeleteStmt *)node);
		break;
	case T_NotifyStmt: /* in rules; it names nothing */
		break;
	default: /* MERGE */
		coder->code->incomplete = true;
		break;
	}
	coder->query = outer_query;
	coder->ctes = outer_ctes;
	coder->depth--;
}

/* ---- expressions ---- */

static void visit_call(Coder *coder, FuncCall *call)
{
	if (takes_regclass(call) && IsA(linitial(call->args), A_Const))
		text_hole(coder, linitial(call->args));
	function_hole(coder, call);
	raw_expression_tree_walker((Node *)call, visit, coder);
}

static void visit_side(Coder *coder, Node *side, Node *other)
{
	uint32_t before = coder->code->holes.count;

	visit(side, coder);
	if (side && IsA(side, ColumnRef) && coder->code->holes.count > before)
		compared_constants(coder, other, last_hole(coder));
}

static void visit_cast(Coder *coder, TypeCast *cast)
{
	uint32_t before = coder->code->holes.count;

	if (is_regclass(cast->typeName) && IsA(cast->arg, A_Const)) {
		text_hole(coder, (A_Const *)cast->arg);
		return;
	}
	visit((Node *)cast->typeName, coder);
	if (coder->code->holes.count > before && coder->code->holes.items[last_hole(coder)].kind == HOLE_TYPE)
		constant_hole(coder, cast->arg, last_hole(coder));
	visit(cast->arg, coder);
}

static void visit_node(Coder *coder, Node *node)
{
	switch ((int)nodeTag(node)) {
	case T_ColumnRef:
		column_hole(coder, (ColumnRef *)node);
		break;
	case T_FuncCall:
		visit_call(coder, (FuncCall *)node);
		break;
	case T_TypeCast:
		visit_cast(coder, (TypeCast *)node);
		break;
	case T_A_Expr:
		visit_side(coder, ((A_Expr *)node)->lexpr, ((A_Expr *)node)->rexpr);
		visit_side(coder, ((A_Expr *)node)->rexpr, ((A_Expr *)node)->lexpr);
		break;
	case T_TypeName:
		type_hole(coder, (TypeName *)node);
		break;
	case T_SubLink:
		visit(((SubLink *)node)->testexpr, coder);
		sub_query(coder, coder->query, ((SubLink *)node)->subselect);
		break;
	case T_SelectStmt:
		sub_query(coder, coder->query, node);
		break;
	case T_A_Const:
	case T_ParamRef:
	case T_String:
	case T_A_Star:
	case T_Alias:
	case T_SetToDefault:
	case T_LockingClause:
	case T_RangeVar:
		break;
	default:
		raw_expression_tree_walker(node, visit, coder);
		break;
	}
}

static bool visit(Node *node, void *data)
{
	Coder *coder = data;

	if (!node)
		return false;
	if (coder->depth >= DEEPEST) {
		coder->code->incomplete = true;
		return false;
	}
	coder->depth++;
	visit_node(coder, node);
	coder->depth--;
	return false;
}

/* ---- text ---- */

static const char *write_text(const Lower *lower, Node *statement)
{
	RawStmt raw = { .type = T_RawStmt, .stmt = statement };
	StringInfoData text;

	initStringInfo(&text);
	deparseRawStmt(&text, &raw);
	return mv_arena_strdup(lower->arena, text.data);
}

/* SELECT with the expression as its only output. */
static const char *expression_text(const Lower *lower, Node *expression)
{
	static const char select_word[] = "SELECT ";
	SelectStmt *select = makeNode(SelectStmt);
	ResTarget *target = makeNode(ResTarget);
	const char *text;

	target->val = expression;
	select->targetList = list_make1(target);
	text = write_text(lower, (Node *)select);
	return strncmp(text, select_word, sizeof select_word - 1) == 0 ? text + sizeof select_word - 1 : NULL;
}

/* The library raises errors by longjmp: what is changed in between is volatile or behind pointers. */
static Code *make_code(Lower *lower, const Node *node, bool is_query)
{
	Code *code = MV_NEW(lower->arena, Code);
	Coder coder = { .lower = lower, .code = code };
	MemoryContext context = CurrentMemoryContext;

	PG_TRY();
	{
		Node *tree = copyObjectImpl(node);

		if (is_query)
			sub_query(&coder, NULL, tree);
		else if (IsA(tree, A_Const))
			constant_hole(&coder, tree, MV_NO_HOLE);
		else
			visit(tree, &coder);
		if (!code->incomplete)
			code->text = is_query ? write_text(lower, tree) : expression_text(lower, tree);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		FlushErrorState();
		code->incomplete = true;
		code->text = NULL;
	}
	PG_END_TRY();
	return code;
}

/* Most defaults are constants or now(): what the long way would give for them, without it. */
static Code *plain_code(Lower *lower, const Node *node)
{
	const A_Const *constant = (const A_Const *)node;
	const FuncCall *call = (const FuncCall *)node;
	Code *code = NULL;

	if (IsA(node, A_Const) && !constant->isnull && (IsA(&constant->val, String) || IsA(&constant->val, Integer) ||
							IsA(&constant->val, Boolean))) {
		code = MV_NEW(lower->arena, Code);
		if (IsA(&constant->val, String)) {
			*VEC_PUSH(lower->arena, &code->holes) = (CodeHole){ .kind = HOLE_CONSTANT, .partner = MV_NO_HOLE,
									    .name = mv_pg_copy(lower, constant->val.sval.sval) };
			code->text = "'\xfe" "0\xfe'";
		} else if (IsA(&constant->val, Integer)) {
			code->text = mv_arena_format(lower->arena, "%d", constant->val.ival.ival);
		} else {
			code->text = constant->val.boolval.boolval ? "true" : "false";
		}
	} else if (IsA(node, FuncCall) && list_length(call->funcname) == 1 && !call->args && !call->agg_star && !call->over &&
		   !call->agg_filter && !call->agg_order && call->funcformat == COERCE_EXPLICIT_CALL) {
		code = MV_NEW(lower->arena, Code);
		*VEC_PUSH(lower->arena, &code->holes) = (CodeHole){ .kind = HOLE_FUNCTION, .partner = MV_NO_HOLE,
								    .name = mv_pg_copy(lower, strVal(linitial(call->funcname))) };
		code->text = "\xfe" "0\xfe()";
	}
	return code;
}

Expression *mv_pg_stored(Lower *lower, const Node *node)
{
	Expression *expression = mv_pg_expression(lower, node);

	if (!expression)
		return NULL;
	expression->code = plain_code(lower, node);
	if (!expression->code)
		expression->code = make_code(lower, node, false);
	return expression;
}

QueryInfo *mv_pg_stored_query(Lower *lower, const Node *node)
{
	QueryInfo *query = mv_pg_query(lower, node);

	if (query)
		query->code = make_code(lower, node, true);
	return query;
}

const char *mv_pg_statement_text(Lower *lower, const Node *statement)
{
	MemoryContext context = CurrentMemoryContext;
	const char *volatile text = NULL;

	PG_TRY();
	{
		text = write_text(lower, (Node *)copyObjectImpl(statement));
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		FlushErrorState();
	}
	PG_END_TRY();
	return text;
}
