/* query.c: what a query reads: relations, columns, functions, names of its outputs. */
#include "lower.h"

#include "nodes/nodeFuncs.h"

/* Copying each call with its arguments costs the square of their nesting: deep ones are copied by name alone. */
enum { DEEPEST = 2000, DEEPEST_CALL = 8 };

/* Names of CTEs in force: a RangeVar of that name is no relation. */
typedef struct Scope {
	const char *name;
	const struct Scope *outer;
} Scope;

typedef struct Walk {
	Lower *lower;
	QueryInfo *query;
	const Scope *scope;
	unsigned depth;
	unsigned calls; /* how many calls enclose the node */
} Walk;

static bool visit(Node *node, void *data);

static bool is_cte(const Walk *walk, const RangeVar *relation)
{
	for (const Scope *scope = walk->scope; !relation->schemaname && scope; scope = scope->outer) {
		if (strcmp(scope->name, relation->relname) == 0)
			return true;
	}
	return false;
}

static void add_relation(Walk *walk, const RangeVar *relation)
{
	RelationUse *use;

	if (is_cte(walk, relation))
		return;
	use = VEC_PUSH(walk->lower->arena, &walk->query->relations);
	use->name = mv_pg_range_var(walk->lower, relation);
	if (relation->alias)
		use->alias = mv_arena_strdup(walk->lower->arena, relation->alias->aliasname);
}

/* A CTE is in force for those behind it and for the statement; in WITH RECURSIVE for all of them. */
static void walk_with(Walk *walk, const WithClause *with, Node *statement, bool (*body)(Node *, Walk *))
{
	const Scope *outer = walk->scope;
	int count = with ? list_length(with->ctes) : 0;
	Scope *scopes = MV_NEW_ARRAY(walk->lower->scratch, Scope, count + 1);

	for (int i = 0; i < count; i++) {
		const CommonTableExpr *cte = list_nth_node(CommonTableExpr, with->ctes, i);

		if (!with->recursive)
			visit(cte->ctequery, walk);
		scopes[i] = (Scope){ .name = cte->ctename, .outer = walk->scope };
		walk->scope = &scopes[i];
	}
	for (int i = 0; with && with->recursive && i < count; i++)
		visit(list_nth_node(CommonTableExpr, with->ctes, i)->ctequery, walk);
	body(statement, walk);
	walk->scope = outer;
}

static bool walk_inside(Node *node, Walk *walk)
{
	return raw_expression_tree_walker(node, visit, walk);
}

/* FOR UPDATE and its like, of the relations of FROM, which begin with `first`. What OF names is an alias, or a name. */
static void lock_rows(Walk *walk, const List *clauses, uint32_t first)
{
	const ListCell *cell, *locked;

	foreach(cell, clauses) {
		const LockingClause *clause = lfirst_node(LockingClause, cell);

		for (uint32_t i = first; i < walk->query->relations.count; i++) {
			RelationUse *use = &walk->query->relations.items[i];

			use->rows_locked = use->rows_locked || !clause->lockedRels;
			foreach(locked, clause->lockedRels)
				use->rows_locked = use->rows_locked ||
						   mv_streq(lfirst_node(RangeVar, locked)->relname, use->alias ? use->alias : use->name.name);
		}
	}
}

/* A statement without its WITH clause, which walk_with has seen to. */
static bool walk_select(Node *node, Walk *walk)
{
	SelectStmt without = *(SelectStmt *)node;

	without.withClause = NULL;
	without.intoClause = NULL;
	if (without.whereClause)
		walk->query->has_where = true;
	if (without.limitCount)
		walk->query->has_limit = true;
	if (without.lockingClause) {
		uint32_t first = walk->query->relations.count;

		visit((Node *)without.fromClause, walk);
		lock_rows(walk, without.lockingClause, first);
		without.fromClause = NIL;
		without.lockingClause = NIL;
	}
	return raw_expression_tree_walker((Node *)&without, visit, walk);
}

static bool walk_insert(Node *node, Walk *walk)
{
	InsertStmt without = *(InsertStmt *)node;

	without.withClause = NULL;
	return walk_inside((Node *)&without, walk);
}

static bool walk_update(Node *node, Walk *walk)
{
	UpdateStmt without = *(UpdateStmt *)node;

	without.withClause = NULL;
	return walk_inside((Node *)&without, walk);
}

