/* value.c: making values and asking them. */
#include "value_internal.h"

#include <errno.h>

/* Nested deeper than this (or in itself) a value is not looked into. */
enum { MOST_NESTING = 60 };

/* ---- making ---- */

Value *mv_value_new(Arena *arena, ValueKind kind, const Source *source, Span span)
{
	/* what grows in place remembers under which conditions it was made */
	bool grows = kind == VALUE_LIST || kind == VALUE_DICT || kind == VALUE_SET;
	Value *value = grows ? &MV_NEW(arena, GrowingValue)->value : MV_NEW(arena, Value);

	value->kind = kind;
	value->source = source;
	value->span = span;
	return value;
}

Value *mv_value_unknown(Arena *arena, const Source *source, Span span, const char *reason)
{
	Value *value = mv_value_new(arena, VALUE_UNKNOWN, source, span);

	value->as.reason = reason;
	return value;
}

Value *mv_value_string(Arena *arena, Str text)
{
	Value *value = mv_value_new(arena, VALUE_STRING, NULL, (Span){ 0, 0 });

	value->as.string.text = (Str){ .ptr = mv_arena_strndup(arena, text.ptr ? text.ptr : "", text.len), .len = text.len };
	return value;
}

Value *mv_value_symbol(Arena *arena, const char *name)
{
	Value *value = mv_value_new(arena, VALUE_SYMBOL, NULL, (Span){ 0, 0 });

	value->as.name = name;
	return value;
}

Value *mv_value_bool(Arena *arena, bool truth)
{
	Value *value = mv_value_new(arena, VALUE_BOOL, NULL, (Span){ 0, 0 });

	value->as.truth = truth;
	return value;
}

Value *mv_value_list(Arena *arena, const char *const *texts, size_t count)
{
	Value *value = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0, 0 });

	for (size_t i = 0; i < count; i++)
		*VEC_PUSH(arena, &value->as.list.items) = mv_value_string(arena, mv_str(texts[i]));
	return value;
}

Value *mv_value_int_new(Arena *arena, int64_t integer)
{
	Value *value = mv_value_new(arena, VALUE_INT, NULL, (Span){ 0, 0 });

	value->as.number.integer = integer;
	return value;
}

/* ---- asking ---- */

const char *mv_value_text(const Value *value)
{
	return mv_value_is(value, VALUE_STRING) && value->as.string.hole_count == 0 ? value->as.string.text.ptr : NULL;
}

bool mv_value_int(const Value *value, int64_t *integer)
{
	if (mv_value_is(value, VALUE_BOOL)) {
		*integer = value->as.truth;
		return true;
	}
	if (!mv_value_is(value, VALUE_INT) || value->as.number.digits)
		return false;
	*integer = value->as.number.integer;
	return true;
}

static Tri float_truth(const char *digits)
{
	for (const char *at = digits; *at && *at != 'e' && *at != 'E'; at++)
		if (*at >= '1' && *at <= '9')
			return TRI_YES;
	return TRI_NO;
}

