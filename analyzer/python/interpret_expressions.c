/* interpret_expressions.c: names, literals, containers, subscripts, comprehensions. */
#include "interpret_internal.h"

#include <errno.h>

/* ---- literals ---- */

static const Value *integer(Interpreter *in, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_INT, node);
	Str text = mv_in_text(in, node);
	char digits[40];
	size_t length = 0;
	const char *at = digits;
	char *end;
	int base = 10;

	for (size_t i = 0; i < text.len && length < sizeof digits - 1; i++)
		if (text.ptr[i] != '_')
			digits[length++] = text.ptr[i];
	digits[length] = '\0';
	if (length > 2 && digits[0] == '0') {
		char letter = (char)(digits[1] | 0x20);

		base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
		at += base == 10 ? 0 : 2;
		if (base == 10 && strspn(digits, "0") < length)
			base = 8; /* Python 2 */
	}
	errno = 0;
	value->as.number.integer = strtoll(at, &end, base);
	if (errno != 0 || *end || length == sizeof digits - 1) {
		value->as.number.integer = 0;
		value->as.number.digits = mv_arena_strndup(in->arena, text.ptr, text.len);
	}
	return value;
}

static const Value *floating(Interpreter *in, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_FLOAT, node);
	Str text = mv_in_text(in, node);

	value->as.number.digits = mv_arena_strndup(in->arena, text.ptr, text.len);
	return value;
}

static const Value *boolean(Interpreter *in, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_BOOL, node);

	value->as.truth = node->kind == PY_TRUE;
	return value;
}

/* ---- containers ---- */

bool mv_in_add_item(Interpreter *in, Value *list, const Value *item)
{
	if (list->as.list.items.count >= MOST_ITEMS) {
		list->as.list.open = true;
		return false;
	}
	if (list->kind == VALUE_SET)
		for (uint32_t i = 0; i < list->as.list.items.count && list->as.list.items.count < 1000; i++)
			if (mv_value_equal(list->as.list.items.items[i], item, 0) == TRI_YES)
				return true;
	*VEC_PUSH(in->arena, &list->as.list.items) = item;
	return true;
}

static void grows_here(const Interpreter *in, Value *value)
{
	if (value->kind == VALUE_LIST || value->kind == VALUE_SET || value->kind == VALUE_DICT)
		((GrowingValue *)value)->branch = in->branch;
}

const struct ValueList *mv_in_iterate(Interpreter *in, const Value *value, bool *open)
{
	struct ValueList *list;

	*open = false;
	switch (value->kind) {
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
		*open = value->as.list.open;
		/* a copy: the loop may change it */
		list = MV_NEW(in->arena, struct ValueList);
		for (uint32_t i = 0; i < value->as.list.items.count; i++)
			*VEC_PUSH(in->arena, &list->items) = value->as.list.items.items[i];
		return list;
	case VALUE_DICT:
		*open = value->as.dict.open;
		list = MV_NEW(in->arena, struct ValueList);
		for (uint32_t i = 0; i < value->as.dict.pairs.count; i++)
			*VEC_PUSH(in->arena, &list->items) = value->as.dict.pairs.items[i].key;
		return list;
	case VALUE_STRING:
		if (value->as.string.hole_count || value->as.string.text.len > 10000)
			return NULL;
		list = MV_NEW(in->arena, struct ValueList);
		for (size_t i = 0; i < value->as.string.text.len;) {
			size_t end = i + 1;

			while (end < value->as.string.text.len && ((unsigned char)value->as.string.text.ptr[end] & 0xC0) == 0x80)
				end++;
			*VEC_PUSH(in->arena, &list->items) = mv_in_slice_string(in, value, i, end, NULL);
			i = end;
		}
		return list;
	case VALUE_CLASS:
		return mv_class_is_enum(value) ? mv_enum_members(in, value) : NULL;
	case VALUE_CALL:
		if (mv_is_instance(value) && ((const InstanceValue *)value->as.call)->data)
			return mv_in_iterate(in, ((const InstanceValue *)value->as.call)->data, open);
		return NULL;
	case VALUE_UNKNOWN:
	case VALUE_NONE:
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
	case VALUE_BYTES:
	case VALUE_ELLIPSIS:
	case VALUE_FUNCTION:
	case VALUE_MODULE:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_OPERATION:
		break;
	}
	return NULL;
}

