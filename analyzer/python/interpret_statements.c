/* interpret_statements.c: statements that do not branch; assignment. */
#include "interpret_internal.h"

Flow mv_in_block(Interpreter *in, const PyNode *block)
{
	Flow flow = FLOW_NEXT;

	for (const PyNode *node = block ? block->child : NULL; node && flow == FLOW_NEXT; node = node->next)
		flow = mv_in_statement(in, node);
	return flow;
}

/* ---- assignment ---- */

static void assign_attribute(Interpreter *in, const PyNode *target, const Value *value)
{
	const PyNode *object = mv_node_field(target, PY_OBJECT), *name = mv_node_field(target, PY_ATTRIBUTE_NAME);

	if (object && name)
		mv_in_set_attribute(in, mv_in_eval(in, object), mv_in_name(in, mv_in_text(in, name)), value);
}

static void assign_subscript(Interpreter *in, const PyNode *target, const Value *value)
{
	const PyNode *object = mv_node_field(target, PY_VALUE), *index = mv_node_field(target, PY_SUBSCRIPT_INDEX);
	Value *container = object ? (Value *)mv_in_eval(in, object) : NULL;
	const Value *key = index && index->kind != PY_SLICE ? mv_in_eval(in, index) : NULL;
	int64_t at;

	if (!container)
		return;
	if (container->kind == VALUE_DICT && key) {
		mv_in_dict_set(in, container, key, value);
	} else if (container->kind == VALUE_LIST) {
		bool certain = !mv_in_uncertain(in, ((GrowingValue *)container)->branch);
		uint32_t count = container->as.list.items.count;

		if (certain && mv_value_int(key, &at) && !container->as.list.open && at < (int64_t)count && at >= -(int64_t)count) {
			container->as.list.items.items[at < 0 ? at + count : at] = value;
		} else {
			container->as.list.items.count = 0;
			container->as.list.open = true;
		}
	}
}

static void assign_items(Interpreter *in, const PyNode *targets, const Value *value)
{
	bool open = false;
	const struct ValueList *list = mv_in_iterate(in, value, &open);
	uint32_t count = 0, at = 0, stars = 0;

	for (const PyNode *target = targets->child; target; target = target->next) {
		count++;
		stars += target->kind == PY_STAR_PATTERN || target->kind == PY_STAR;
	}
	for (const PyNode *target = targets->child; target; target = target->next) {
		bool star = target->kind == PY_STAR_PATTERN || target->kind == PY_STAR;

		if (!list || open || list->items.count + 1 < count || (!stars && list->items.count != count)) {
			/* the call of an unpacked residual is worth its index: `a, b = f()` */
			Value *index = mv_value_int_new(in->arena, at++);

			mv_in_assign(in, star ? target->child : target,
				     star || stars || list ? mv_in_unknown(in, target, "what is unpacked here is not known")
							   : mv_in_subscript(in, value, index, target));
		} else if (star) {
			Value *rest = mv_in_new(in, VALUE_LIST, target);

			for (uint32_t n = list->items.count + 1 - count; n > 0; n--)
				mv_in_add_item(in, rest, list->items.items[at++]);
			mv_in_assign(in, target->child, rest);
		} else {
			mv_in_assign(in, target, list->items.items[at++]);
		}
	}
}

void mv_in_assign(Interpreter *in, const PyNode *target, const Value *value)
{
	if (!target || !mv_in_step(in))
		return;
	switch (target->kind) {
	case PY_IDENTIFIER:
		mv_scope_assign(in, in->frame->scope, mv_in_text(in, target), value);
		break;
	case PY_ATTRIBUTE:
		assign_attribute(in, target, value);
		break;
	case PY_SUBSCRIPT:
		assign_subscript(in, target, value);
		break;
	case PY_PARENTHESIZED:
	case PY_AS_TARGET:
		mv_in_assign(in, target->child, value);
		break;
	case PY_PATTERN_LIST:
	case PY_TUPLE_PATTERN:
	case PY_LIST_PATTERN:
	case PY_TUPLE:
	case PY_LIST:
	case PY_EXPRESSION_LIST:
		if (in->depth < MOST_EVAL_DEPTH) {
			in->depth++;
			assign_items(in, target, value);
			in->depth--;
		}
		break;
	default:
		in->frame->scope->unfollowed = true;
		break;
	}
}

static void assignment(Interpreter *in, const PyNode *node)
{
	const PyNode *targets[16], *right = node;
	uint32_t count = 0;
	const Value *value;

	/* a = b = value: evaluated once */
	while (right && right->kind == PY_ASSIGNMENT) {
		const PyNode *left = mv_node_field(right, PY_LEFT);

		if (left && count < sizeof targets / sizeof *targets)
			targets[count++] = left;
		right = mv_node_field(right, PY_RIGHT);
	}
	if (!right)
		return; /* x: int */
	value = mv_in_eval(in, right);
	for (uint32_t i = 0; i < count; i++)
		mv_in_assign(in, targets[i], value);
}

static void augmented(Interpreter *in, const PyNode *node)
{
	const PyNode *left = mv_node_field(node, PY_LEFT), *right = mv_node_field(node, PY_RIGHT);
	const Value *before, *value;

	if (!left || !right)
		return;
	before = mv_in_eval(in, left);
	value = mv_in_eval(in, right);
	if (before->kind == VALUE_LIST && node->op == PY_OP_ADD) {
		/* in place: other names of the list see it */
		CallValue call = { 0 };

		*VEC_PUSH(in->arena, &call.args) = value;
		mv_in_method(in, before, "extend", &call, node);
		return;
	}
	mv_in_assign(in, left, mv_in_binary(in, node->op, before, value, node));
}

