/* interpret_operators.c: arithmetic, comparison, truth. */
#include "interpret_internal.h"

const Value *mv_in_operation(Interpreter *in, const char *name, const Value *a, const Value *b, const Value *c,
			     const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_OPERATION, node);
	const Value *operands[] = { a, b, c };

	value->as.operation.name = name;
	for (unsigned i = 0; i < 3 && operands[i]; i++)
		value->as.operation.operands[value->as.operation.operand_count++] = operands[i];
	if (!node) {
		value->source = a->source;
		value->span = a->span;
	}
	return value;
}

static const Value *truth_value(Interpreter *in, bool truth, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_BOOL, node);

	value->as.truth = truth;
	return value;
}

static const Value *int_value(Interpreter *in, int64_t integer, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_INT, node);

	value->as.number.integer = integer;
	return value;
}

/* django.VERSION, as the project's version says. */
static const Value *version_tuple(Interpreter *in, const char *version)
{
	Value *tuple = mv_value_new(in->arena, VALUE_TUPLE, NULL, (Span){ 0, 0 });
	unsigned parts = 0;

	for (const char *at = version; at && *at && parts < 3; parts++) {
		char *end;
		long part = strtol(at, &end, 10);

		if (end == at)
			break;
		mv_in_add_item(in, tuple, mv_value_int_new(in->arena, part));
		at = *end == '.' ? end + 1 : "";
	}
	while (parts++ < 3)
		mv_in_add_item(in, tuple, mv_value_int_new(in->arena, 0));
	mv_in_add_item(in, tuple, mv_value_string(in->arena, STR("final")));
	mv_in_add_item(in, tuple, mv_value_int_new(in->arena, 0));
	return tuple;
}

const Value *mv_in_known_symbol(Interpreter *in, const Value *value)
{
	if (value->kind == VALUE_SYMBOL && strcmp(value->as.name, "django.VERSION") == 0)
		return version_tuple(in, in->set->python && in->set->python->version ? in->set->python->version : "6.0");
	return value;
}

/* What a member of an enum or an instance of a subclass of str holds. */
static const Value *held(const Value *value)
{
	static const char *const transparent[] = { "str", "int", "IntEnum", "StrEnum", "IntegerChoices", "TextChoices", "IntFlag" };
	const InstanceValue *instance = mv_is_instance(value) ? (const InstanceValue *)value->as.call : NULL;

	if (!instance || !instance->data)
		return value;
	if (!mv_class_is_enum(value->as.call->callee))
		return instance->data;
	for (size_t i = 0; i < sizeof transparent / sizeof *transparent; i++)
		if (mv_class_derives(value->as.call->callee, transparent[i]) == TRI_YES)
			return instance->data;
	return value;
}

static Tri truth_of(Interpreter *in, const Value *value, uint32_t *budget);

Tri mv_in_truth(Interpreter *in, const Value *value)
{
	/* what loops make of conditions that are not known has parts in common: looked at one by one they never end */
	uint32_t budget = 500;

	return truth_of(in, value, &budget);
}

