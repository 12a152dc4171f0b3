/*
 * expression_where.c: Q objects, as Query.build_where makes WhereNodes of them.
 *
 * Two trees are built as Django builds them, because parentheses depend on what
 * is squashed when: the Q (tree.Node) that `&`, `|`, `^` and `~` make, and the
 * WhereNode that _add_q makes of it.
 */
#include "expression.h"

#include <string.h>

enum { MOST_DEPTH = 300 };

typedef struct Node Node;

/* Of a Q: a node, a pair (name, value) or an expression. Of a WhereNode: a node or a term. */
typedef struct Child {
	Node *node;
	const char *name;
	const Value *value;
	Term term;
} Child;

struct Node {
	const char *connector;
	bool negated;
	VEC(Child) children;
};

static Node *node_new(Compiler *compiler, const char *connector)
{
	Node *node = MV_NEW(compiler->arena, Node);

	node->connector = connector;
	return node;
}

/* tree.Node.add */
static void add(Compiler *compiler, Node *node, Child child, const char *connector)
{
	if (!mv_streq(node->connector, connector)) {
		Node *moved = MV_NEW(compiler->arena, Node);

		*moved = *node;
		*node = (Node){ .connector = connector, .negated = moved->negated };
		*VEC_PUSH(compiler->arena, &node->children) = (Child){ .node = moved };
	} else if (child.node && !child.node->negated &&
		   (mv_streq(child.node->connector, connector) || child.node->children.count == 1)) {
		for (uint32_t i = 0; i < child.node->children.count; i++)
			*VEC_PUSH(compiler->arena, &node->children) = child.node->children.items[i];
		return;
	}
	*VEC_PUSH(compiler->arena, &node->children) = child;
}

static bool is_operation(const Value *value, const char *name)
{
	return mv_value_is(value, VALUE_OPERATION) && strcmp(value->as.operation.name, name) == 0;
}

static bool is_logical(const Value *value)
{
	return mv_value_is(value, VALUE_OPERATION) && value->as.operation.operand_count == 2 &&
	       (strcmp(value->as.operation.name, "&") == 0 || strcmp(value->as.operation.name, "|") == 0 ||
		strcmp(value->as.operation.name, "^") == 0);
}

/* SearchQuery has `&`, `|` and `~` of its own */
static bool is_search_query(const Value *value, unsigned depth)
{
	if (depth > MOST_DEPTH)
		return false;
	if (mv_value_calls(value, "SearchQuery") || mv_value_calls(value, "CombinedSearchQuery") || mv_value_calls(value, "Lexeme"))
		return true;
	return (is_operation(value, "~") || is_logical(value)) && is_search_query(value->as.operation.operands[0], depth + 1);
}

static bool is_q_at(const Value *value, unsigned depth)
{
	if (depth > MOST_DEPTH)
		return false;
	if (mv_value_calls(value, "Q"))
		return true;
	if (is_operation(value, "~"))
		return is_q_at(value->as.operation.operands[0], depth + 1);
	return is_logical(value) && !is_search_query(value, depth);
}

bool mv_value_is_q(Compiler *compiler, const Value *value)
{
	(void)compiler;
	return is_q_at(value, 0);
}

/* ---- Q ---- */

static Node *q_of(Compiler *compiler, const Value *value, unsigned depth);

static Node *failed(Compiler *compiler, const char *reason)
{
	if (!compiler->reason)
		compiler->reason = reason;
	return NULL;
}

static bool add_argument(Compiler *compiler, Node *node, const Value *argument, unsigned depth)
{
	const struct ValueList *pair = mv_value_items(argument);
	Child child = { 0 };

	if (pair) {
		if (pair->items.count != 2 || !mv_value_text(pair->items.items[0]))
			return failed(compiler, "an argument of Q is not known") != NULL;
		child.name = mv_value_text(pair->items.items[0]);
		child.value = pair->items.items[1];
	} else if (mv_value_is_q(compiler, argument)) {
		child.node = q_of(compiler, argument, depth + 1);
		if (!child.node)
			return false;
	} else {
		child.value = argument;
	}
	*VEC_PUSH(compiler->arena, &node->children) = child;
	return true;
}

static Node *q_of_call(Compiler *compiler, const CallValue *call, unsigned depth)
{
	Node *node = node_new(compiler, "AND");
	uint32_t first;

	if (call->open)
		return failed(compiler, "not all arguments of Q are known");
	for (uint32_t i = 0; i < call->args.count; i++) {
		if (!add_argument(compiler, node, call->args.items[i], depth))
			return NULL;
	}
	first = node->children.count;
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		const Keyword *keyword = &call->keywords.items[i];
		uint32_t at;

		if (strcmp(keyword->name, "_connector") == 0) {
			const char *connector = mv_value_text(keyword->value);

			if (mv_streq(connector, "OR"))
				node->connector = "OR";
			else if (mv_streq(connector, "XOR"))
				node->connector = "XOR";
			else if (!mv_streq(connector, "AND"))
				return failed(compiler, "the connector of a Q is not known");
			continue;
		}
		if (strcmp(keyword->name, "_negated") == 0) {
			node->negated = mv_value_truth(keyword->value) == TRI_YES;
			continue;
		}
		/* keywords are sorted by name */
		VEC_PUSH(compiler->arena, &node->children);
		for (at = node->children.count - 1; at > first && strcmp(node->children.items[at - 1].name, keyword->name) > 0; at--)
			node->children.items[at] = node->children.items[at - 1];
		node->children.items[at] = (Child){ .name = keyword->name, .value = keyword->value };
	}
	return node;
}

