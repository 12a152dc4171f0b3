/* interpret_builtins.c: Python's built-in functions on what is known. NULL: the call stays as it is written. */
#include "interpret_internal.h"

static const char *const names[] = {
	"ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BufferError",
	"DeprecationWarning", "EOFError", "Ellipsis", "EnvironmentError", "Exception", "ExceptionGroup", "FileExistsError",
	"FileNotFoundError", "FutureWarning", "IOError", "ImportError", "IndexError", "InterruptedError", "IsADirectoryError",
	"KeyError", "KeyboardInterrupt", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotImplemented",
	"NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError", "ReferenceError",
	"RuntimeError", "RuntimeWarning", "StopIteration", "SyntaxError", "SystemExit", "TimeoutError", "TypeError",
	"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UserWarning", "ValueError", "Warning", "ZeroDivisionError",
	"__debug__", "__import__", "abs", "all", "any", "ascii", "basestring", "bin", "bool", "bytearray", "bytes", "callable",
	"chr", "classmethod", "compile", "delattr", "dict", "dir", "divmod", "enumerate", "eval", "exec", "exit", "filter",
	"float", "format", "frozenset", "getattr", "globals", "hasattr", "hash", "hex", "id", "input", "int", "isinstance",
	"issubclass", "iter", "len", "list", "locals", "long", "map", "max", "memoryview", "min", "next", "object", "oct", "open",
	"ord", "pow", "print", "property", "quit", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted",
	"staticmethod", "str", "sum", "super", "tuple", "type", "unichr", "unicode", "vars", "xrange", "zip",
};

bool mv_is_builtin(Str name)
{
	size_t low = 0, high = sizeof names / sizeof *names;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strncmp(name.ptr, names[middle], name.len);

		if (order == 0 && names[middle][name.len])
			order = -1;
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static const Value *argument(const CallValue *call, uint32_t position)
{
	return position < call->args.count && !call->open ? call->args.items[position] : NULL;
}

static const Value *keyword(const CallValue *call, const char *name)
{
	for (uint32_t i = 0; i < call->keywords.count; i++)
		if (strcmp(call->keywords.items[i].name, name) == 0)
			return call->keywords.items[i].value;
	return NULL;
}

static Value *truth(Interpreter *in, bool yes, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_BOOL, node);

	value->as.truth = yes;
	return value;
}

static Value *integer(Interpreter *in, int64_t number, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_INT, node);

	value->as.number.integer = number;
	return value;
}

static Value *new_list(Interpreter *in, ValueKind kind, const PyNode *node)
{
	Value *list = mv_in_new(in, kind, node);

	if (kind != VALUE_TUPLE)
		((GrowingValue *)list)->branch = in->branch;
	return list;
}

/* list(x), tuple(x), set(x) */
static const Value *container(Interpreter *in, ValueKind kind, const CallValue *call, const PyNode *node)
{
	Value *list = new_list(in, kind, node);
	const struct ValueList *from;
	bool open = false;

	if (call->args.count == 0 && !call->open)
		return list;
	if (!argument(call, 0))
		return NULL;
	from = mv_in_iterate(in, argument(call, 0), &open);
	if (!from)
		return NULL;
	for (uint32_t i = 0; i < from->items.count; i++)
		mv_in_add_item(in, list, from->items.items[i]);
	list->as.list.open |= open;
	return list;
}