static Tri truth_of(Interpreter *in, const Value *value, uint32_t *budget)
{
	Tri truth = mv_value_truth(value);

	if (truth != TRI_UNKNOWN || *budget == 0)
		return truth;
	--*budget;
	if (in->hooks && in->hooks->truth) {
		truth = in->hooks->truth(in, value, in->hooks->data);
		if (truth != TRI_UNKNOWN)
			return truth;
	}
	if (value->kind == VALUE_OPERATION && in->depth < MOST_EVAL_DEPTH) {
		const Value *const *operands = value->as.operation.operands;
		const char *name = value->as.operation.name;
		uint32_t count = value->as.operation.operand_count;
		Tri a, b;

		in->depth++;
		if (strcmp(name, "not") == 0) {
			truth = mv_tri_not(truth_of(in, operands[0], budget));
		} else if (strcmp(name, "and") == 0 && count == 2) {
			truth = mv_tri_and(truth_of(in, operands[0], budget), truth_of(in, operands[1], budget));
		} else if (strcmp(name, "or") == 0 && count == 2) {
			truth = mv_tri_not(mv_tri_and(mv_tri_not(truth_of(in, operands[0], budget)), mv_tri_not(truth_of(in, operands[1], budget))));
		} else if (strcmp(name, "if") == 0 && count == 3) {
			a = truth_of(in, operands[0], budget);
			b = truth_of(in, operands[2], budget);
			truth = a == b ? a : TRI_UNKNOWN;
		}
		in->depth--;
	} else if (value->kind == VALUE_SYMBOL) {
		const char *name = mv_value_last_name(value);

		/* true for type checkers only */
		if (strcmp(name, "TYPE_CHECKING") == 0)
			return TRI_NO;
		if (strncmp(value->as.name, "builtins.", 9) == 0)
			return TRI_YES;
	} else if (mv_is_instance(value) && ((const InstanceValue *)value->as.call)->data) {
		if (mv_class_is_enum(value->as.call->callee) && held(value) == value)
			return TRI_YES;
		truth = mv_value_truth(held(value));
	}
	return truth;
}

/* ---- arithmetic ---- */

static const Value *arithmetic(Interpreter *in, PyOperator op, int64_t a, int64_t b, const PyNode *node)
{
	int64_t result = 0;

	switch ((int)op) {
	case PY_OP_ADD:
		if (__builtin_add_overflow(a, b, &result))
			return NULL;
		break;
	case PY_OP_SUBTRACT:
		if (__builtin_sub_overflow(a, b, &result))
			return NULL;
		break;
	case PY_OP_MULTIPLY:
		if (__builtin_mul_overflow(a, b, &result))
			return NULL;
		break;
	case PY_OP_FLOOR:
	case PY_OP_MODULO:
		if (b == 0)
			return mv_in_unknown(in, node, "a division by zero");
		if (b == -1)
			return op == PY_OP_MODULO ? int_value(in, 0, node) : a == INT64_MIN ? NULL : int_value(in, -a, node);
		/* towards minus infinity */
		result = a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
		if (op == PY_OP_MODULO)
			result = a - result * b;
		break;
	case PY_OP_POWER:
		if (b < 0)
			return NULL;
		result = 1;
		for (int64_t i = 0; i < b; i++)
			if (i > 64 || __builtin_mul_overflow(result, a, &result)) {
				if (a >= -1 && a <= 1)
					return int_value(in, a == -1 && b % 2 == 0 ? 1 : a, node);
				return NULL;
			}
		break;
	case PY_OP_BIT_OR:
		result = a | b;
		break;
	case PY_OP_BIT_AND:
		result = a & b;
		break;
	case PY_OP_BIT_XOR:
		result = a ^ b;
		break;
	case PY_OP_SHIFT_LEFT:
		if (b < 0 || b > 62 || a < 0 || a > (INT64_MAX >> b))
			return NULL;
		result = a << b;
		break;
	case PY_OP_SHIFT_RIGHT:
		if (b < 0)
			return NULL;
		result = b > 63 ? (a < 0 ? -1 : 0) : a >> b;
		break;
	default:
		return NULL;
	}
	return int_value(in, result, node);
}

static bool is_text(const Value *value)
{
	return value->kind == VALUE_STRING || value->kind == VALUE_BYTES;
}

/* One side is a string: what is not known of the other is a hole. */
static const Value *concatenate(Interpreter *in, const Value *left, const Value *right, const PyNode *node)
{
	TextBuilder text = { .in = in };
	ValueKind kind = is_text(left) ? left->kind : right->kind;
	const Value *const sides[] = { left, right };

	for (unsigned i = 0; i < 2; i++) {
		if (is_text(sides[i]))
			mv_text_whole(&text, &sides[i]->as.string);
		else
			mv_text_hole(&text, sides[i]);
	}
	return mv_text_finish(&text, kind, mv_in_source(in), node->span);
}