static const Value *items(Interpreter *in, const PyNode *node, ValueKind kind)
{
	Value *value = mv_in_new(in, kind, node);

	grows_here(in, value);
	for (const PyNode *child = node->child; child; child = child->next) {
		if (child->kind == PY_STAR || child->kind == PY_STAR_PATTERN) {
			bool open = false;
			const Value *star = child->child ? mv_in_eval(in, child->child) : NULL;
			const struct ValueList *list = star ? mv_in_iterate(in, star, &open) : NULL;

			for (uint32_t i = 0; list && i < list->items.count; i++)
				mv_in_add_item(in, value, list->items.items[i]);
			value->as.list.open |= !list || open;
		} else if (child->kind == PY_ERROR) {
			value->as.list.open = true;
		} else {
			const Value *item = mv_in_eval(in, child);

			mv_in_add_item(in, value, item);
		}
	}
	return value;
}

const Value *mv_in_dict_get(const Value *dict, const Value *key, Tri *found)
{
	*found = dict->as.dict.open ? TRI_UNKNOWN : TRI_NO;
	for (uint32_t i = dict->as.dict.pairs.count; i > 0; i--) {
		Tri same = mv_value_equal(dict->as.dict.pairs.items[i - 1].key, key, 0);

		if (same == TRI_YES) {
			*found = TRI_YES;
			return dict->as.dict.pairs.items[i - 1].value;
		}
		if (same == TRI_UNKNOWN)
			*found = TRI_UNKNOWN;
	}
	return NULL;
}

void mv_in_dict_set(Interpreter *in, Value *dict, const Value *key, const Value *value)
{
	if (mv_in_uncertain(in, ((GrowingValue *)dict)->branch)) {
		dict->as.dict.open = true;
		for (uint32_t i = 0; i < dict->as.dict.pairs.count; i++)
			if (mv_value_equal(dict->as.dict.pairs.items[i].key, key, 0) != TRI_NO)
				dict->as.dict.pairs.items[i].value =
					mv_in_unknown(in, NULL, "it is changed under a condition that is not known");
		return;
	}
	/* a literal of thousands of entries has no duplicates worth looking for */
	for (uint32_t i = 0; i < dict->as.dict.pairs.count && dict->as.dict.pairs.count < 2000; i++)
		if (mv_value_equal(dict->as.dict.pairs.items[i].key, key, 0) == TRI_YES) {
			dict->as.dict.pairs.items[i].value = value;
			return;
		}
	if (dict->as.dict.pairs.count >= MOST_ITEMS)
		dict->as.dict.open = true;
	else
		*VEC_PUSH(in->arena, &dict->as.dict.pairs) = (Pair){ key, value };
}

static const Value *dictionary(Interpreter *in, const PyNode *node)
{
	Value *dict = mv_in_new(in, VALUE_DICT, node);

	grows_here(in, dict);
	for (const PyNode *child = node->child; child; child = child->next) {
		if (child->kind == PY_PAIR) {
			const PyNode *key = mv_node_field(child, PY_KEY), *value = mv_node_field(child, PY_VALUE);
			const Value *k = key ? mv_in_eval(in, key) : NULL;

			if (k && value)
				mv_in_dict_set(in, dict, k, mv_in_eval(in, value));
		} else if (child->kind == PY_STARS && child->child) {
			const Value *other = mv_in_eval(in, child->child);

			if (other->kind != VALUE_DICT) {
				dict->as.dict.open = true;
				continue;
			}
			for (uint32_t i = 0; i < other->as.dict.pairs.count; i++)
				mv_in_dict_set(in, dict, other->as.dict.pairs.items[i].key, other->as.dict.pairs.items[i].value);
			dict->as.dict.open |= other->as.dict.open;
		} else {
			dict->as.dict.open = true;
		}
	}
	return dict;
}

/* ---- comprehensions ---- */

typedef struct Comprehension {
	const PyNode *node, *body;
	Value *result;
} Comprehension;