static const Value *dict(Interpreter *in, const CallValue *call, const PyNode *node)
{
	Value *result = mv_in_new(in, VALUE_DICT, node);
	const Value *from = argument(call, 0);

	((GrowingValue *)result)->branch = in->branch;
	if (call->open || call->args.count > 1)
		return NULL;
	if (from && from->kind == VALUE_DICT) {
		for (uint32_t i = 0; i < from->as.dict.pairs.count; i++)
			mv_in_dict_set(in, result, from->as.dict.pairs.items[i].key, from->as.dict.pairs.items[i].value);
		result->as.dict.open = from->as.dict.open;
	} else if (from) {
		bool open = false;
		const struct ValueList *pairs = mv_in_iterate(in, from, &open);

		if (!pairs)
			return NULL;
		for (uint32_t i = 0; i < pairs->items.count; i++) {
			const struct ValueList *pair = mv_value_items(pairs->items.items[i]);

			if (pair && pair->items.count == 2)
				mv_in_dict_set(in, result, pair->items.items[0], pair->items.items[1]);
			else
				result->as.dict.open = true;
		}
		result->as.dict.open |= open;
	}
	for (uint32_t i = 0; i < call->keywords.count; i++)
		mv_in_dict_set(in, result, mv_value_string(in->arena, mv_str(call->keywords.items[i].name)), call->keywords.items[i].value);
	return result;
}

static const Value *range(Interpreter *in, const CallValue *call, const PyNode *node)
{
	int64_t start = 0, stop, step = 1;
	Value *list;

	if (!mv_value_int(argument(call, 0), &stop))
		return NULL;
	if (call->args.count > 1) {
		start = stop;
		if (!mv_value_int(argument(call, 1), &stop))
			return NULL;
	}
	if (call->args.count > 2 && (!mv_value_int(argument(call, 2), &step) || step == 0))
		return NULL;
	list = mv_in_new(in, VALUE_TUPLE, node);
	for (int64_t at = start; step > 0 ? at < stop : at > stop;) {
		if (!mv_in_add_item(in, list, integer(in, at, node)) || __builtin_add_overflow(at, step, &at))
			break;
		if (list->as.list.items.count > MOST_ITERATIONS + 1) {
			list->as.list.open = true;
			break;
		}
	}
	return list;
}

static const Value *length(Interpreter *in, const Value *value, const PyNode *node)
{
	size_t count = 0;

	if (!value)
		return NULL;
	if (value->kind == VALUE_STRING && value->as.string.hole_count == 0) {
		for (size_t i = 0; i < value->as.string.text.len; i++)
			count += ((unsigned char)value->as.string.text.ptr[i] & 0xC0) != 0x80;
		return integer(in, (int64_t)count, node);
	}
	if (value->kind == VALUE_BYTES && value->as.string.hole_count == 0)
		return integer(in, (int64_t)value->as.string.text.len, node);
	if (mv_value_items(value) && !value->as.list.open)
		return integer(in, value->as.list.items.count, node);
	if (value->kind == VALUE_DICT && !value->as.dict.open)
		return integer(in, value->as.dict.pairs.count, node);
	if (mv_class_is_enum(value))
		return integer(in, mv_enum_members(in, value)->items.count, node);
	return NULL;
}

static const Value *apply(Interpreter *in, const Value *function, const Value *item, const PyNode *node)
{
	CallValue *call = MV_NEW(in->arena, CallValue);

	*VEC_PUSH(in->arena, &call->args) = item;
	return mv_in_call_value(in, function, call, node);
}

/* ---- order ---- */

typedef struct Sortable {
	const Value *item, *key;
	uint32_t position;
} Sortable;

/* Merge sort: qsort would need a comparison that cannot fail. */
static bool merge_sort(Sortable *items, Sortable *scratch, uint32_t count)
{
	uint32_t half = count / 2, i = 0, j = half, k = 0;

	if (count < 2)
		return true;
	if (!merge_sort(items, scratch, half) || !merge_sort(items + half, scratch, count - half))
		return false;
	while (i < half && j < count) {
		int order;

		if (!mv_in_order(items[i].key, items[j].key, &order))
			return false;
		scratch[k++] = order <= 0 ? items[i++] : items[j++];
	}
	while (i < half)
		scratch[k++] = items[i++];
	while (j < count)
		scratch[k++] = items[j++];
	memcpy(items, scratch, count * sizeof *items);
	return true;
}