static Node *q_of(Compiler *compiler, const Value *value, unsigned depth)
{
	const char *connector;
	Node *left, *right, *node;

	if (depth > MOST_DEPTH)
		return failed(compiler, "a condition is nested too deeply");
	if (mv_value_calls(value, "Q"))
		return q_of_call(compiler, value->as.call, depth);
	if (is_operation(value, "~") && mv_value_is_q(compiler, value)) {
		node = q_of(compiler, value->as.operation.operands[0], depth + 1);
		if (node && compiler->version < 402) {
			Node *wrapped = node_new(compiler, "AND");

			add(compiler, wrapped, (Child){ .node = node }, "AND");
			node = wrapped;
		}
		if (node)
			node->negated = !node->negated;
		return node;
	}
	if (!is_logical(value) || !mv_value_is_q(compiler, value)) {
		node = node_new(compiler, "AND");
		*VEC_PUSH(compiler->arena, &node->children) = (Child){ .value = value };
		return node;
	}
	left = q_of(compiler, value->as.operation.operands[0], depth + 1);
	right = left ? q_of(compiler, value->as.operation.operands[1], depth + 1) : NULL;
	if (!right)
		return NULL;
	if (!left->children.count)
		return right;
	if (!right->children.count)
		return left;
	connector = strcmp(value->as.operation.name, "&") == 0 ? "AND" : strcmp(value->as.operation.name, "|") == 0 ? "OR" : "XOR";
	node = node_new(compiler, connector);
	add(compiler, node, (Child){ .node = left }, connector);
	add(compiler, node, (Child){ .node = right }, connector);
	return node;
}

/* ---- WhereNode ---- */

/* "a__b__c" -> names */
static size_t split_path(Compiler *compiler, const char *path, const char **names, size_t most)
{
	size_t count = 0;

	while (count < most) {
		const char *end = strstr(path, "__");

		if (!end) {
			names[count++] = path;
			break;
		}
		names[count++] = mv_arena_strndup(compiler->arena, path, (size_t)(end - path));
		path = end + 2;
	}
	return count;
}

/* A name and a value: what build_filter makes of it. */
static Node *filter_pair(Compiler *compiler, const Child *pair, bool negated)
{
	enum { MOST_NAMES = 16 };
	const char *names[MOST_NAMES];
	size_t count = split_path(compiler, pair->name, names, MOST_NAMES);
	Node *node = node_new(compiler, "AND");
	Term column = mv_term_field(compiler, names[0], NULL), term;
	bool null = mv_value_is(pair->value, VALUE_NONE), isnull;

	if (column.outcome == OUTCOME_FAILED)
		return NULL;
	term = mv_term_lookup(compiler, &column, names + 1, count - 1, pair->value);
	if (term.outcome == OUTCOME_FAILED)
		return NULL;
	*VEC_PUSH(compiler->arena, &node->children) = (Child){ .term = term };
	isnull = null || (count > 1 && strcmp(names[count - 1], "isnull") == 0);
	if (!negated || isnull)
		return node;
	/* "NOT (a = 1)" shall hold where a is null, as in Python */
	if (column.nullable) {
		Term test = mv_term_sql(mv_output_of(OUTPUT_BOOLEAN), mv_arena_format(compiler->arena, "%s IS NOT NULL", column.sql));

		add(compiler, node, (Child){ .term = test }, "AND");
	}
	if (mv_value_calls(pair->value, "F") && mv_value_text(mv_call_argument(pair->value, 0, "name"))) {
		Term other = mv_term_field(compiler, mv_value_text(mv_call_argument(pair->value, 0, "name")), pair->value);

		if (other.outcome == OUTCOME_SQL && other.column && other.nullable) {
			Term test = mv_term_sql(mv_output_of(OUTPUT_BOOLEAN),
						mv_arena_format(compiler->arena, "%s IS NOT NULL", other.sql));

			add(compiler, node, (Child){ .term = test }, "AND");
		}
	}
	return node;
}

static Node *filter_expression(Compiler *compiler, const Value *value)
{
	Node *node = node_new(compiler, "AND");
	Term term = mv_term_build(compiler, value);

	if (term.outcome == OUTCOME_FAILED)
		return NULL;
	if (term.type.class_ != OUTPUT_BOOLEAN && !term.is_lookup && !term.is_where) {
		mv_term_fail(compiler, "an expression is used as a condition that is not known to be boolean");
		return NULL;
	}
	if (term.outcome == OUTCOME_SQL && term.wraps_where)
		term.sql = mv_arena_format(compiler->arena, "(%s)", term.sql);
	*VEC_PUSH(compiler->arena, &node->children) = (Child){ .term = term };
	return node;
}