static void add_result(Interpreter *in, const Comprehension *comprehension)
{
	if (comprehension->result->kind == VALUE_DICT) {
		const PyNode *pair = comprehension->body;
		const PyNode *key = mv_node_field(pair, PY_KEY), *value = mv_node_field(pair, PY_VALUE);
		const Value *k = key ? mv_in_eval(in, key) : NULL;

		if (k && value)
			mv_in_dict_set(in, comprehension->result, k, mv_in_eval(in, value));
	} else {
		mv_in_add_item(in, comprehension->result, mv_in_eval(in, comprehension->body));
	}
}

/* The clauses from `clause` on. Nothing that is not known is added: the result stays open. */
static void run_clauses(Interpreter *in, const Comprehension *comprehension, const PyNode *clause)
{
	bool *is_open = comprehension->result->kind == VALUE_DICT ? &comprehension->result->as.dict.open
								   : &comprehension->result->as.list.open;

	while (clause && clause->kind != PY_FOR_IN && clause->kind != PY_IF_CLAUSE)
		clause = clause->next;
	if (!mv_in_step(in) || in->depth >= MOST_EVAL_DEPTH) {
		*is_open = true;
		return;
	}
	if (!clause) {
		add_result(in, comprehension);
	} else if (clause->kind == PY_IF_CLAUSE) {
		Tri truth = clause->child ? mv_in_truth(in, mv_in_eval(in, clause->child)) : TRI_UNKNOWN;

		if (truth == TRI_YES)
			run_clauses(in, comprehension, clause->next);
		else if (truth == TRI_UNKNOWN)
			*is_open = true;
	} else {
		const PyNode *target = mv_node_field(clause, PY_LEFT), *over = mv_node_field(clause, PY_RIGHT);
		bool open = false;
		const struct ValueList *list = over ? mv_in_iterate(in, mv_in_eval(in, over), &open) : NULL;

		*is_open |= !list || open;
		in->depth++;
		for (uint32_t i = 0; target && list && i < list->items.count && i < MOST_ITERATIONS; i++) {
			mv_in_assign(in, target, list->items.items[i]);
			run_clauses(in, comprehension, clause->next);
		}
		if (list && list->items.count > MOST_ITERATIONS)
			*is_open = true;
		in->depth--;
	}
}

Value *mv_in_comprehension(Interpreter *in, const PyNode *node, ValueKind kind)
{
	Scope *outer = in->frame->scope;
	Comprehension comprehension = { .node = node, .body = mv_node_field(node, PY_BODY), .result = mv_in_new(in, kind, node) };

	grows_here(in, comprehension.result);
	if (!comprehension.body)
		return comprehension.result;
	/* its variables are its own */
	in->frame->scope = mv_scope_new(in, SCOPE_COMPREHENSION, outer, outer->module);
	run_clauses(in, &comprehension, comprehension.body->next);
	in->frame->scope = outer;
	return comprehension.result;
}

/* ---- subscripts ---- */

/* One bound of a slice, clamped as Python does. */
static bool slice_bound(Interpreter *in, const PyNode *node, size_t length, bool end, size_t *bound)
{
	int64_t at;

	if (!node) {
		*bound = end ? length : 0;
		return true;
	}
	const Value *value = mv_in_eval(in, node);
	if (value->kind == VALUE_NONE) {
		*bound = end ? length : 0;
		return true;
	}
	if (!mv_value_int(value, &at))
		return false;
	if (at < 0)
		at += (int64_t)length;
	*bound = at < 0 ? 0 : at > (int64_t)length ? length : (size_t)at;
	return true;
}