static const Value *sorted(Interpreter *in, const CallValue *call, const PyNode *node)
{
	bool open = false;
	const struct ValueList *list = argument(call, 0) ? mv_in_iterate(in, argument(call, 0), &open) : NULL;
	const Value *key = keyword(call, "key"), *reverse = keyword(call, "reverse");
	Tri backwards = reverse ? mv_value_truth(reverse) : TRI_NO;
	Value *result = new_list(in, VALUE_LIST, node);
	Sortable *items;

	if (!list || open || backwards == TRI_UNKNOWN)
		return NULL;
	items = MV_NEW_ARRAY(in->arena, Sortable, (size_t)list->items.count * 2);
	for (uint32_t i = 0; i < list->items.count; i++) {
		const Value *item = list->items.items[i];

		items[i] = (Sortable){ item, key && key->kind != VALUE_NONE ? apply(in, key, item, node) : item, i };
	}
	if (backwards == TRI_YES)
		for (uint32_t i = 0; i < list->items.count / 2; i++) {
			Sortable swap = items[i];

			items[i] = items[list->items.count - 1 - i];
			items[list->items.count - 1 - i] = swap;
		}
	if (!merge_sort(items, items + list->items.count, list->items.count))
		return NULL;
	for (uint32_t i = 0; i < list->items.count; i++)
		mv_in_add_item(in, result, items[backwards == TRI_YES ? list->items.count - 1 - i : i].item);
	return result;
}

static const Value *extreme(Interpreter *in, const CallValue *call, bool most)
{
	bool open = false;
	const struct ValueList *list = call->args.count == 1 ? mv_in_iterate(in, call->args.items[0], &open) : NULL;
	const Value *best = NULL;
	uint32_t count = list ? list->items.count : call->args.count;
	const Value *const *items = list ? list->items.items : call->args.items;

	if (call->open || open || keyword(call, "key") || (!list && call->args.count == 1))
		return NULL;
	for (uint32_t i = 0; i < count; i++) {
		int order;

		if (best && !mv_in_order(items[i], best, &order))
			return NULL;
		if (!best || (most ? order > 0 : order < 0))
			best = items[i];
	}
	return best ? best : keyword(call, "default");
}

/* any() and all() */
static const Value *quantified(Interpreter *in, const CallValue *call, bool all, const PyNode *node)
{
	bool open = false;
	const struct ValueList *list = argument(call, 0) ? mv_in_iterate(in, argument(call, 0), &open) : NULL;
	bool certain = list && !open;

	for (uint32_t i = 0; list && i < list->items.count; i++) {
		Tri one = mv_in_truth(in, list->items.items[i]);

		if (one == (all ? TRI_NO : TRI_YES))
			return truth(in, !all, node);
		certain &= one != TRI_UNKNOWN;
	}
	return certain ? truth(in, all, node) : NULL;
}

static const Value *sum(Interpreter *in, const CallValue *call, const PyNode *node)
{
	bool open = false;
	const struct ValueList *list = argument(call, 0) ? mv_in_iterate(in, argument(call, 0), &open) : NULL;
	const Value *total = call->args.count > 1 ? call->args.items[1] : integer(in, 0, node);

	if (!list || open)
		return NULL;
	for (uint32_t i = 0; i < list->items.count && mv_in_step(in); i++)
		total = mv_in_binary(in, PY_OP_ADD, total, list->items.items[i], node);
	return total;
}

