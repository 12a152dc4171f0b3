/* interpret_conditions.c: if, loops, try, with: what may happen, and how often. */
#include "interpret_internal.h"

/* What stands around code, to be put back behind it. */
typedef struct Around {
	Circumstances circumstances;
	const Branch *branch;
} Around;

static Around around(const Interpreter *in)
{
	return (Around){ in->around, in->branch };
}

static void put_back(Interpreter *in, Around before)
{
	in->around = before.circumstances;
	in->branch = before.branch;
}

const char *mv_in_why(Interpreter *in, const PyNode *condition)
{
	enum { MOST = 70 };
	char text[MOST + 4];
	Str written = mv_in_text(in, condition);
	size_t length = 0;

	for (size_t i = 0; i < written.len && length < MOST; i++) {
		char c = written.ptr[i];

		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			if (length > 0 && text[length - 1] != ' ')
				text[length++] = ' ';
		} else {
			text[length++] = c;
		}
	}
	if (length == MOST) {
		/* no half of a character */
		while (length > 0 && ((unsigned char)text[length - 1] & 0xC0) == 0x80)
			length--;
		if (length > 0 && ((unsigned char)text[length - 1] & 0x80))
			length--;
		memcpy(text + length, "...", 3);
		length += 3;
	}
	return mv_arena_format(in->arena, "condition on '%.*s'", (int)length, text);
}

/* A `return` that happens under a condition: what it gives is kept for the end of the function. */
static void keep_return(Interpreter *in, const Value *condition)
{
	*VEC_PUSH(in->arena, &in->frame->maybe) = (MaybeReturn){ in->frame->result, condition };
	in->frame->result = NULL;
}

typedef Flow Run(Interpreter *in, const PyNode *node);

static Flow nothing(Interpreter *in, const PyNode *node)
{
	(void)in;
	(void)node;
	return FLOW_NEXT;
}

static unsigned left_by(Flow flow)
{
	return flow == FLOW_BREAK ? LEFT_LOOP : flow == FLOW_CONTINUE ? LEFT_ROUND : flow == FLOW_NEXT ? 0
	       : flow == FLOW_RAISE  ? LEFT_TRY : LEFT_FUNCTION;
}

/*
 * Either runs `then` or `otherwise`. When only one of them leaves the block,
 * the rest of the block happens under the other's condition; what goes on is
 * what the other one left in the variables.
 */
static Flow either(Interpreter *in, const Value *condition, const char *why, Run *then, const PyNode *then_node,
		   Run *otherwise, const PyNode *otherwise_node)
{
	Around before = around(in);
	AssignedVec first = { 0 }, second = { 0 };
	Flow flow, other;
	const Value *first_result = NULL;
	uint32_t mark = mv_in_mark(in);

	mv_in_may_happen(in, why);
	flow = then(in, then_node);
	mv_in_take_back(in, mark, &first);
	put_back(in, before);
	if (flow == FLOW_RETURN) {
		first_result = in->frame->result;
		in->frame->result = NULL;
	}
	mark = mv_in_mark(in);
	mv_in_may_happen(in, why);
	other = otherwise(in, otherwise_node);
	mv_in_take_back(in, mark, &second);
	put_back(in, before);

	if (flow == FLOW_NEXT && other == FLOW_NEXT) {
		mv_in_merge(in, condition, &first, &second);
		return FLOW_NEXT;
	}
	if (flow == FLOW_RETURN && other == FLOW_RETURN) {
		in->frame->result = mv_in_either(in, condition, first_result, in->frame->result);
		return FLOW_RETURN;
	}
	/* an exception ends the migration: what follows happens if it succeeds at all */
	if (flow == FLOW_RAISE && !before.circumstances.in_try) {
		mv_in_put(in, &second);
		return other;
	}
	if (other == FLOW_RAISE && !before.circumstances.in_try) {
		mv_in_put(in, &first);
		in->frame->result = first_result;
		return flow;
	}
	if (flow == other)
		return flow;
	in->frame->left |= left_by(flow) | left_by(other);
	if (flow == FLOW_RETURN || (other == FLOW_RETURN && flow != FLOW_RETURN)) {
		if (flow == FLOW_RETURN)
			in->frame->result = first_result;
		keep_return(in, condition);
	}
	mv_in_put(in, flow == FLOW_NEXT ? &first : &second);
	mv_in_may_happen(in, why);
	/* one returns, the other goes on with the loop: neither reaches what follows here */
	if (flow != FLOW_NEXT && other != FLOW_NEXT)
		return flow == FLOW_RETURN || flow == FLOW_RAISE ? other : flow;
	return FLOW_NEXT;
}