static const Value *slice(Interpreter *in, const Value *object, const PyNode *slice_node, const PyNode *node)
{
	const PyNode *bounds[3] = { 0 };
	unsigned position = 0;
	size_t length, start, end;
	int64_t step = 1;
	Value *result;

	object = mv_in_known_symbol(in, object);
	for (const PyNode *child = slice_node->child; child; child = child->next) {
		if (child->kind == PY_TOKEN)
			position += child->op == PY_OP_COLON;
		else if (position < 3)
			bounds[position] = child;
	}
	if (bounds[2] && !mv_value_int(mv_in_eval(in, bounds[2]), &step))
		step = 0;
	if (object->kind == VALUE_STRING && object->as.string.hole_count == 0)
		length = object->as.string.text.len;
	else if (mv_value_items(object) && object->kind != VALUE_SET && !object->as.list.open)
		length = object->as.list.items.count;
	else
		return mv_in_operation(in, "[:]", object, NULL, NULL, node);
	if (step < 1 && !(step == -1 && !bounds[0] && !bounds[1]))
		return mv_in_unknown(in, node, "a slice with this step is not followed");
	if (!slice_bound(in, bounds[0], length, false, &start) || !slice_bound(in, bounds[1], length, true, &end))
		return mv_in_unknown(in, node, "the bounds of a slice are not known");
	if (end < start)
		end = start;
	if (object->kind == VALUE_STRING) {
		for (size_t i = 0; i < length; i++)
			if ((unsigned char)object->as.string.text.ptr[i] >= 0x80)
				return mv_in_unknown(in, node, "a slice of text that is not ASCII is not followed");
		if (step != 1)
			return mv_in_unknown(in, node, "a slice with this step is not followed");
		return mv_in_slice_string(in, object, start, end, node);
	}
	result = mv_in_new(in, object->kind, node);
	grows_here(in, result);
	if (step == -1)
		for (size_t i = length; i > 0; i--)
			mv_in_add_item(in, result, object->as.list.items.items[i - 1]);
	else
		for (size_t i = start; i < end; i += (size_t)step)
			mv_in_add_item(in, result, object->as.list.items.items[i]);
	return result;
}

const Value *mv_in_subscript(Interpreter *in, const Value *object, const Value *index, const PyNode *node)
{
	int64_t at;
	Value *value;

	object = mv_in_known_symbol(in, object);
	if (mv_is_instance(object) && ((const InstanceValue *)object->as.call)->data)
		object = ((const InstanceValue *)object->as.call)->data;
	if (object->kind == VALUE_DICT) {
		Tri found;
		const Value *got = mv_in_dict_get(object, index, &found);

		if (found == TRI_YES)
			return got;
		if (found == TRI_NO)
			return mv_in_unknown(in, node, "there is no such key");
	}
	if ((object->kind == VALUE_LIST || object->kind == VALUE_TUPLE) && mv_value_int(index, &at)) {
		uint32_t count = object->as.list.items.count;

		if (at < 0 && !object->as.list.open)
			at += count;
		if (at >= 0 && at < (int64_t)count)
			return object->as.list.items.items[at];
		if (!object->as.list.open)
			return mv_in_unknown(in, node, "the index is out of range");
	}
	if (object->kind == VALUE_STRING && object->as.string.hole_count == 0 && mv_value_int(index, &at)) {
		bool open;
		const struct ValueList *letters = mv_in_iterate(in, object, &open);

		if (letters && at < 0)
			at += letters->items.count;
		if (letters && at >= 0 && at < (int64_t)letters->items.count)
			return letters->items.items[at];
	}
	if (object->kind == VALUE_CLASS && mv_class_is_enum(object) && mv_value_text(index)) {
		const struct ValueList *members = mv_enum_members(in, object);

		for (uint32_t i = 0; i < members->items.count; i++) {
			const Value *name = mv_in_find_attribute(in, members->items.items[i], "name", NULL, (Span){ 0, 0 });

			if (name && mv_value_equal(name, index, 0) == TRI_YES)
				return members->items.items[i];
		}
	}
	value = mv_in_new(in, VALUE_SUBSCRIPT, node);
	value->as.operation.name = "[]";
	value->as.operation.operands[0] = object;
	value->as.operation.operands[1] = index;
	value->as.operation.operand_count = 2;
	return value;
}