/* zip, enumerate, map: several sequences beside each other */
static const Value *zipped(Interpreter *in, const CallValue *call, const Value *function, int64_t first, bool numbered, const PyNode *node)
{
	Value *result = new_list(in, VALUE_LIST, node);
	const struct ValueList *lists[8];
	uint32_t from = function ? 1 : 0, count = call->args.count - from, shortest = UINT32_MAX;
	bool any_open = false;

	if (call->open || call->args.count <= from || count > 8)
		return NULL;
	for (uint32_t i = 0; i < count; i++) {
		bool open = false;

		lists[i] = mv_in_iterate(in, call->args.items[from + i], &open);
		if (!lists[i])
			return NULL;
		any_open |= open;
		if (lists[i]->items.count < shortest)
			shortest = lists[i]->items.count;
		if (numbered)
			break;
	}
	for (uint32_t row = 0; row < shortest && mv_in_step(in); row++) {
		if (function) {
			CallValue *inner = MV_NEW(in->arena, CallValue);

			for (uint32_t i = 0; i < count; i++)
				*VEC_PUSH(in->arena, &inner->args) = lists[i]->items.items[row];
			mv_in_add_item(in, result, mv_in_call_value(in, function, inner, node));
			continue;
		}
		Value *tuple = mv_in_new(in, VALUE_TUPLE, node);

		if (numbered)
			mv_in_add_item(in, tuple, integer(in, first + row, node));
		for (uint32_t i = 0; i < (numbered ? 1 : count); i++)
			mv_in_add_item(in, tuple, lists[i]->items.items[row]);
		mv_in_add_item(in, result, tuple);
	}
	result->as.list.open |= any_open;
	return result;
}

static const Value *filter(Interpreter *in, const CallValue *call, const PyNode *node)
{
	bool open = false;
	const struct ValueList *list = argument(call, 1) ? mv_in_iterate(in, argument(call, 1), &open) : NULL;
	Value *result = new_list(in, VALUE_LIST, node);

	if (!list)
		return NULL;
	for (uint32_t i = 0; i < list->items.count && mv_in_step(in); i++) {
		const Value *item = list->items.items[i], *function = call->args.items[0];
		Tri keep = mv_in_truth(in, function->kind == VALUE_NONE ? item : apply(in, function, item, node));

		if (keep == TRI_YES)
			mv_in_add_item(in, result, item);
		result->as.list.open |= keep == TRI_UNKNOWN;
	}
	result->as.list.open |= open;
	return result;
}

static const Value *reversed(Interpreter *in, const CallValue *call, const PyNode *node)
{
	bool open = false;
	const struct ValueList *list = argument(call, 0) ? mv_in_iterate(in, argument(call, 0), &open) : NULL;
	Value *result = new_list(in, VALUE_LIST, node);

	if (!list || open)
		return NULL;
	for (uint32_t i = list->items.count; i > 0; i--)
		mv_in_add_item(in, result, list->items.items[i - 1]);
	return result;
}

/* ---- kinds of values ---- */