static const Value *repeat(Interpreter *in, const Value *value, int64_t times, const PyNode *node)
{
	if (times < 0)
		times = 0;
	if (is_text(value)) {
		TextBuilder text = { .in = in };

		if ((uint64_t)times * (value->as.string.text.len + 1) > MOST_STRING_BYTES)
			return mv_in_unknown(in, node, "it makes too much text");
		for (int64_t i = 0; i < times && !text.full; i++)
			mv_text_whole(&text, &value->as.string);
		return mv_text_finish(&text, value->kind, mv_in_source(in), node->span);
	}
	Value *list = mv_in_new(in, value->kind, node);

	for (int64_t i = 0; i < times && !list->as.list.open; i++)
		for (uint32_t j = 0; j < value->as.list.items.count; j++)
			if (!mv_in_add_item(in, list, value->as.list.items.items[j]))
				break;
	list->as.list.open |= value->as.list.open;
	return list;
}

static const Value *join_lists(Interpreter *in, const Value *left, const Value *right, const PyNode *node)
{
	bool known = mv_value_items(left) && mv_value_items(right) && left->kind == right->kind;
	Value *list = mv_in_new(in, mv_value_items(left) ? left->kind : right->kind, node);
	const Value *const sides[] = { left, right };

	for (unsigned i = 0; i < 2; i++) {
		const struct ValueList *part = mv_value_items(sides[i]);

		for (uint32_t j = 0; part && j < part->items.count; j++)
			mv_in_add_item(in, list, part->items.items[j]);
		list->as.list.open |= !part || part->open;
	}
	list->as.list.open |= !known;
	return list;
}

/* {..} | {..} of sets and dicts, and - & of sets. */
static const Value *merge_containers(Interpreter *in, PyOperator op, const Value *left, const Value *right, const PyNode *node)
{
	Value *result = mv_in_new(in, left->kind, node);

	if (left->kind == VALUE_DICT) {
		if (op != PY_OP_BIT_OR)
			return NULL;
		for (uint32_t i = 0; i < left->as.dict.pairs.count; i++)
			mv_in_dict_set(in, result, left->as.dict.pairs.items[i].key, left->as.dict.pairs.items[i].value);
		for (uint32_t i = 0; i < right->as.dict.pairs.count; i++)
			mv_in_dict_set(in, result, right->as.dict.pairs.items[i].key, right->as.dict.pairs.items[i].value);
		result->as.dict.open = left->as.dict.open || right->as.dict.open;
		return result;
	}
	if (op == PY_OP_BIT_OR) {
		for (uint32_t i = 0; i < left->as.list.items.count; i++)
			mv_in_add_item(in, result, left->as.list.items.items[i]);
		for (uint32_t i = 0; i < right->as.list.items.count; i++)
			mv_in_add_item(in, result, right->as.list.items.items[i]);
		result->as.list.open = left->as.list.open || right->as.list.open;
		return result;
	}
	if ((op != PY_OP_SUBTRACT && op != PY_OP_BIT_AND) || left->as.list.items.count * (uint64_t)right->as.list.items.count > 1000000)
		return NULL;
	for (uint32_t i = 0; i < left->as.list.items.count; i++) {
		Tri there = right->as.list.open ? TRI_UNKNOWN : TRI_NO;

		for (uint32_t j = 0; j < right->as.list.items.count && there != TRI_YES; j++) {
			Tri same = mv_value_equal(left->as.list.items.items[i], right->as.list.items.items[j], 0);

			there = same == TRI_NO ? there : same;
		}
		if (there == TRI_UNKNOWN)
			result->as.list.open = true;
		else if ((there == TRI_YES) == (op == PY_OP_BIT_AND))
			mv_in_add_item(in, result, left->as.list.items.items[i]);
	}
	result->as.list.open |= left->as.list.open;
	return result;
}