static const Value *subscript(Interpreter *in, const PyNode *node)
{
	const PyNode *object = mv_node_field(node, PY_VALUE), *index = mv_node_field(node, PY_SUBSCRIPT_INDEX);
	const Value *container = object ? mv_in_eval(in, object) : NULL;
	bool tuple = false;

	if (!container || !index)
		return mv_in_unknown(in, node, "there is a syntax error");
	if (index->kind == PY_SLICE)
		return slice(in, container, index, node);
	for (const PyNode *child = index->next; child; child = child->next)
		tuple |= child->field == PY_SUBSCRIPT_INDEX;
	if (tuple) {
		Value *key = mv_in_new(in, VALUE_TUPLE, index);

		for (const PyNode *child = index; child; child = child->next)
			if (child->field == PY_SUBSCRIPT_INDEX)
				mv_in_add_item(in, key, child->kind == PY_SLICE ? mv_in_unknown(in, child, "a slice") : mv_in_eval(in, child));
		return mv_in_subscript(in, container, key, node);
	}
	return mv_in_subscript(in, container, mv_in_eval(in, index), node);
}

/* ---- the switch ---- */

static const Value *name(Interpreter *in, const PyNode *node)
{
	Str text = mv_in_text(in, node);
	const Value *value = mv_in_lookup(in, in->frame->scope, text, node);

	return value ? value : mv_in_unknown(in, node, "the name '%.*s' is not defined", STR_ARG(text));
}

static const Value *attribute(Interpreter *in, const PyNode *node)
{
	const PyNode *object = mv_node_field(node, PY_OBJECT), *what = mv_node_field(node, PY_ATTRIBUTE_NAME);

	if (!object || !what)
		return mv_in_unknown(in, node, "there is a syntax error");
	return mv_in_attribute(in, mv_in_eval(in, object), mv_in_name(in, mv_in_text(in, what)), mv_in_source(in), node->span);
}

/* a and b, a or b: the value of one of them. */
static const Value *boolean_operator(Interpreter *in, const PyNode *node)
{
	const PyNode *a = mv_node_field(node, PY_LEFT), *b = mv_node_field(node, PY_RIGHT);
	const Value *left = a ? mv_in_eval(in, a) : NULL, *right;
	Circumstances around = in->around;
	const Branch *branch = in->branch;
	Tri truth;

	if (!left || !b)
		return mv_in_unknown(in, node, "there is a syntax error");
	truth = mv_in_truth(in, left);
	if (truth == (node->op == PY_OP_OR ? TRI_YES : TRI_NO))
		return left;
	if (truth != TRI_UNKNOWN)
		return mv_in_eval(in, b);
	mv_in_may_happen(in, mv_in_why(in, a));
	right = mv_in_eval(in, b);
	in->around = around;
	in->branch = branch;
	return mv_in_operation(in, node->op == PY_OP_OR ? "or" : "and", left, right, NULL, node);
}

static const Value *conditional(Interpreter *in, const PyNode *node)
{
	const PyNode *then = node->child, *condition = then ? then->next : NULL, *otherwise = condition ? condition->next : NULL;
	Circumstances around = in->around;
	const Branch *branch = in->branch;
	const Value *value, *a, *b;

	if (!otherwise)
		return mv_in_unknown(in, node, "there is a syntax error");
	value = mv_in_eval(in, condition);
	switch (mv_in_truth(in, value)) {
	case TRI_YES:
		return mv_in_eval(in, then);
	case TRI_NO:
		return mv_in_eval(in, otherwise);
	case TRI_UNKNOWN:
		break;
	}
	mv_in_may_happen(in, mv_in_why(in, condition));
	a = mv_in_eval(in, then);
	b = mv_in_eval(in, otherwise);
	in->around = around;
	in->branch = branch;
	if (mv_value_equal(a, b, 0) == TRI_YES)
		return a;
	return mv_in_operation(in, "if", a, value, b, node);
}

/* a < b < c: all of them. */
static const Value *comparison(Interpreter *in, const PyNode *node)
{
	const Value *left = NULL, *result = NULL;
	PyOperator op = PY_OP_NONE;

	for (const PyNode *child = node->child; child; child = child->next) {
		if (child->kind == PY_TOKEN) {
			op = child->op;
			continue;
		}
		const Value *right = mv_in_eval(in, child);

		if (left) {
			const Value *one = mv_in_compare(in, op, left, right, node);

			if (mv_in_truth(in, one) == TRI_NO)
				return one;
			result = !result || mv_in_truth(in, result) == TRI_YES ? one : mv_in_operation(in, "and", result, one, NULL, node);
		}
		left = right;
	}
	return result ? result : mv_in_unknown(in, node, "there is a syntax error");
}