static Tri is_of(const Value *value, const Value *type)
{
	const char *name;
	Tri any = TRI_NO;

	if (mv_value_items(type)) {
		for (uint32_t i = 0; i < type->as.list.items.count; i++) {
			Tri one = is_of(value, type->as.list.items.items[i]);

			if (one == TRI_YES)
				return TRI_YES;
			if (one == TRI_UNKNOWN)
				any = TRI_UNKNOWN;
		}
		return any;
	}
	if (value->kind == VALUE_UNKNOWN || value->kind == VALUE_SYMBOL || value->kind == VALUE_ATTRIBUTE ||
	    value->kind == VALUE_SUBSCRIPT || value->kind == VALUE_OPERATION)
		return TRI_UNKNOWN;
	if (mv_is_instance(value)) {
		if (type->kind == VALUE_CLASS && value->as.call->callee->as.class_ == type->as.class_)
			return TRI_YES;
		name = mv_value_last_name(type);
		return name ? mv_class_derives(value->as.call->callee, name) : TRI_UNKNOWN;
	}
	if (value->kind == VALUE_CALL) {
		name = mv_value_last_name(type);
		/* an instance of the very class that was called */
		if (name && mv_value_is(value->as.call->callee, VALUE_SYMBOL) && type->kind == VALUE_SYMBOL &&
		    strcmp(value->as.call->callee->as.name, type->as.name) == 0)
			return TRI_YES;
		return TRI_UNKNOWN;
	}
	if (type->kind == VALUE_CLASS)
		return TRI_NO;
	if (type->kind != VALUE_SYMBOL || strncmp(type->as.name, "builtins.", 9) != 0)
		return type->kind == VALUE_SYMBOL ? TRI_NO : TRI_UNKNOWN;
	name = type->as.name + 9;
	switch (value->kind) {
	case VALUE_STRING:
		return mv_tri(!strcmp(name, "str") || !strcmp(name, "basestring") || !strcmp(name, "unicode") || !strcmp(name, "object"));
	case VALUE_BYTES:
		return mv_tri(!strcmp(name, "bytes") || !strcmp(name, "object"));
	case VALUE_INT:
		return mv_tri(!strcmp(name, "int") || !strcmp(name, "object"));
	case VALUE_BOOL:
		return mv_tri(!strcmp(name, "bool") || !strcmp(name, "int") || !strcmp(name, "object"));
	case VALUE_FLOAT:
		return mv_tri(!strcmp(name, "float") || !strcmp(name, "object"));
	case VALUE_LIST:
		return mv_tri(!strcmp(name, "list") || !strcmp(name, "object"));
	case VALUE_TUPLE:
		return mv_tri(!strcmp(name, "tuple") || !strcmp(name, "object"));
	case VALUE_SET:
		return mv_tri(!strcmp(name, "set") || !strcmp(name, "frozenset") || !strcmp(name, "object"));
	case VALUE_DICT:
		return mv_tri(!strcmp(name, "dict") || !strcmp(name, "object"));
	case VALUE_CLASS:
		return mv_tri(!strcmp(name, "type") || !strcmp(name, "object"));
	case VALUE_NONE:
	case VALUE_ELLIPSIS:
	case VALUE_FUNCTION:
	case VALUE_MODULE:
		return mv_tri(!strcmp(name, "object"));
	case VALUE_UNKNOWN:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_CALL:
	case VALUE_OPERATION:
		break;
	}
	return TRI_UNKNOWN;
}

static const Value *tri_value(Interpreter *in, Tri answer, const PyNode *node)
{
	return answer == TRI_UNKNOWN ? NULL : truth(in, answer == TRI_YES, node);
}

static const Value *get_attribute(Interpreter *in, const CallValue *call, const PyNode *node)
{
	const Value *object = argument(call, 0), *found;
	const char *name = mv_value_text(argument(call, 1));

	if (!object || !name)
		return NULL;
	name = mv_in_name(in, mv_str(name));
	found = mv_in_find_attribute(in, object, name, mv_in_source(in), node ? node->span : (Span){ 0, 0 });
	if (found)
		return found;
	if (call->args.count > 2 && mv_is_instance(object) && !mv_class_foreign_base(object->as.call->callee, in->arena))
		return call->args.items[2];
	if (call->args.count > 2)
		return NULL;
	return mv_in_attribute(in, object, name, mv_in_source(in), node ? node->span : (Span){ 0, 0 });
}

static const Value *has_attribute(Interpreter *in, const CallValue *call, const PyNode *node)
{
	const Value *object = argument(call, 0);
	const char *name = mv_value_text(argument(call, 1));

	if (!object || !name)
		return NULL;
	if (mv_in_find_attribute(in, object, mv_in_name(in, mv_str(name)), NULL, (Span){ 0, 0 }))
		return truth(in, true, node);
	if ((object->kind == VALUE_STRING || mv_value_items(object) || object->kind == VALUE_NONE || object->kind == VALUE_INT ||
	     object->kind == VALUE_DICT) && name[0] != '_')
		return truth(in, false, node);
	return NULL;
}