/* ---- if ---- */

/* `if` and `elif` alike; an else clause is its body. */
static Flow run_clause(Interpreter *in, const PyNode *node);

static const PyNode *clause_after(const PyNode *clause)
{
	for (clause = clause->next; clause; clause = clause->next)
		if (clause->kind == PY_ELIF || clause->kind == PY_ELSE)
			return clause;
	return NULL;
}

static const PyNode *next_clause(const PyNode *clause)
{
	if (clause->kind == PY_ELIF)
		return clause_after(clause);
	for (const PyNode *child = clause->child; child; child = child->next)
		if (child->kind == PY_ELIF || child->kind == PY_ELSE)
			return child;
	return NULL;
}

static Flow run_next(Interpreter *in, const PyNode *clause)
{
	return clause ? run_clause(in, clause) : FLOW_NEXT;
}

static Flow run_clause(Interpreter *in, const PyNode *node)
{
	const PyNode *condition, *body;
	const Value *value;
	Flow flow;

	for (; node; node = next_clause(node)) {
		if (node->kind == PY_ELSE)
			return mv_in_block(in, mv_node_field(node, PY_BODY));
		condition = mv_node_field(node, PY_CONDITION);
		body = mv_node_field(node, PY_CONSEQUENCE);
		if (!condition)
			return FLOW_NEXT;
		value = mv_in_eval(in, condition);
		switch (mv_in_truth(in, value)) {
		case TRI_YES:
			return mv_in_block(in, body);
		case TRI_NO:
			continue;
		case TRI_UNKNOWN:
			break;
		}
		if (in->depth >= MOST_EVAL_DEPTH) {
			mv_in_not_followed(in, node, "it is nested too deeply");
			return FLOW_NEXT;
		}
		in->depth++;
		flow = either(in, value, mv_in_why(in, condition), body ? mv_in_block : nothing, body, run_next, next_clause(node));
		in->depth--;
		return flow;
	}
	return FLOW_NEXT;
}

Flow mv_in_if(Interpreter *in, const PyNode *node)
{
	return run_clause(in, node);
}

/* ---- loops ---- */

static void forget_names(Interpreter *in, const PyNode *target)
{
	if (!target)
		return;
	if (target->kind == PY_IDENTIFIER) {
		Str name = mv_in_text(in, target);
		ScopeBinding *binding = mv_scope_find(in->frame->scope, name);

		if (binding && binding->value)
			mv_scope_set(in, in->frame->scope, name,
				     mv_in_unknown(in, target, "'%.*s' changes in a loop", STR_ARG(name)));
		return;
	}
	if (target->kind == PY_PATTERN_LIST || target->kind == PY_TUPLE_PATTERN)
		for (target = target->child; target; target = target->next)
			if (target->kind == PY_IDENTIFIER)
				forget_names(in, target);
}

/* Names that a loop's body assigns have unknown values when it begins once more. */
static void forget_assigned(Interpreter *in, const PyNode *node, unsigned depth)
{
	for (; node && depth < 100; node = node->next) {
		if (node->kind == PY_AUGMENTED || node->kind == PY_ASSIGNMENT || node->kind == PY_FOR)
			forget_names(in, mv_node_field(node, PY_LEFT));
		if (node->child && node->kind != PY_FUNCTION && node->kind != PY_CLASS && node->kind != PY_LAMBDA && node->kind != PY_CALL)
			forget_assigned(in, node->child, depth + 1);
	}
}

