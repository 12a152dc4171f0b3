/* interpret_methods.c: methods of lists, tuples, sets and dicts. NULL: the call stays as it is written. */
#include "interpret_internal.h"

static const Value *argument(const CallValue *call, uint32_t position)
{
	return position < call->args.count && !call->open ? call->args.items[position] : NULL;
}

static bool among(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static const char *const list_methods[] = { "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "index",
					    "count", "copy", NULL };
static const char *const dict_methods[] = { "items", "keys", "values", "get", "update", "setdefault", "pop", "clear", "copy",
					    "popitem", NULL };
static const char *const set_methods[] = { "add", "update", "discard", "remove", "union", "difference", "intersection", "copy",
					   "clear", "issubset", "issuperset", "pop", NULL };

bool mv_has_method(const Value *self, const char *name)
{
	switch ((int)self->kind) {
	case VALUE_STRING:
	case VALUE_BYTES:
		return mv_has_string_method(name);
	case VALUE_LIST:
		return among(list_methods, name);
	case VALUE_TUPLE:
		return !strcmp(name, "index") || !strcmp(name, "count");
	case VALUE_SET:
		return among(set_methods, name);
	case VALUE_DICT:
		return among(dict_methods, name);
	default:
		return false;
	}
}

static const Value *none(Interpreter *in, const PyNode *node)
{
	return mv_in_new(in, VALUE_NONE, node);
}

/* What it holds is not known any more. */
static void forget(Value *self)
{
	if (self->kind == VALUE_DICT) {
		self->as.dict.pairs.count = 0;
		self->as.dict.open = true;
	} else {
		self->as.list.items.count = 0;
		self->as.list.open = true;
	}
}

static void append(Interpreter *in, Value *self, const Value *item, bool certain)
{
	if (certain)
		mv_in_add_item(in, self, item);
	else
		self->as.list.open = true;
}

static const Value *pop_item(Interpreter *in, Value *self, const CallValue *call, bool certain, const PyNode *node)
{
	uint32_t count = self->as.list.items.count;
	int64_t at = -1;
	const Value *item;

	if (!certain || self->as.list.open || call->open || (call->args.count && !mv_value_int(call->args.items[0], &at)) ||
	    at >= (int64_t)count || at < -(int64_t)count) {
		forget(self);
		return mv_in_unknown(in, node, "what is taken from the list is not known");
	}
	if (at < 0)
		at += count;
	item = self->as.list.items.items[at];
	memmove(&self->as.list.items.items[at], &self->as.list.items.items[at + 1], (count - (uint32_t)at - 1) * sizeof(Value *));
	self->as.list.items.count--;
	return item;
}

static const Value *list_method(Interpreter *in, Value *self, const char *name, const CallValue *call, bool certain, const PyNode *node)
{
	const Value *first = argument(call, 0);
	uint32_t count = self->as.list.items.count;
	int64_t at;

	if (!strcmp(name, "append") || !strcmp(name, "add")) {
		if (first)
			append(in, self, first, certain);
		else
			self->as.list.open = true;
		return none(in, node);
	}
	if (!strcmp(name, "extend") || !strcmp(name, "update")) {
		bool open = false;
		const struct ValueList *list = first ? mv_in_iterate(in, first, &open) : NULL;

		for (uint32_t i = 0; list && i < list->items.count; i++)
			append(in, self, list->items.items[i], certain);
		self->as.list.open |= !list || open;
		return none(in, node);
	}
	if (!strcmp(name, "insert")) {
		if (!certain || !mv_value_int(first, &at) || !argument(call, 1) || self->as.list.open) {
			self->as.list.open = true;
			return none(in, node);
		}
		if (at < 0)
			at = at + (int64_t)count < 0 ? 0 : at + (int64_t)count;
		if (at > (int64_t)count)
			at = count;
		if (mv_in_add_item(in, self, argument(call, 1)) && self->as.list.items.count > count) {
			memmove(&self->as.list.items.items[at + 1], &self->as.list.items.items[at], (count - (uint32_t)at) * sizeof(Value *));
			self->as.list.items.items[at] = argument(call, 1);
		}
		return none(in, node);
	}
	if (!strcmp(name, "pop"))
		return pop_item(in, self, call, certain && self->kind == VALUE_LIST, node);
	if (!strcmp(name, "clear")) {
		if (certain) {
			self->as.list.items.count = 0;
			self->as.list.open = false;
		} else {
			forget(self);
		}
		return none(in, node);
	}
	if (!strcmp(name, "remove") || !strcmp(name, "discard")) {
		for (uint32_t i = 0; certain && first && i < count; i++) {
			Tri same = mv_value_equal(self->as.list.items.items[i], first, 0);

			if (same == TRI_UNKNOWN)
				break;
			if (same == TRI_YES) {
				memmove(&self->as.list.items.items[i], &self->as.list.items.items[i + 1], (count - i - 1) * sizeof(Value *));
				self->as.list.items.count--;
				return none(in, node);
			}
			if (i + 1 == count && !self->as.list.open)
				return none(in, node);
		}
		forget(self);
		return none(in, node);
	}
	if (!strcmp(name, "reverse")) {
		if (!certain || self->as.list.open)
			forget(self);
		for (uint32_t i = 0; i < self->as.list.items.count / 2; i++) {
			const Value *swap = self->as.list.items.items[i];

			self->as.list.items.items[i] = self->as.list.items.items[count - 1 - i];
			self->as.list.items.items[count - 1 - i] = swap;
		}
		return none(in, node);
	}
	if (!strcmp(name, "sort")) {
		CallValue *sort = MV_NEW(in->arena, CallValue);
		const Value *result;

		*sort = *call;
		sort->args.items = (const Value **)MV_NEW_ARRAY(in->arena, Value *, 1);
		sort->args.items[0] = self;
		sort->args.count = 1;
		result = certain ? mv_in_builtin(in, "sorted", sort, node) : NULL;
		if (mv_value_is(result, VALUE_LIST))
			self->as.list = result->as.list;
		else
			forget(self);
		return none(in, node);
	}
	if (!strcmp(name, "index") || !strcmp(name, "count")) {
		int64_t found = -1, times = 0;
		Value *value;

		if (!first || self->as.list.open || call->args.count != 1)
			return NULL;
		for (uint32_t i = 0; i < count; i++) {
			Tri same = mv_value_equal(self->as.list.items.items[i], first, 0);

			if (same == TRI_UNKNOWN)
				return NULL;
			if (same == TRI_YES && times++ == 0)
				found = i;
		}
		if (name[0] == 'i' && found < 0)
			return mv_in_unknown(in, node, "there is no such item");
		value = mv_in_new(in, VALUE_INT, node);
		value->as.number.integer = name[0] == 'i' ? found : times;
		return value;
	}
	if (!strcmp(name, "copy"))
		return mv_in_builtin(in, self->kind == VALUE_SET ? "set" : "list",
				     &(CallValue){ .args = { (const Value *[]){ self }, 1, 1 } }, node);
	if (!strcmp(name, "union") || !strcmp(name, "difference") || !strcmp(name, "intersection")) {
		PyOperator op = name[0] == 'u' ? PY_OP_BIT_OR : name[0] == 'd' ? PY_OP_SUBTRACT : PY_OP_BIT_AND;
		const Value *other = first && call->args.count == 1
					     ? mv_in_builtin(in, "set", &(CallValue){ .args = { (const Value *[]){ first }, 1, 1 } }, node) : NULL;

		return other ? mv_in_binary(in, op, self, other, node) : NULL;
	}
	return NULL;
}

static const Value *dict_parts(Interpreter *in, const Value *self, char which, const PyNode *node)
{
	Value *list = mv_in_new(in, VALUE_LIST, node);

	((GrowingValue *)list)->branch = in->branch;
	for (uint32_t i = 0; i < self->as.dict.pairs.count; i++) {
		const Pair *pair = &self->as.dict.pairs.items[i];

		if (which == 'i') {
			Value *tuple = mv_in_new(in, VALUE_TUPLE, node);

			mv_in_add_item(in, tuple, pair->key);
			mv_in_add_item(in, tuple, pair->value);
			mv_in_add_item(in, list, tuple);
		} else {
			mv_in_add_item(in, list, which == 'k' ? pair->key : pair->value);
		}
	}
	list->as.list.open = self->as.dict.open;
	return list;
}

static const Value *dict_method(Interpreter *in, Value *self, const char *name, const CallValue *call, bool certain, const PyNode *node)
{
	const Value *first = argument(call, 0), *got;
	Tri found = TRI_UNKNOWN;

	if (!strcmp(name, "items") || !strcmp(name, "keys") || !strcmp(name, "values"))
		return dict_parts(in, self, name[0], node);
	if (!strcmp(name, "update")) {
		if (first && first->kind == VALUE_DICT)
			for (uint32_t i = 0; i < first->as.dict.pairs.count; i++)
				mv_in_dict_set(in, self, first->as.dict.pairs.items[i].key, first->as.dict.pairs.items[i].value);
		self->as.dict.open |= call->open || (call->args.count && (first->kind != VALUE_DICT || first->as.dict.open));
		for (uint32_t i = 0; i < call->keywords.count; i++)
			mv_in_dict_set(in, self, mv_value_string(in->arena, mv_str(call->keywords.items[i].name)), call->keywords.items[i].value);
		return none(in, node);
	}
	if (!strcmp(name, "copy"))
		return mv_in_builtin(in, "dict", &(CallValue){ .args = { (const Value *[]){ self }, 1, 1 } }, node);
	if (!strcmp(name, "clear")) {
		if (certain) {
			self->as.dict.pairs.count = 0;
			self->as.dict.open = false;
		} else {
			forget(self);
		}
		return none(in, node);
	}
	if (!first) {
		forget(self);
		return NULL;
	}
	got = mv_in_dict_get(self, first, &found);
	if (!strcmp(name, "get"))
		return found == TRI_YES ? got : found == TRI_UNKNOWN ? NULL : call->args.count > 1 ? call->args.items[1] : none(in, node);
	if (!strcmp(name, "setdefault")) {
		if (found == TRI_YES)
			return got;
		got = call->args.count > 1 ? call->args.items[1] : none(in, node);
		if (found == TRI_UNKNOWN)
			self->as.dict.open = true;
		else
			mv_in_dict_set(in, self, first, got);
		return found == TRI_NO ? got : NULL;
	}
	if (!strcmp(name, "pop")) {
		if (found == TRI_NO)
			return call->args.count > 1 ? call->args.items[1] : mv_in_unknown(in, node, "there is no such key");
		if (found == TRI_UNKNOWN || !certain) {
			forget(self);
			return NULL;
		}
		for (uint32_t i = 0; i < self->as.dict.pairs.count; i++)
			if (self->as.dict.pairs.items[i].value == got && mv_value_equal(self->as.dict.pairs.items[i].key, first, 0) == TRI_YES) {
				memmove(&self->as.dict.pairs.items[i], &self->as.dict.pairs.items[i + 1],
					(self->as.dict.pairs.count - i - 1) * sizeof(Pair));
				self->as.dict.pairs.count--;
				break;
			}
		return got;
	}
	return NULL;
}

const Value *mv_in_method(Interpreter *in, const Value *self, const char *name, const CallValue *call, const PyNode *node)
{
	bool grows = self->kind == VALUE_LIST || self->kind == VALUE_SET || self->kind == VALUE_DICT;
	bool certain = grows && !mv_in_uncertain(in, ((const GrowingValue *)self)->branch);

	if (self->kind == VALUE_DICT)
		return dict_method(in, (Value *)self, name, call, certain, node);
	if (mv_value_items(self))
		return list_method(in, (Value *)self, name, call, certain, node);
	return NULL;
}