static const Value *to_int(Interpreter *in, const CallValue *call, const PyNode *node)
{
	const Value *value = argument(call, 0);
	int64_t number;
	char *end;

	if (call->args.count == 0 && !call->open)
		return integer(in, 0, node);
	if (mv_is_instance(value) && ((const InstanceValue *)value->as.call)->data)
		value = ((const InstanceValue *)value->as.call)->data;
	if (mv_value_int(value, &number))
		return integer(in, number, node);
	if (call->args.count == 1 && mv_value_text(value) && value->as.string.text.len > 0 && value->as.string.text.len < 18 &&
	    strspn(mv_value_text(value), "-0123456789") == value->as.string.text.len) {
		number = strtoll(mv_value_text(value), &end, 10);
		return *end ? NULL : integer(in, number, node);
	}
	return NULL;
}

static const Value *to_string(Interpreter *in, const CallValue *call, bool repr, const PyNode *node)
{
	TextBuilder text = { .in = in };

	if (call->args.count > 1 || call->open)
		return NULL;
	if (call->args.count) {
		if (!repr && call->args.items[0]->kind == VALUE_STRING)
			return call->args.items[0];
		if (repr)
			mv_text_repr(&text, call->args.items[0]);
		else
			mv_text_str(&text, call->args.items[0]);
	}
	if (text.holes.count == 1 && text.text.len == sizeof MV_PY_HOLE - 1) {
		/* str() of what is not known stays that call */
		mv_text_drop(&text);
		return NULL;
	}
	return mv_text_finish(&text, VALUE_STRING, mv_in_source(in), node ? node->span : (Span){ 0, 0 });
}

static const Value *next_item(Interpreter *in, const CallValue *call)
{
	bool open = false;
	const struct ValueList *list = argument(call, 0) ? mv_in_iterate(in, argument(call, 0), &open) : NULL;

	if (list && list->items.count)
		return list->items.items[0];
	return list && !open && call->args.count > 1 ? call->args.items[1] : NULL;
}

static const Value *type_of(Interpreter *in, const CallValue *call)
{
	const Value *value = argument(call, 0);

	(void)in;
	return call->args.count == 1 && mv_is_instance(value) ? value->as.call->callee : NULL;
}

static const Value *formatted(Interpreter *in, const CallValue *call, const PyNode *node)
{
	TextBuilder text = { .in = in };
	const Value *spec = argument(call, 1);

	if (!argument(call, 0) || (spec && !mv_value_text(spec)))
		return NULL;
	mv_text_format(&text, argument(call, 0), 0, spec ? &spec->as.string : NULL);
	return mv_text_finish(&text, VALUE_STRING, mv_in_source(in), node ? node->span : (Span){ 0, 0 });
}