/* Query._add_q */
static Node *where_of(Compiler *compiler, const Node *q, bool negated, unsigned depth)
{
	Node *node = node_new(compiler, q->connector);

	if (depth > MOST_DEPTH)
		return failed(compiler, "a condition is nested too deeply");
	node->negated = q->negated;
	negated = negated != q->negated;
	for (uint32_t i = 0; i < q->children.count; i++) {
		const Child *child = &q->children.items[i];
		Node *made = child->node ? where_of(compiler, child->node, negated, depth + 1) :
			     child->name ? filter_pair(compiler, child, negated) :
					   filter_expression(compiler, child->value);

		if (!made)
			return NULL;
		if (made->children.count)
			add(compiler, node, (Child){ .node = made }, q->connector);
	}
	return node;
}

static Term where_sql(Compiler *compiler, const Node *node, unsigned depth);

static Term child_sql(Compiler *compiler, const Child *child, unsigned depth)
{
	return child->node ? where_sql(compiler, child->node, depth + 1) : child->term;
}

/* a XOR b: (a OR b) AND 1 = (CASE WHEN a ... + CASE WHEN b ...) */
static Term xor_sql(Compiler *compiler, const Node *node, unsigned depth)
{
	Node either = *node;
	Term any;
	const char *sum = NULL;

	either.connector = "OR";
	either.negated = false;
	any = where_sql(compiler, &either, depth + 1);
	for (uint32_t i = 0; i < node->children.count; i++) {
		Term term = child_sql(compiler, &node->children.items[i], depth);
		const char *one;

		if (term.outcome != OUTCOME_SQL || any.outcome != OUTCOME_SQL)
			return mv_term_fail(compiler, "a XOR of a condition that is always or never true");
		one = mv_arena_format(compiler->arena, "CASE WHEN %s THEN 1 ELSE 0 END", term.sql);
		sum = sum ? mv_arena_format(compiler->arena, "(%s + %s)", sum, one) : one;
	}
	if (!sum)
		return mv_term_fail(compiler, "an empty XOR");
	if (node->children.count > 2 && compiler->version >= 500)
		sum = mv_arena_format(compiler->arena, "(MOD(%s, 2))", sum);
	return mv_term_sql(mv_output_of(OUTPUT_BOOLEAN),
			   mv_arena_format(compiler->arena, "%s(%s AND 1 = %s)", node->negated ? "NOT " : "", any.sql, sum));
}

/* WhereNode.as_sql */
static Term where_sql(Compiler *compiler, const Node *node, unsigned depth)
{
	bool all = strcmp(node->connector, "AND") == 0;
	uint32_t full_needed = all ? node->children.count : 1, empty_needed = all ? 1 : node->children.count, parts = 0;
	const Term full = { .outcome = OUTCOME_FULL }, empty = { .outcome = OUTCOME_EMPTY };
	Term result;
	StrBuf buf = { 0 };

	if (depth > MOST_DEPTH)
		return mv_term_fail(compiler, "a condition is nested too deeply");
	if (strcmp(node->connector, "XOR") == 0 && node->children.count)
		return xor_sql(compiler, node, depth);
	for (uint32_t i = 0; i < node->children.count; i++) {
		Term term = child_sql(compiler, &node->children.items[i], depth);

		if (term.outcome == OUTCOME_FAILED) {
			mv_buf_release(&buf);
			return term;
		}
		empty_needed -= term.outcome == OUTCOME_EMPTY;
		full_needed -= term.outcome == OUTCOME_FULL;
		if (term.outcome == OUTCOME_SQL)
			mv_buf_addf(&buf, "%s%s", parts++ ? all ? " AND " : " OR " : "", term.sql);
		if (!empty_needed || !full_needed) {
			mv_buf_release(&buf);
			return (!empty_needed) == !node->negated ? empty : full;
		}
	}
	if (!parts)
		return full;
	result = mv_term_sql(mv_output_of(OUTPUT_BOOLEAN),
			     mv_arena_format(compiler->arena, node->negated ? "NOT (%s)" : parts > 1 ? "(%s)" : "%s", buf.ptr));
	result.is_where = true;
	result.bare = parts == 1 && !node->negated;
	mv_buf_release(&buf);
	return result;
}

Term mv_term_where(Compiler *compiler, const Value *condition)
{
	Node *q, *where;

	if (++compiler->depth > MOST_DEPTH)
		return mv_term_fail(compiler, "a condition is nested too deeply");
	if (mv_value_is_q(compiler, condition)) {
		q = q_of(compiler, condition, 0);
		where = q ? where_of(compiler, q, false, 0) : NULL;
	} else {
		where = filter_expression(compiler, condition);
	}
	compiler->depth--;
	if (!where)
		return (Term){ .outcome = OUTCOME_FAILED };
	return where_sql(compiler, where, 0);
}