const Value *mv_in_binary(Interpreter *in, PyOperator op, const Value *left, const Value *right, const PyNode *node)
{
	const Value *result = NULL, *a = held(left), *b = held(right);
	int64_t x, y;

	if (mv_value_int(a, &x) && mv_value_int(b, &y))
		result = arithmetic(in, op, x, y, node);
	else if (op == PY_OP_MODULO && is_text(a))
		return mv_in_percent(in, a, right, node);
	else if (op == PY_OP_ADD && (is_text(a) || is_text(b)))
		return concatenate(in, a, b, node);
	else if (op == PY_OP_MULTIPLY && (is_text(a) || (mv_value_items(a) && a->kind != VALUE_SET)) && mv_value_int(b, &y))
		return repeat(in, a, y, node);
	else if (op == PY_OP_MULTIPLY && (is_text(b) || (mv_value_items(b) && b->kind != VALUE_SET)) && mv_value_int(a, &x))
		return repeat(in, b, x, node);
	else if (op == PY_OP_ADD && (a->kind == VALUE_LIST || a->kind == VALUE_TUPLE || b->kind == VALUE_LIST || b->kind == VALUE_TUPLE))
		return join_lists(in, a, b, node);
	else if ((a->kind == VALUE_SET || a->kind == VALUE_DICT) && a->kind == b->kind)
		result = merge_containers(in, op, a, b, node);
	else if (op == PY_OP_DIVIDE)
		result = mv_in_library(in, "pathlib.Path.__truediv__", &(CallValue){ .callee = left, .args = { (const Value *[]){ right }, 1, 1 } }, node);
	if (result)
		return result;
	/* the reason of what is not known is worth more than the sum */
	if (left->kind == VALUE_UNKNOWN)
		return left;
	if (right->kind == VALUE_UNKNOWN)
		return right;
	return mv_in_operation(in, mv_operator_name(op), left, right, NULL, node);
}

const Value *mv_in_unary(Interpreter *in, PyOperator op, const Value *value, const PyNode *node)
{
	int64_t integer;

	if (mv_value_int(value, &integer) && integer != INT64_MIN) {
		if (op == PY_OP_SUBTRACT)
			return int_value(in, -integer, node);
		if (op == PY_OP_ADD)
			return int_value(in, integer, node);
		if (op == PY_OP_INVERT)
			return int_value(in, ~integer, node);
	}
	if (value->kind == VALUE_FLOAT && op == PY_OP_SUBTRACT) {
		Value *result = mv_in_new(in, VALUE_FLOAT, node);

		result->as.number.digits = mv_arena_format(in->arena, "-%s", value->as.number.digits);
		return result;
	}
	return mv_in_operation(in, mv_operator_name(op), value, NULL, NULL, node);
}

/* ---- comparison ---- */

bool mv_in_order(const Value *a, const Value *b, int *order)
{
	int64_t x, y;

	if (mv_value_int(a, &x) && mv_value_int(b, &y)) {
		*order = x < y ? -1 : x > y;
		return true;
	}
	if (is_text(a) && a->kind == b->kind && a->as.string.hole_count == 0 && b->as.string.hole_count == 0) {
		/* UTF-8 sorts as its code points do */
		size_t length = a->as.string.text.len < b->as.string.text.len ? a->as.string.text.len : b->as.string.text.len;
		int bytes = memcmp(a->as.string.text.ptr, b->as.string.text.ptr, length);

		*order = bytes ? (bytes < 0 ? -1 : 1)
			       : a->as.string.text.len < b->as.string.text.len ? -1 : a->as.string.text.len > b->as.string.text.len;
		return true;
	}
	if ((a->kind == VALUE_TUPLE || a->kind == VALUE_LIST) && a->kind == b->kind && !a->as.list.open && !b->as.list.open) {
		for (uint32_t i = 0; i < a->as.list.items.count && i < b->as.list.items.count; i++) {
			const Value *left = a->as.list.items.items[i], *right = b->as.list.items.items[i];

			if (left->kind == VALUE_TUPLE || left->kind == VALUE_LIST || !mv_in_order(left, right, order))
				return false;
			if (*order)
				return true;
		}
		*order = a->as.list.items.count < b->as.list.items.count ? -1 : a->as.list.items.count > b->as.list.items.count;
		return true;
	}
	return false;
}