/* text + b + c + ... in one piece: copying it at each + would cost the square. `*at` moves over what was added. */
static const Value *concatenated(Interpreter *in, const Value *value, const PyNode *const *chain, uint32_t count, uint32_t *at)
{
	TextBuilder text = { .in = in };
	uint32_t i = 0;

	mv_text_whole(&text, &value->as.string);
	for (; i < count && chain[i]->op == PY_OP_ADD; i++) {
		const PyNode *right = mv_node_field(chain[i], PY_RIGHT);
		const Value *more = right ? mv_in_eval(in, right) : mv_in_unknown(in, chain[i], "there is a syntax error");

		if (more->kind == VALUE_STRING || mv_is_instance(more))
			mv_text_str(&text, more);
		else
			mv_text_hole(&text, more);
	}
	*at += i - 1;
	return mv_text_finish(&text, VALUE_STRING, mv_in_source(in), chain[i - 1]->span);
}

/* a + b + c + ...: a loop, since long texts are written so. */
static const Value *binary(Interpreter *in, const PyNode *node)
{
	enum { MOST = 4096 };
	const PyNode *first = node;
	const PyNode **chain;
	uint32_t count = 0;
	const Value *value;

	while (first && first->kind == PY_BINARY && count < MOST) {
		count++;
		first = mv_node_field(first, PY_LEFT);
	}
	if (!first)
		return mv_in_unknown(in, node, "there is a syntax error");
	if (count == 1) {
		const PyNode *right = mv_node_field(node, PY_RIGHT);

		value = mv_in_eval(in, first);
		return right ? mv_in_binary(in, node->op, value, mv_in_eval(in, right), node)
			     : mv_in_unknown(in, node, "there is a syntax error");
	}
	chain = MV_NEW_ARRAY(in->arena, const PyNode *, count);
	first = node;
	for (uint32_t i = count; i > 0; i--) {
		chain[i - 1] = first;
		first = mv_node_field(first, PY_LEFT);
	}
	value = mv_in_eval(in, first);
	for (uint32_t i = 0; i < count; i++) {
		const PyNode *right = mv_node_field(chain[i], PY_RIGHT);

		if (!right)
			return mv_in_unknown(in, node, "there is a syntax error");
		if (value->kind == VALUE_STRING && chain[i]->op == PY_OP_ADD && i + 1 < count && chain[i + 1]->op == PY_OP_ADD) {
			value = concatenated(in, value, chain + i, count - i, &i);
			continue;
		}
		value = mv_in_binary(in, chain[i]->op, value, mv_in_eval(in, right), chain[i]);
	}
	return value;
}

static const Value *yield(Interpreter *in, const PyNode *node)
{
	const PyNode *what = node->child;
	bool from = false;
	const Value *value;

	if (what && what->kind == PY_TOKEN) {
		from = what->op == PY_OP_FROM;
		what = what->next;
	}
	value = what ? mv_in_eval(in, what) : mv_in_new(in, VALUE_NONE, node);
	if (in->frame->at_yield) {
		Frame *frame = in->frame;

		frame->yield_flow = frame->at_yield(in, value, frame->yield_data);
	} else if (in->frame->yields) {
		if (mv_in_uncertain(in, ((GrowingValue *)in->frame->yields)->branch)) {
			in->frame->yields->as.list.open = true;
		} else if (from) {
			bool open = false;
			const struct ValueList *list = mv_in_iterate(in, value, &open);

			for (uint32_t i = 0; list && i < list->items.count; i++)
				mv_in_add_item(in, in->frame->yields, list->items.items[i]);
			in->frame->yields->as.list.open |= !list || open;
		} else {
			mv_in_add_item(in, in->frame->yields, value);
		}
	}
	return mv_in_unknown(in, node, "what is sent to a generator is not known");
}

static const Value *negated(Interpreter *in, const Value *value, const PyNode *node)
{
	Tri truth = mv_in_truth(in, value);
	Value *result;

	if (truth == TRI_UNKNOWN)
		return mv_in_operation(in, "not", value, NULL, NULL, node);
	result = mv_in_new(in, VALUE_BOOL, node);
	result->as.truth = truth == TRI_NO;
	return result;
}