const Value *mv_in_builtin(Interpreter *in, const char *name, const CallValue *call, const PyNode *node)
{
	const Value *first = argument(call, 0);
	int64_t start = 0;

	switch (name[0]) {
	case '_':
		if (!strcmp(name, "__import__") && mv_value_text(first)) {
			const char *dotted = mv_value_text(first), *dot = strchr(dotted, '.');
			bool top = dot && !keyword(call, "fromlist") && call->args.count < 4;

			return mv_in_import_dotted(in, mv_in_name(in, (Str){ dotted, top ? (size_t)(dot - dotted) : strlen(dotted) }),
						   mv_in_source(in), node ? node->span : (Span){ 0, 0 });
		}
		return NULL;
	case 'a':
		if (!strcmp(name, "any"))
			return quantified(in, call, false, node);
		if (!strcmp(name, "all"))
			return quantified(in, call, true, node);
		if (!strcmp(name, "abs") && mv_value_int(first, &start) && start != INT64_MIN)
			return integer(in, start < 0 ? -start : start, node);
		return NULL;
	case 'b':
		if (!strcmp(name, "bool"))
			return call->args.count == 0 ? truth(in, false, node) : first ? tri_value(in, mv_in_truth(in, first), node) : NULL;
		return NULL;
	case 'c':
		if (!strcmp(name, "callable") && first && (first->kind == VALUE_FUNCTION || first->kind == VALUE_CLASS))
			return truth(in, true, node);
		if (!strcmp(name, "chr") && mv_value_int(first, &start) && start > 0 && start < 128)
			return mv_value_string(in->arena, (Str){ (char[]){ (char)start }, 1 });
		return NULL;
	case 'd':
		return !strcmp(name, "dict") ? dict(in, call, node) : NULL;
	case 'e':
		if (!strcmp(name, "enumerate")) {
			const Value *from = keyword(call, "start") ? keyword(call, "start") : argument(call, 1);

			if (from && !mv_value_int(from, &start))
				return NULL;
			return zipped(in, &(CallValue){ .args = { call->args.items, call->args.count ? 1 : 0, 0 }, .open = call->open }, NULL,
				      start, true, node);
		}
		return NULL;
	case 'f':
		if (!strcmp(name, "filter"))
			return filter(in, call, node);
		if (!strcmp(name, "format"))
			return formatted(in, call, node);
		return !strcmp(name, "frozenset") ? container(in, VALUE_SET, call, node) : NULL;
	case 'g':
		return !strcmp(name, "getattr") ? get_attribute(in, call, node) : NULL;
	case 'h':
		return !strcmp(name, "hasattr") ? has_attribute(in, call, node) : NULL;
	case 'i':
		if (!strcmp(name, "isinstance") && call->args.count == 2)
			return first ? tri_value(in, is_of(first, call->args.items[1]), node) : NULL;
		if (!strcmp(name, "int"))
			return to_int(in, call, node);
		return !strcmp(name, "iter") && call->args.count == 1 ? container(in, VALUE_LIST, call, node) : NULL;
	case 'l':
		if (!strcmp(name, "len"))
			return length(in, first, node);
		return !strcmp(name, "list") ? container(in, VALUE_LIST, call, node) : NULL;
	case 'm':
		if (!strcmp(name, "map"))
			return first ? zipped(in, call, first, 0, false, node) : NULL;
		if (!strcmp(name, "max"))
			return extreme(in, call, true);
		return !strcmp(name, "min") ? extreme(in, call, false) : NULL;
	case 'n':
		return !strcmp(name, "next") ? next_item(in, call) : NULL;
	case 'p':
		return !strcmp(name, "print") ? mv_in_new(in, VALUE_NONE, node) : NULL;
	case 'r':
		if (!strcmp(name, "range"))
			return range(in, call, node);
		if (!strcmp(name, "repr"))
			return to_string(in, call, true, node);
		return !strcmp(name, "reversed") ? reversed(in, call, node) : NULL;
	case 's':
		if (!strcmp(name, "str"))
			return to_string(in, call, false, node);
		if (!strcmp(name, "set"))
			return container(in, VALUE_SET, call, node);
		if (!strcmp(name, "sorted"))
			return sorted(in, call, node);
		if (!strcmp(name, "setattr") && first && mv_value_text(argument(call, 1)) && argument(call, 2)) {
			mv_in_set_attribute(in, first, mv_in_name(in, mv_str(mv_value_text(call->args.items[1]))), call->args.items[2]);
			return mv_in_new(in, VALUE_NONE, node);
		}
		return !strcmp(name, "sum") ? sum(in, call, node) : NULL;
	case 't':
		if (!strcmp(name, "tuple"))
			return container(in, VALUE_TUPLE, call, node);
		return !strcmp(name, "type") ? type_of(in, call) : NULL;
	case 'u':
		return !strcmp(name, "unicode") ? to_string(in, call, false, node) : NULL;
	case 'x':
		return !strcmp(name, "xrange") ? range(in, call, node) : NULL;
	case 'z':
		return !strcmp(name, "zip") ? zipped(in, call, NULL, 0, false, node) : NULL;
	default:
		return NULL;
	}
}