static bool walk_delete(Node *node, Walk *walk)
{
	DeleteStmt without = *(DeleteStmt *)node;

	without.withClause = NULL;
	return walk_inside((Node *)&without, walk);
}

static bool walk_merge(Node *node, Walk *walk)
{
	MergeStmt without = *(MergeStmt *)node;

	without.withClause = NULL;
	return walk_inside((Node *)&without, walk);
}

static void add_function(Walk *walk, const FuncCall *call)
{
	FuncCall bare = *call;
	Expression *expression;

	if (walk->calls > DEEPEST_CALL)
		bare.args = NIL;
	expression = mv_pg_expression(walk->lower, (const Node *)&bare);
	if (expression)
		*VEC_PUSH(walk->lower->arena, &walk->query->functions) = expression;
}

static void add_column(Walk *walk, const ColumnRef *column)
{
	Expression *expression = mv_pg_expression(walk->lower, (const Node *)column);

	if (expression && expression->kind == EXPR_COLUMN)
		*VEC_PUSH(walk->lower->arena, &walk->query->columns) = expression;
}

static bool visit_node(Node *node, Walk *walk)
{
	switch ((int)nodeTag(node)) {
	case T_RangeVar:
		add_relation(walk, (const RangeVar *)node);
		return false;
	case T_ColumnRef:
		add_column(walk, (const ColumnRef *)node);
		return false;
	case T_FuncCall:
		add_function(walk, (const FuncCall *)node);
		walk->calls++;
		walk_inside(node, walk);
		walk->calls--;
		return false;
	case T_SelectStmt:
		walk_with(walk, ((SelectStmt *)node)->withClause, node, walk_select);
		return false;
	case T_InsertStmt:
		walk_with(walk, ((InsertStmt *)node)->withClause, node, walk_insert);
		return false;
	case T_UpdateStmt:
		walk_with(walk, ((UpdateStmt *)node)->withClause, node, walk_update);
		return false;
	case T_DeleteStmt:
		walk_with(walk, ((DeleteStmt *)node)->withClause, node, walk_delete);
		return false;
	case T_MergeStmt:
		walk_with(walk, ((MergeStmt *)node)->withClause, node, walk_merge);
		return false;
	case T_A_Const:
	case T_ParamRef:
	case T_TypeName:
	case T_Alias:
	case T_IntoClause:
	case T_String:
	case T_A_Star:
		return false;
	default:
		return walk_inside(node, walk);
	}
}

static bool visit(Node *node, void *data)
{
	Walk *walk = data;

	if (!node)
		return false;
	if (walk->depth >= DEEPEST) {
		walk->query->opaque = true;
		return false;
	}
	walk->depth++;
	visit_node(node, walk);
	walk->depth--;
	return false;
}

/* ---- names of the outputs ---- */

static void add_outputs(Lower *lower, QueryInfo *query, const SelectStmt *select)
{
	const ListCell *cell;

	while (select->op != SETOP_NONE && select->larg) /* the first arm gives the names */
		select = select->larg;
	foreach(cell, select->targetList) {
		const ResTarget *target = lfirst_node(ResTarget, cell);
		Ident *output = VEC_PUSH(lower->arena, &query->outputs);

		output->text = mv_arena_strdup(lower->arena, mv_pg_output_name(target));
		output->span = mv_pg_token_span(lower, target->location);
	}
	if (select->valuesLists) {
		int width = list_length(linitial_node(List, select->valuesLists));

		for (int i = 0; i < width; i++)
			VEC_PUSH(lower->arena, &query->outputs)->text = mv_arena_format(lower->arena, "column%d", i + 1);
	}
}

QueryInfo *mv_pg_query(Lower *lower, const Node *select)
{
	QueryInfo *query;
	Walk walk = { .lower = lower };

	if (!select)
		return NULL;
	query = MV_NEW(lower->arena, QueryInfo);
	walk.query = query;
	if (!IsA(select, NotifyStmt)) /* the one utility statement that rules may do; the walker knows none */
		visit((Node *)select, &walk);
	if (IsA(select, SelectStmt))
		add_outputs(lower, query, (const SelectStmt *)select);
	return query;
}