static Tri contains(Interpreter *in, const Value *container, const Value *item)
{
	bool open = false;
	const struct ValueList *list;
	Tri there;

	container = held(container);
	if (container->kind == VALUE_DICT) {
		mv_in_dict_get(container, item, &there);
		return there;
	}
	if (container->kind == VALUE_STRING) {
		if (item->kind != VALUE_STRING || item->as.string.hole_count)
			return TRI_UNKNOWN;
		if (mv_str_find(container->as.string.text, item->as.string.text, 0) != SIZE_MAX)
			return TRI_YES;
		return container->as.string.hole_count ? TRI_UNKNOWN : TRI_NO;
	}
	list = mv_in_iterate(in, container, &open);
	if (!list)
		return TRI_UNKNOWN;
	there = open ? TRI_UNKNOWN : TRI_NO;
	for (uint32_t i = 0; i < list->items.count; i++) {
		Tri same = mv_value_equal(held(list->items.items[i]), item, 0);

		if (same == TRI_YES)
			return TRI_YES;
		if (same == TRI_UNKNOWN)
			there = TRI_UNKNOWN;
	}
	return there;
}

/* `is`: certain only where one side is None, True, False or a class. */
static Tri identical(const Value *a, const Value *b)
{
	bool single = a->kind == VALUE_NONE || b->kind == VALUE_NONE || a->kind == VALUE_BOOL || b->kind == VALUE_BOOL ||
		      a->kind == VALUE_CLASS || b->kind == VALUE_CLASS;

	if (a == b)
		return a->kind == VALUE_UNKNOWN ? TRI_UNKNOWN : TRI_YES;
	/* what is made of something foreign by calling a class is not None */
	if (single && (mv_is_instance(a) || mv_is_instance(b)))
		return TRI_NO;
	return single || (a->kind == VALUE_SYMBOL && b->kind == VALUE_SYMBOL) ? mv_value_equal(a, b, 0) : TRI_UNKNOWN;
}

const Value *mv_in_compare(Interpreter *in, PyOperator op, const Value *left, const Value *right, const PyNode *node)
{
	const Value *a = mv_in_known_symbol(in, held(left)), *b = mv_in_known_symbol(in, held(right));
	Tri result = TRI_UNKNOWN;
	int order;

	/* each member of an enum is one thing */
	if (a != b && mv_is_instance(a) && mv_is_instance(b) && mv_class_is_enum(a->as.call->callee) &&
	    mv_class_is_enum(b->as.call->callee) && op != PY_OP_IN && op != PY_OP_NOT_IN)
		return op == PY_OP_EQUAL || op == PY_OP_IS	      ? truth_value(in, false, node)
		       : op == PY_OP_NOT_EQUAL || op == PY_OP_IS_NOT ? truth_value(in, true, node)
								      : mv_in_operation(in, mv_operator_name(op), left, right, NULL, node);
	switch ((int)op) {
	case PY_OP_EQUAL:
		result = mv_value_equal(a, b, 0);
		break;
	case PY_OP_NOT_EQUAL:
	case PY_OP_OLD_NOT_EQUAL:
		result = mv_tri_not(mv_value_equal(a, b, 0));
		break;
	case PY_OP_LESS:
		if (mv_in_order(a, b, &order))
			result = mv_tri(order < 0);
		break;
	case PY_OP_LESS_EQUAL:
		if (mv_in_order(a, b, &order))
			result = mv_tri(order <= 0);
		break;
	case PY_OP_GREATER:
		if (mv_in_order(a, b, &order))
			result = mv_tri(order > 0);
		break;
	case PY_OP_GREATER_EQUAL:
		if (mv_in_order(a, b, &order))
			result = mv_tri(order >= 0);
		break;
	case PY_OP_IN:
		result = contains(in, right, a);
		break;
	case PY_OP_NOT_IN:
		result = mv_tri_not(contains(in, right, a));
		break;
	case PY_OP_IS:
		result = identical(left, right);
		break;
	case PY_OP_IS_NOT:
		result = mv_tri_not(identical(left, right));
		break;
	default:
		break;
	}
	if (result != TRI_UNKNOWN)
		return truth_value(in, result == TRI_YES, node);
	return mv_in_operation(in, mv_operator_name(op), left, right, NULL, node);
}