/* Once, for iterations whose number is not known. */
static Flow repeated(Interpreter *in, const PyNode *body, const PyNode *target, const Value *item, const Value *condition,
		     const char *why)
{
	Around before = around(in);
	AssignedVec assigned = { 0 }, none = { 0 };
	uint32_t mark = mv_in_mark(in);
	Flow flow;

	mv_in_may_happen(in, why);
	in->around.in_loop = true;
	forget_assigned(in, body ? body->child : NULL, 0);
	if (target)
		mv_in_assign(in, target, item);
	flow = mv_in_block(in, body);
	mv_in_take_back(in, mark, &assigned);
	put_back(in, before);
	mv_in_merge(in, condition, &assigned, &none);
	if (flow == FLOW_RETURN) {
		keep_return(in, condition);
		in->frame->left |= LEFT_FUNCTION;
	}
	if (in->frame->left & LEFT_FUNCTION)
		mv_in_may_happen(in, why);
	return FLOW_NEXT;
}

Flow mv_in_for(Interpreter *in, const PyNode *node)
{
	const PyNode *target = mv_node_field(node, PY_LEFT), *over = mv_node_field(node, PY_RIGHT);
	const PyNode *body = mv_node_field(node, PY_BODY), *otherwise = mv_node_field(node, PY_ALTERNATIVE);
	Around before = around(in);
	const Value *value = over ? mv_in_eval(in, over) : NULL;
	const struct ValueList *list;
	unsigned left = in->frame->left;
	bool open = false, broken = false;
	Flow flow = FLOW_NEXT;

	if (!target || !body || !value)
		return FLOW_NEXT;
	list = mv_in_iterate(in, value, &open);
	in->frame->left = 0;
	for (uint32_t i = 0; list && i < list->items.count && !broken; i++) {
		Around round = around(in);

		if (i >= MOST_ITERATIONS) {
			mv_in_not_followed(in, node, "a loop has more rounds than are followed");
			in->frame->scope->unfollowed = true;
			break;
		}
		mv_in_assign(in, target, list->items.items[i]);
		flow = mv_in_block(in, body);
		if (flow == FLOW_RETURN || flow == FLOW_RAISE) {
			in->frame->left |= left;
			return flow;
		}
		broken = flow == FLOW_BREAK;
		flow = FLOW_NEXT;
		/* `if unknown: continue` ends with the round, `if unknown: break` with the loop */
		if (!(in->frame->left & (LEFT_LOOP | LEFT_FUNCTION)))
			put_back(in, round);
	}
	if (!(in->frame->left & LEFT_FUNCTION))
		put_back(in, before);
	if (!list || open) {
		Value *item = mv_in_unknown(in, over, "what the loop goes over is not known: '%.*s'",
					    (int)(mv_in_text(in, over).len > 60 ? 60 : mv_in_text(in, over).len), mv_in_text(in, over).ptr);

		const Value *round = !list && in->hooks && in->hooks->item ? in->hooks->item(in, value, in->hooks->data) : NULL;

		flow = repeated(in, body, target, round ? round : value->kind == VALUE_UNKNOWN ? value : item, value,
				mv_arena_format(in->arena, "loop over '%.*s'",
						(int)(mv_in_text(in, over).len > 60 ? 60 : mv_in_text(in, over).len), mv_in_text(in, over).ptr));
	}
	if (flow == FLOW_NEXT && otherwise && !broken)
		flow = mv_in_block(in, mv_node_field(otherwise, PY_BODY));
	in->frame->left = left | (in->frame->left & LEFT_FUNCTION);
	return flow;
}