Tri mv_value_truth(const Value *value)
{
	if (!value)
		return TRI_UNKNOWN;
	switch (value->kind) {
	case VALUE_NONE:
		return TRI_NO;
	case VALUE_BOOL:
		return mv_tri(value->as.truth);
	case VALUE_INT:
		return mv_tri(value->as.number.digits || value->as.number.integer != 0);
	case VALUE_FLOAT:
		return float_truth(value->as.number.digits);
	case VALUE_STRING:
	case VALUE_BYTES:
		/* a hole may be empty: only text beside it proves that there is some */
		if (value->as.string.hole_count == 0)
			return mv_tri(value->as.string.text.len > 0);
		return value->as.string.text.len > value->as.string.hole_count * (sizeof MV_PY_HOLE - 1) ? TRI_YES : TRI_UNKNOWN;
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
		return value->as.list.items.count > 0 ? TRI_YES : value->as.list.open ? TRI_UNKNOWN : TRI_NO;
	case VALUE_DICT:
		return value->as.dict.pairs.count > 0 ? TRI_YES : value->as.dict.open ? TRI_UNKNOWN : TRI_NO;
	case VALUE_ELLIPSIS:
	case VALUE_FUNCTION:
	case VALUE_CLASS:
	case VALUE_MODULE:
		return TRI_YES;
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

const char *mv_value_path(const Value *value, Arena *arena)
{
	const char *names[MOST_NESTING];
	size_t count = 0;
	const char *path;

	for (; mv_value_is(value, VALUE_ATTRIBUTE) && count < MOST_NESTING; value = value->as.attribute.object)
		names[count++] = value->as.attribute.name;
	if (mv_value_is(value, VALUE_SYMBOL))
		path = value->as.name;
	else if (mv_value_is(value, VALUE_CLASS))
		path = mv_arena_format(arena, "%s.%s", mv_module_dotted(value->as.class_->module), value->as.class_->name);
	else if (mv_value_is(value, VALUE_FUNCTION))
		path = mv_arena_format(arena, "%s.%s", mv_module_dotted(value->as.function->module), value->as.function->name);
	else if (mv_value_is(value, VALUE_MODULE))
		path = mv_module_dotted(value->as.module);
	else
		return NULL;
	while (count > 0)
		path = mv_arena_concat(arena, path, ".", names[--count]);
	return path;
}

const char *mv_value_last_name(const Value *value)
{
	const char *dot;

	if (!value)
		return NULL;
	if (value->kind == VALUE_SYMBOL) {
		dot = strrchr(value->as.name, '.');
		return dot ? dot + 1 : value->as.name;
	}
	if (value->kind == VALUE_ATTRIBUTE)
		return value->as.attribute.name;
	if (value->kind == VALUE_CLASS)
		return value->as.class_->name;
	if (value->kind == VALUE_FUNCTION)
		return value->as.function->name;
	if (value->kind == VALUE_MODULE) {
		dot = strrchr(mv_module_dotted(value->as.module), '.');
		return dot ? dot + 1 : mv_module_dotted(value->as.module);
	}
	return NULL;
}

bool mv_value_calls(const Value *value, const char *name)
{
	const char *last = mv_value_is(value, VALUE_CALL) ? mv_value_last_name(value->as.call->callee) : NULL;

	return last && strcmp(last, name) == 0;
}

const Value *mv_call_argument(const Value *call, int position, const char *keyword)
{
	const CallValue *c;

	if (!mv_value_is(call, VALUE_CALL))
		return NULL;
	c = call->as.call;
	if (position >= 0 && (uint32_t)position < c->args.count)
		return c->args.items[position];
	for (uint32_t i = 0; keyword && i < c->keywords.count; i++)
		if (mv_streq(c->keywords.items[i].name, keyword))
			return c->keywords.items[i].value;
	return NULL;
}

const struct ValueList *mv_value_items(const Value *value)
{
	if (mv_value_is(value, VALUE_LIST) || mv_value_is(value, VALUE_TUPLE) || mv_value_is(value, VALUE_SET))
		return &value->as.list;
	return NULL;
}

const Value *mv_dict_get(const Value *dict, const char *key)
{
	if (!mv_value_is(dict, VALUE_DICT))
		return NULL;
	for (uint32_t i = dict->as.dict.pairs.count; i > 0; i--) {
		const char *text = mv_value_text(dict->as.dict.pairs.items[i - 1].key);

		if (text && strcmp(text, key) == 0)
			return dict->as.dict.pairs.items[i - 1].value;
	}
	return NULL;
}

static const Value *class_name(const Value *class_, const char *name, unsigned depth)
{
	const ClassValue *c;

	if (!mv_value_is(class_, VALUE_CLASS) || depth > MOST_NESTING)
		return NULL;
	c = class_->as.class_;
	for (uint32_t i = c->names.count; i > 0; i--)
		if (strcmp(c->names.items[i - 1].name, name) == 0)
			return c->names.items[i - 1].value;
	for (uint32_t i = 0; i < c->bases.count; i++) {
		const Value *found = class_name(c->bases.items[i], name, depth + 1);

		if (found)
			return found;
	}
	return NULL;
}

const Value *mv_class_name(const Value *class_, const char *name)
{
	return class_name(class_, name, 0);
}

static const char *foreign_base(const Value *class_, Arena *arena, unsigned depth)
{
	if (!mv_value_is(class_, VALUE_CLASS) || depth > MOST_NESTING)
		return NULL;
	for (uint32_t i = 0; i < class_->as.class_->bases.count; i++) {
		const Value *base = class_->as.class_->bases.items[i];
		const char *path = base->kind == VALUE_CLASS ? foreign_base(base, arena, depth + 1) : mv_value_path(base, arena);

		if (path && strcmp(path, "builtins.object") != 0)
			return path;
	}
	return NULL;
}

const char *mv_class_foreign_base(const Value *class_, Arena *arena)
{
	return foreign_base(class_, arena, 0);
}

/* Each value is looked at at most so often: what holds itself, or the same thing many times, stays cheap. */
enum { MOST_VISITS = 100000 };

static const Value *find_unknown(const Value *value, unsigned depth, unsigned *visits);

static const Value *unknown_among(const Value *const *values, uint32_t count, unsigned depth, unsigned *visits)
{
	for (uint32_t i = 0; i < count; i++) {
		const Value *found = find_unknown(values[i], depth, visits);

		if (found)
			return found;
	}
	return NULL;
}

static const Value *find_unknown(const Value *value, unsigned depth, unsigned *visits)
{
	const Value *found;

	if (!value || depth > MOST_NESTING || ++*visits > MOST_VISITS)
		return NULL;
	switch (value->kind) {
	case VALUE_UNKNOWN:
		return value;
	case VALUE_STRING:
	case VALUE_BYTES:
		/* a hole is not known even if its value is a residual */
		if (value->as.string.hole_count == 0)
			return NULL;
		found = unknown_among(value->as.string.holes, value->as.string.hole_count, depth + 1, visits);
		return found ? found : value->as.string.holes[0];
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
		return unknown_among(value->as.list.items.items, value->as.list.items.count, depth + 1, visits);
	case VALUE_DICT:
		for (uint32_t i = 0; i < value->as.dict.pairs.count; i++) {
			const Value *pair[] = { value->as.dict.pairs.items[i].key, value->as.dict.pairs.items[i].value };

			found = unknown_among(pair, 2, depth + 1, visits);
			if (found)
				return found;
		}
		return NULL;
	case VALUE_ATTRIBUTE:
		return find_unknown(value->as.attribute.object, depth + 1, visits);
	case VALUE_SUBSCRIPT:
	case VALUE_OPERATION:
		return unknown_among(value->as.operation.operands, value->as.operation.operand_count, depth + 1, visits);
	case VALUE_CALL:
		found = find_unknown(value->as.call->callee, depth + 1, visits);
		if (!found)
			found = unknown_among(value->as.call->args.items, value->as.call->args.count, depth + 1, visits);
		for (uint32_t i = 0; !found && i < value->as.call->keywords.count; i++)
			found = find_unknown(value->as.call->keywords.items[i].value, depth + 1, visits);
		return found;
	case VALUE_NONE:
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
	case VALUE_ELLIPSIS:
	case VALUE_FUNCTION:
	case VALUE_CLASS:
	case VALUE_MODULE:
	case VALUE_SYMBOL:
		break;
	}
	return NULL;
}

const Value *mv_value_find_unknown(const Value *value)
{
	unsigned visits = 0;

	return find_unknown(value, 0, &visits);
}

static Tri equal(const Value *a, const Value *b, unsigned depth, unsigned *visits);

/* Python's ==, of what is known: identity of residuals is not equality. */
static Tri all_equal(const Value *a, const Value *b, unsigned depth, unsigned *visits)
{
	Tri all = TRI_YES;

	if (a->as.list.open || b->as.list.open)
		return TRI_UNKNOWN;
	if (a->as.list.items.count != b->as.list.items.count)
		return TRI_NO;
	for (uint32_t i = 0; i < a->as.list.items.count && all != TRI_NO; i++)
		all = mv_tri_and(all, equal(a->as.list.items.items[i], b->as.list.items.items[i], depth + 1, visits));
	return all;
}

static bool is_residual(const Value *value)
{
	return value->kind == VALUE_UNKNOWN || value->kind >= VALUE_SYMBOL;
}

/* Is every item of `a` certainly in `b`? NO: one certainly is not. */
static Tri all_in(const struct ValueList *a, const struct ValueList *b, unsigned depth, unsigned *visits)
{
	Tri all = TRI_YES;

	for (uint32_t i = 0; i < a->items.count; i++) {
		Tri found = TRI_NO;

		for (uint32_t k = 0; k < b->items.count && found != TRI_YES; k++) {
			Tri same = equal(a->items.items[i], b->items.items[k], depth + 1, visits);

			if (same != TRI_NO)
				found = same;
		}
		if (found == TRI_NO)
			return TRI_NO;
		all = mv_tri_and(all, found);
	}
	return all;
}

static Tri sets_equal(const Value *a, const Value *b, unsigned depth, unsigned *visits)
{
	enum { LARGEST = 500 };
	const struct ValueList *x = &a->as.list, *y = &b->as.list;

	if (a == b)
		return TRI_YES;
	if (x->items.count > LARGEST || y->items.count > LARGEST)
		return TRI_UNKNOWN;
	/* what may be besides cannot make equal what differs in the other direction */
	if ((!y->open && all_in(x, y, depth, visits) == TRI_NO) || (!x->open && all_in(y, x, depth, visits) == TRI_NO))
		return TRI_NO;
	if (x->open || y->open)
		return TRI_UNKNOWN;
	return mv_tri_and(all_in(x, y, depth, visits), all_in(y, x, depth, visits));
}

static Tri equal(const Value *a, const Value *b, unsigned depth, unsigned *visits)
{
	int64_t x, y;

	if (!a || !b || depth > MOST_NESTING || ++*visits > MOST_VISITS)
		return TRI_UNKNOWN;
	if (a->kind == VALUE_SYMBOL && b->kind == VALUE_SYMBOL && strcmp(a->as.name, b->as.name) == 0)
		return TRI_YES;
	if (is_residual(a) || is_residual(b))
		return a == b && a->kind == VALUE_CALL && a->as.call->callee->kind == VALUE_CLASS ? TRI_YES : TRI_UNKNOWN;
	if (mv_value_int(a, &x) && mv_value_int(b, &y))
		return mv_tri(x == y);
	if (a->kind == VALUE_FLOAT || b->kind == VALUE_FLOAT) {
		bool numbers = (a->kind == VALUE_FLOAT || mv_value_int(a, &x)) && (b->kind == VALUE_FLOAT || mv_value_int(b, &y));

		return numbers ? TRI_UNKNOWN : TRI_NO;
	}
	if (a->kind != b->kind)
		return TRI_NO;
	switch (a->kind) {
	case VALUE_INT:
		return mv_streq(a->as.number.digits, b->as.number.digits) ? TRI_YES : TRI_UNKNOWN;
	case VALUE_STRING:
	case VALUE_BYTES:
		if (a->as.string.hole_count || b->as.string.hole_count)
			return TRI_UNKNOWN;
		return mv_tri(mv_str_eq(a->as.string.text, b->as.string.text));
	case VALUE_LIST:
	case VALUE_TUPLE:
		return all_equal(a, b, depth, visits);
	case VALUE_SET:
		return sets_equal(a, b, depth, visits);
	case VALUE_DICT:
		return a == b ? TRI_YES : TRI_UNKNOWN;
	case VALUE_NONE:
	case VALUE_ELLIPSIS:
		return TRI_YES;
	case VALUE_FUNCTION:
		return mv_tri(a->as.function == b->as.function);
	case VALUE_CLASS:
		return mv_tri(a->as.class_ == b->as.class_);
	case VALUE_MODULE:
		return mv_tri(a->as.module == b->as.module);
	case VALUE_UNKNOWN:
	case VALUE_BOOL:
	case VALUE_FLOAT:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_CALL:
	case VALUE_OPERATION:
		break;
	}
	return TRI_UNKNOWN;
}

Tri mv_value_equal(const Value *a, const Value *b, unsigned depth)
{
	unsigned visits = 0;

	return equal(a, b, depth, &visits);
}