/* ---- the rest ---- */

static void delete(Interpreter *in, const PyNode *target)
{
	if (target->kind == PY_IDENTIFIER) {
		mv_scope_remove(in, in->frame->scope, mv_in_text(in, target));
	} else if (target->kind == PY_EXPRESSION_LIST || target->kind == PY_TUPLE) {
		for (const PyNode *child = target->child; child; child = child->next)
			if (child->kind == PY_IDENTIFIER)
				delete(in, child);
	} else if (target->kind == PY_SUBSCRIPT) {
		const PyNode *object = mv_node_field(target, PY_VALUE), *index = mv_node_field(target, PY_SUBSCRIPT_INDEX);
		CallValue call = { 0 };

		if (!object || !index || index->kind == PY_SLICE)
			return;
		*VEC_PUSH(in->arena, &call.args) = mv_in_eval(in, index);
		mv_in_method(in, mv_in_eval(in, object), "pop", &call, target);
	}
}

static Flow do_return(Interpreter *in, const PyNode *node)
{
	if (node->child)
		in->frame->result = mv_in_eval(in, node->child);
	else
		in->frame->result = mv_in_new(in, VALUE_NONE, node);
	return FLOW_RETURN;
}

static void declare_outer(Interpreter *in, const PyNode *node)
{
	for (const PyNode *name = node->child; name; name = name->next)
		if (name->kind == PY_IDENTIFIER)
			*VEC_PUSH(in->arena, &in->frame->scope->outer) = mv_in_text(in, name);
	in->frame->scope->outer_global |= node->kind == PY_GLOBAL;
}

static void define(Interpreter *in, const PyNode *node)
{
	const PyNode *definition = node->kind == PY_DECORATED ? mv_node_field(node, PY_DEFINITION) : node;
	const PyNode *name = definition ? mv_node_field(definition, PY_NAME) : NULL;
	const Value *value;

	if (!name)
		return;
	value = definition->kind == PY_CLASS ? mv_in_class(in, definition, node == definition ? NULL : node)
					     : mv_in_function(in, definition, node == definition ? NULL : node);
	mv_scope_assign(in, in->frame->scope, mv_in_text(in, name), value);
}

static Flow statement(Interpreter *in, const PyNode *node)
{
	switch (node->kind) {
	case PY_EXPRESSION_STATEMENT:
		for (const PyNode *child = node->child; child; child = child->next) {
			if (child->kind == PY_ASSIGNMENT)
				assignment(in, child);
			else if (child->kind == PY_AUGMENTED)
				augmented(in, child);
			else if (child->kind == PY_YIELD && in->frame->at_yield)
				mv_in_eval(in, child);
			else if (child->kind != PY_STRING)
				mv_in_eval(in, child);
			if (in->frame->yield_flow != FLOW_NEXT)
				return FLOW_RETURN;
		}
		return FLOW_NEXT;
	case PY_IMPORT:
		mv_in_import(in, node);
		return FLOW_NEXT;
	case PY_IMPORT_FROM:
		mv_in_import_from(in, node);
		return FLOW_NEXT;
	case PY_FUNCTION:
	case PY_CLASS:
	case PY_DECORATED:
		define(in, node);
		return FLOW_NEXT;
	case PY_IF:
		return mv_in_if(in, node);
	case PY_FOR:
		return mv_in_for(in, node);
	case PY_WHILE:
		return mv_in_while(in, node);
	case PY_TRY:
		return mv_in_try(in, node);
	case PY_WITH:
		return mv_in_with(in, node);
	case PY_RETURN:
		return do_return(in, node);
	case PY_RAISE:
		return FLOW_RAISE;
	case PY_BREAK:
		return FLOW_BREAK;
	case PY_CONTINUE:
		return FLOW_CONTINUE;
	case PY_DELETE:
		if (node->child)
			delete(in, node->child);
		return FLOW_NEXT;
	case PY_GLOBAL:
	case PY_NONLOCAL:
		declare_outer(in, node);
		return FLOW_NEXT;
	case PY_ASSERT:
	case PY_PASS:
	case PY_PRINT:
	case PY_FUTURE_IMPORT:
	case PY_TYPE_ALIAS:
	case PY_TOKEN:
		return FLOW_NEXT;
	case PY_MATCH:
		in->frame->scope->unfollowed = true;
		mv_in_not_followed(in, node, "a match statement is not followed");
		return FLOW_NEXT;
	case PY_ERROR:
	case PY_DEEP:
	case PY_EXEC:
		in->frame->scope->unfollowed = true;
		mv_in_not_followed(in, node, node->kind == PY_ERROR ? "there is a syntax error"
					     : node->kind == PY_EXEC ? "exec runs text that is not known"
								     : "it is nested too deeply");
		return FLOW_NEXT;
	default:
		mv_in_eval(in, node);
		return FLOW_NEXT;
	}
}

Flow mv_in_statement(Interpreter *in, const PyNode *node)
{
	Flow flow;

	if (!mv_in_step(in))
		return FLOW_RETURN;
	if (in->depth >= MOST_EVAL_DEPTH) {
		mv_in_not_followed(in, node, "it is nested too deeply");
		return FLOW_NEXT;
	}
	in->depth++;
	flow = statement(in, node);
	in->depth--;
	return in->exhausted ? FLOW_RETURN : flow;
}