Flow mv_in_while(Interpreter *in, const PyNode *node)
{
	const PyNode *condition = mv_node_field(node, PY_CONDITION), *body = mv_node_field(node, PY_BODY);
	Around before = around(in);

	unsigned left = in->frame->left;
	Flow flow = FLOW_NEXT;

	if (!condition || !body)
		return FLOW_NEXT;
	in->frame->left = 0;
	for (uint32_t i = 0;; i++) {
		const Value *value = mv_in_eval(in, condition);
		Tri truth = mv_in_truth(in, value);
		Around round = around(in);

		if (truth == TRI_NO)
			break;
		/* also when a round may have been the last */
		if (truth == TRI_UNKNOWN || i >= MOST_ITERATIONS || in->exhausted || (in->frame->left & (LEFT_LOOP | LEFT_FUNCTION))) {
			flow = repeated(in, body, NULL, NULL, value, mv_in_why(in, condition));
			break;
		}
		flow = mv_in_block(in, body);
		if (flow != FLOW_NEXT && flow != FLOW_CONTINUE)
			break;
		if (!(in->frame->left & (LEFT_LOOP | LEFT_FUNCTION)))
			put_back(in, round);
	}
	if (!(in->frame->left & LEFT_FUNCTION))
		put_back(in, before);
	in->frame->left = left | (in->frame->left & LEFT_FUNCTION);
	return flow == FLOW_RETURN || flow == FLOW_RAISE ? flow : FLOW_NEXT;
}

/* ---- try ---- */

static const char *caught_by(Interpreter *in, const PyNode *try_node)
{
	const PyNode *handler = mv_node_kind(try_node, PY_EXCEPT);
	const PyNode *what = handler ? handler->child : NULL;

	if (!what || what->kind == PY_BLOCK)
		return NULL;
	if (what->kind == PY_AS_PATTERN)
		what = what->child;
	if (what && (what->kind == PY_IDENTIFIER || what->kind == PY_ATTRIBUTE)) {
		Str text = mv_in_text(in, what);
		size_t start = text.len;

		while (start > 0 && text.ptr[start - 1] != '.')
			start--;
		text = mv_str_slice(text, start, text.len);
		if (mv_str_eq(text, STR("Exception")) || mv_str_eq(text, STR("BaseException")))
			return NULL;
		return mv_in_name(in, text);
	}
	return NULL;
}

static bool imports_only(const PyNode *block)
{
	bool any = false;

	for (const PyNode *node = block ? block->child : NULL; node; node = node->next) {
		if (node->kind != PY_IMPORT && node->kind != PY_IMPORT_FROM)
			return false;
		any = true;
	}
	return any;
}

static Flow run_handler(Interpreter *in, const PyNode *handler)
{
	const PyNode *body = NULL, *name = NULL;

	for (const PyNode *child = handler->child; child; child = child->next) {
		if (child->kind == PY_BLOCK)
			body = child;
		else if (child->kind == PY_AS_PATTERN)
			name = mv_node_field(child, PY_ALIAS);
	}
	if (name && name->child)
		mv_in_assign(in, name->child, mv_in_unknown(in, name, "an exception that was caught"));
	return mv_in_block(in, body);
}

Flow mv_in_try(Interpreter *in, const PyNode *node)
{
	const PyNode *body = mv_node_field(node, PY_BODY), *finally = mv_node_kind(node, PY_FINALLY);
	const PyNode *otherwise = mv_node_kind(node, PY_ELSE), *handler = mv_node_kind(node, PY_EXCEPT);
	Around before = around(in);
	unsigned left = in->frame->left;
	Flow flow, after;
	const Value *result;

	if (handler) {
		in->around.in_try = true;
		in->around.caught = caught_by(in, node);
	}
	in->frame->left = 0;
	flow = mv_in_block(in, body);
	in->around.in_try = before.circumstances.in_try;
	in->around.caught = before.circumstances.caught;
	/* an exception that is caught here does not leave what follows */
	if (!(in->frame->left & (LEFT_ROUND | LEFT_LOOP | LEFT_FUNCTION)))
		put_back(in, before);
	left |= in->frame->left & ~(unsigned)LEFT_TRY;
	before = around(in);
	if (flow == FLOW_RAISE && handler) {
		/* which handler takes it is not known; with one there is no question */
		flow = run_handler(in, handler);
	} else if (handler && !imports_only(body)) {
		const Value *condition = mv_in_unknown(in, node, "whether an exception is caught is not known");

		result = in->frame->result;
		for (; handler; handler = handler->next) {
			if (handler->kind != PY_EXCEPT && handler->kind != PY_EXCEPT_GROUP)
				continue;
			either(in, condition, "an exception is caught", run_handler, handler, nothing, NULL);
			/* that a handler leaves is the exception: what follows is taken to happen */
			put_back(in, before);
		}
		in->frame->result = result;
	}
	in->frame->left = left;
	if (flow == FLOW_NEXT && otherwise)
		flow = mv_in_block(in, mv_node_field(otherwise, PY_BODY));
	if (finally) {
		result = in->frame->result;
		after = mv_in_block(in, mv_node_kind(finally, PY_BLOCK));
		if (after != FLOW_NEXT)
			return after;
		in->frame->result = result;
	}
	return flow;
}