static const Value *evaluate(Interpreter *in, const PyNode *node)
{
	const Value *value;

	switch (node->kind) {
	case PY_IDENTIFIER:
	case PY_PRINT:
		return name(in, node);
	case PY_INTEGER:
		return integer(in, node);
	case PY_FLOAT:
		return floating(in, node);
	case PY_TRUE:
	case PY_FALSE:
		return boolean(in, node);
	case PY_NONE:
		return mv_in_new(in, VALUE_NONE, node);
	case PY_ELLIPSIS:
		return mv_in_new(in, VALUE_ELLIPSIS, node);
	case PY_STRING:
		return mv_in_string(in, node);
	case PY_CONCATENATED:
		return mv_in_concatenated(in, node);
	case PY_LIST:
	case PY_LIST_PATTERN:
		return items(in, node, VALUE_LIST);
	case PY_TUPLE:
	case PY_EXPRESSION_LIST:
	case PY_TUPLE_PATTERN:
	case PY_PATTERN_LIST:
		return items(in, node, VALUE_TUPLE);
	case PY_SET:
		return items(in, node, VALUE_SET);
	case PY_DICT:
		return dictionary(in, node);
	case PY_LIST_COMP:
	case PY_GENERATOR:
		return mv_in_comprehension(in, node, VALUE_LIST);
	case PY_SET_COMP:
		return mv_in_comprehension(in, node, VALUE_SET);
	case PY_DICT_COMP:
		return mv_in_comprehension(in, node, VALUE_DICT);
	case PY_PARENTHESIZED:
	case PY_AWAIT:
	case PY_TYPE:
	case PY_EXPRESSION_STATEMENT:
		return node->child ? mv_in_eval(in, node->child) : mv_in_unknown(in, node, "there is a syntax error");
	case PY_ATTRIBUTE:
		return attribute(in, node);
	case PY_SUBSCRIPT:
		return subscript(in, node);
	case PY_CALL:
		return mv_in_call(in, node);
	case PY_NOT:
		value = node->child ? mv_in_eval(in, node->child) : mv_in_unknown(in, node, "there is a syntax error");
		return negated(in, value, node);
	case PY_UNARY:
		value = node->child ? mv_in_eval(in, node->child) : mv_in_unknown(in, node, "there is a syntax error");
		return mv_in_unary(in, node->op, value, node);
	case PY_BOOLEAN:
		return boolean_operator(in, node);
	case PY_BINARY:
		return binary(in, node);
	case PY_COMPARISON:
		return comparison(in, node);
	case PY_CONDITIONAL:
		return conditional(in, node);
	case PY_NAMED: {
		const PyNode *to = mv_node_field(node, PY_NAME), *what = mv_node_field(node, PY_VALUE);

		value = what ? mv_in_eval(in, what) : mv_in_unknown(in, node, "there is a syntax error");
		if (to && to->kind == PY_IDENTIFIER) {
			Scope *scope = in->frame->scope;

			/* in a comprehension it is a name of the code around it */
			while (scope->kind == SCOPE_COMPREHENSION)
				scope = scope->parent;
			mv_scope_assign(in, scope, mv_in_text(in, to), value);
		}
		return value;
	}
	case PY_LAMBDA:
		return mv_in_lambda(in, node);
	case PY_YIELD:
		return yield(in, node);
	case PY_DEEP:
		return mv_in_unknown(in, node, "it is nested too deeply");
	case PY_ERROR:
		return mv_in_unknown(in, node, "there is a syntax error");
	default:
		return mv_in_unknown(in, node, "this kind of expression is not followed");
	}
}

const Value *mv_in_eval(Interpreter *in, const PyNode *node)
{
	const Value *value;

	if (!mv_in_step(in))
		return mv_in_unknown(in, node, "evaluating it takes too many steps");
	if (in->depth >= MOST_EVAL_DEPTH)
		return mv_in_unknown(in, node, "it is nested too deeply");
	in->depth++;
	value = evaluate(in, node);
	in->depth--;
	return value;
}