/* ---- with ---- */

typedef struct WithBody {
	const PyNode *item, *body; /* the items that are left, and then the body */
	const PyNode *target;
	Frame *frame;
	Flow flow;
	bool ran;
} WithBody;

static Flow with_items(Interpreter *in, const PyNode *item, const PyNode *body);

/* The body runs where the context manager of the project yields, in its own frame. */
static Flow at_yield(Interpreter *in, const Value *value, void *data)
{
	WithBody *with = data;
	Frame *frame = in->frame;

	if (with->ran)
		return FLOW_NEXT;
	with->ran = true;
	in->frame = with->frame;
	if (with->target)
		mv_in_assign(in, with->target, value);
	with->flow = with_items(in, with->item, with->body);
	in->frame = frame;
	return with->flow;
}

static Flow with_items(Interpreter *in, const PyNode *item, const PyNode *body)
{
	const PyNode *value_node, *target = NULL;
	const Value *manager, *entered = NULL;
	Flow flow;

	while (item && item->kind != PY_WITH_ITEM)
		item = item->next;
	if (!item)
		return mv_in_block(in, body);
	if (in->depth >= MOST_EVAL_DEPTH) {
		mv_in_not_followed(in, item, "it is nested too deeply");
		return FLOW_NEXT;
	}
	value_node = mv_node_field(item, PY_VALUE);
	if (value_node && value_node->kind == PY_AS_PATTERN) {
		target = mv_node_field(value_node, PY_ALIAS);
		value_node = value_node->child;
	}
	if (!value_node)
		return mv_in_block(in, body);
	in->depth++;
	if (value_node->kind == PY_CALL && mv_node_field(value_node, PY_CALLEE)) {
		/* a context manager of the project: its body runs around ours */
		const Value *callee = mv_in_eval(in, mv_node_field(value_node, PY_CALLEE));

		if (callee->kind == VALUE_FUNCTION && callee->as.function->generates && callee->as.function->manages) {
			WithBody with = { .item = item->next, .body = body, .target = target, .frame = in->frame };
			CallValue *call = MV_NEW(in->arena, CallValue);
			Span here = in->frame->here;

			call->callee = callee;
			mv_in_arguments(in, mv_node_field(value_node, PY_ARGUMENT_LIST), call);
			in->frame->here = value_node->span;
			mv_in_follow(in, callee, call, value_node, at_yield, &with);
			in->frame->here = here;
			in->depth--;
			if (!with.ran)
				return with_items(in, item->next, body);
			return with.flow;
		}
	}
	manager = mv_in_eval(in, value_node);
	if (in->hooks && in->hooks->enter)
		entered = in->hooks->enter(in, manager, in->hooks->data);
	if (!entered && mv_is_instance(manager)) {
		const Value *enter = mv_in_find_attribute(in, manager, "__enter__", NULL, (Span){ 0, 0 });

		if (enter && enter->kind == VALUE_FUNCTION)
			entered = mv_in_call_value(in, enter, MV_NEW(in->arena, CallValue), value_node);
	}
	if (target)
		mv_in_assign(in, target, entered ? entered : manager);
	flow = with_items(in, item->next, body);
	if (in->hooks && in->hooks->leave)
		in->hooks->leave(in, manager, in->hooks->data);
	in->depth--;
	return flow;
}

Flow mv_in_with(Interpreter *in, const PyNode *node)
{
	const PyNode *clause = mv_node_kind(node, PY_WITH_CLAUSE);

	return with_items(in, clause ? clause->child : NULL, mv_node_field(node, PY_BODY));
}
