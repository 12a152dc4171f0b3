/* interpret_format.c: str(), repr(), format specifications, % and .format(). */
#include "interpret_internal.h"

enum { MOST_REPR_DEPTH = 20 };

static void computed(TextBuilder *text, const char *made, const Value *from)
{
	mv_text_add(text, mv_str(made), from->source, from->span, false);
}

static void number(TextBuilder *text, const Value *value)
{
	if (value->as.number.digits)
		computed(text, value->as.number.digits, value);
	else
		computed(text, mv_arena_format(text->in->arena, "%lld", (long long)value->as.number.integer), value);
}

/* What str() gives for an instance of an enum or of a subclass of str. */
static const Value *instance_text(const Value *value)
{
	const Value *class_ = value->as.call->callee;
	const InstanceValue *instance = (const InstanceValue *)value->as.call;

	if (!instance->data)
		return NULL;
	if (mv_class_is_enum(class_))
		return mv_class_derives(class_, "TextChoices") == TRI_YES || mv_class_derives(class_, "StrEnum") == TRI_YES ||
				       mv_class_derives(class_, "IntegerChoices") == TRI_YES || mv_class_derives(class_, "IntEnum") == TRI_YES
			       ? instance->data : NULL;
	return instance->data;
}

void mv_text_str(TextBuilder *text, const Value *value)
{
	switch (value->kind) {
	case VALUE_STRING:
		mv_text_whole(text, &value->as.string);
		return;
	case VALUE_INT:
	case VALUE_FLOAT:
		number(text, value);
		return;
	case VALUE_BOOL:
		computed(text, value->as.truth ? "True" : "False", value);
		return;
	case VALUE_NONE:
		computed(text, "None", value);
		return;
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_DICT:
	case VALUE_BYTES:
		mv_text_repr(text, value);
		return;
	case VALUE_CALL:
		if (mv_is_instance(value) && instance_text(value)) {
			mv_text_str(text, instance_text(value));
			return;
		}
		if (mv_is_instance(value)) {
			const Value *method = mv_in_find_attribute(text->in, value, "__str__", NULL, (Span){ 0, 0 });
			CallValue none = { 0 };

			if (method && method->kind == VALUE_FUNCTION) {
				const Value *result = mv_in_follow(text->in, method, &none, NULL, NULL, NULL);

				if (result->kind == VALUE_STRING) {
					mv_text_whole(text, &result->as.string);
					return;
				}
			}
		} else {
			const Value *path = mv_in_library(text->in, ".__str__", &(CallValue){ .callee = value }, NULL);

			/* sqlalchemy.text("...") in an f-string is its text */
			if (!path && mv_value_calls(value, "text") && value->as.call->args.count == 1)
				path = value->as.call->args.items[0];
			if (path && path->kind == VALUE_STRING) {
				mv_text_whole(text, &path->as.string);
				return;
			}
		}
		break;
	case VALUE_UNKNOWN:
	case VALUE_ELLIPSIS:
	case VALUE_SET:
	case VALUE_FUNCTION:
	case VALUE_CLASS:
	case VALUE_MODULE:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_OPERATION:
		break;
	}
	mv_text_hole(text, value);
}

static void repr_string(TextBuilder *text, const Value *value)
{
	const PyString *string = &value->as.string;
	bool has_single = mv_str_find(string->text, STR("'"), 0) != SIZE_MAX;
	char quote = has_single && mv_str_find(string->text, STR("\""), 0) == SIZE_MAX ? '"' : '\'';
	size_t run = 0;
	char quotes[2] = { quote, 0 };

	computed(text, quotes, value);
	for (size_t i = 0; i < string->text.len; i++) {
		char c = string->text.ptr[i], escaped[8];

		if (c != quote && c != '\\' && (unsigned char)c >= 0x20 && c != 0x7f)
			continue;
		mv_text_slice(text, string, run, i);
		if (c == '\n' || c == '\r' || c == '\t')
			snprintf(escaped, sizeof escaped, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
		else if (c == quote || c == '\\')
			snprintf(escaped, sizeof escaped, "\\%c", c);
		else
			snprintf(escaped, sizeof escaped, "\\x%02x", (unsigned char)c);
		computed(text, escaped, value);
		run = i + 1;
	}
	mv_text_slice(text, string, run, string->text.len);
	computed(text, quotes, value);
}

static void repr(TextBuilder *text, const Value *value, unsigned depth)
{
	if (depth > MOST_REPR_DEPTH || text->full) {
		mv_text_hole(text, value);
		return;
	}
	switch (value->kind) {
	case VALUE_STRING:
		repr_string(text, value);
		return;
	case VALUE_BYTES:
		computed(text, "b", value);
		repr_string(text, value);
		return;
	case VALUE_LIST:
	case VALUE_TUPLE:
		if (value->as.list.open)
			break;
		computed(text, value->kind == VALUE_LIST ? "[" : "(", value);
		for (uint32_t i = 0; i < value->as.list.items.count; i++) {
			if (i)
				computed(text, ", ", value);
			repr(text, value->as.list.items.items[i], depth + 1);
		}
		computed(text, value->kind == VALUE_LIST ? "]" : value->as.list.items.count == 1 ? ",)" : ")", value);
		return;
	case VALUE_DICT:
		if (value->as.dict.open)
			break;
		computed(text, "{", value);
		for (uint32_t i = 0; i < value->as.dict.pairs.count; i++) {
			if (i)
				computed(text, ", ", value);
			repr(text, value->as.dict.pairs.items[i].key, depth + 1);
			computed(text, ": ", value);
			repr(text, value->as.dict.pairs.items[i].value, depth + 1);
		}
		computed(text, "}", value);
		return;
	case VALUE_INT:
	case VALUE_FLOAT:
	case VALUE_BOOL:
	case VALUE_NONE:
		mv_text_str(text, value);
		return;
	case VALUE_UNKNOWN:
	case VALUE_ELLIPSIS:
	case VALUE_SET:
	case VALUE_FUNCTION:
	case VALUE_CLASS:
	case VALUE_MODULE:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_CALL:
	case VALUE_OPERATION:
		break;
	}
	mv_text_hole(text, value);
}

void mv_text_repr(TextBuilder *text, const Value *value)
{
	repr(text, value, 0);
}

/* ---- format specifications ---- */

typedef struct Spec {
	char fill[5], align, sign, type;
	bool alternate, zero;
	char grouping;
	int64_t width, precision; /* -1: none */
} Spec;

static bool parse_spec(Str text, Spec *spec)
{
	size_t at = 0, first = 1;

	*spec = (Spec){ .fill = " ", .precision = -1 };
	while (first < text.len && ((unsigned char)text.ptr[first] & 0xC0) == 0x80)
		first++;
	if (text.len > first && first < 5 && strchr("<>=^", text.ptr[first])) {
		memcpy(spec->fill, text.ptr, first);
		spec->fill[first] = '\0';
		spec->align = text.ptr[first];
		at = first + 1;
	} else if (text.len && strchr("<>=^", text.ptr[0])) {
		spec->align = text.ptr[0];
		at = 1;
	}
	if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-' || text.ptr[at] == ' '))
		spec->sign = text.ptr[at++];
	if (at < text.len && text.ptr[at] == '#') {
		spec->alternate = true;
		at++;
	}
	if (at < text.len && text.ptr[at] == '0') {
		spec->zero = true;
		at++;
	}
	for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' && spec->width < 100000; at++)
		spec->width = spec->width * 10 + text.ptr[at] - '0';
	if (at < text.len && (text.ptr[at] == ',' || text.ptr[at] == '_'))
		spec->grouping = text.ptr[at++];
	if (at < text.len && text.ptr[at] == '.') {
		spec->precision = 0;
		for (at++; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' && spec->precision < 100000; at++)
			spec->precision = spec->precision * 10 + text.ptr[at] - '0';
	}
	if (at < text.len)
		spec->type = text.ptr[at++];
	return at == text.len && spec->width < 100000;
}

static size_t code_points(Str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
	return count;
}

static void pad(TextBuilder *text, const char *fill, int64_t count, const Value *from)
{
	for (; count > 0 && !text->full; count--)
		computed(text, fill, from);
}

static void padded(TextBuilder *text, const PyString *string, const Spec *spec, char align, const Value *from)
{
	int64_t missing = spec->width - (int64_t)code_points(string->text);
	int64_t left = missing <= 0 ? 0 : align == '>' ? missing : align == '^' ? missing / 2 : 0;

	pad(text, spec->fill, left, from);
	mv_text_whole(text, string);
	pad(text, spec->fill, missing - left, from);
}

static bool format_integer(TextBuilder *text, int64_t integer, const Spec *spec, const Value *from)
{
	char digits[80], *at = digits + sizeof digits;
	uint64_t rest = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
	unsigned base = 10, count = 0;
	const char *prefix = "";
	char sign[2] = { integer < 0 ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0, 0 };
	int64_t missing;

	switch (spec->type) {
	case 0: case 'd': case 'i': case 'u': case 'n':
		break;
	case 'x': case 'X':
		base = 16;
		prefix = spec->alternate ? (spec->type == 'x' ? "0x" : "0X") : "";
		break;
	case 'o':
		base = 8;
		prefix = spec->alternate ? "0o" : "";
		break;
	case 'b':
		base = 2;
		prefix = spec->alternate ? "0b" : "";
		break;
	default:
		return false;
	}
	if (spec->precision >= 0)
		return false;
	*--at = '\0';
	if (base == 2 && spec->grouping)
		return false;
	do {
		if (spec->grouping && count && count % (base == 10 ? 3 : 4) == 0)
			*--at = spec->grouping;
		*--at = (spec->type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef")[rest % base];
		rest /= base;
		count++;
	} while (rest);
	missing = spec->width - (int64_t)(strlen(at) + strlen(prefix) + strlen(sign));
	if ((spec->zero && !spec->align) || spec->align == '=') {
		computed(text, sign, from);
		computed(text, prefix, from);
		pad(text, spec->zero ? "0" : spec->fill, missing, from);
		computed(text, at, from);
	} else {
		int64_t left = missing <= 0 || spec->align == '<' ? 0 : spec->align == '^' ? missing / 2 : missing;

		pad(text, spec->fill, left, from);
		computed(text, sign, from);
		computed(text, prefix, from);
		computed(text, at, from);
		pad(text, spec->fill, missing - left, from);
	}
	return true;
}

void mv_text_format(TextBuilder *text, const Value *value, char conversion, const PyString *format)
{
	Interpreter *in = text->in;
	TextBuilder one = { .in = in };
	const Value *made;
	Spec spec;
	int64_t integer;

	if ((!format || format->text.len == 0) && !conversion) {
		mv_text_str(text, value);
		return;
	}
	if (mv_is_instance(value) && !conversion && instance_text(value))
		value = instance_text(value);
	if (!conversion && mv_value_int(value, &integer) && value->kind == VALUE_INT && parse_spec(format->text, &spec) &&
	    format_integer(text, integer, &spec, value))
		return;
	if (conversion == 'r' || conversion == 'a')
		mv_text_repr(&one, value);
	else
		mv_text_str(&one, value);
	made = mv_text_finish(&one, VALUE_STRING, value->source, value->span);
	if (made->kind != VALUE_STRING) {
		mv_text_hole(text, made);
	} else if (!format || format->text.len == 0) {
		mv_text_whole(text, &made->as.string);
	} else if (made->as.string.hole_count || !parse_spec(format->text, &spec) || (spec.type && spec.type != 's') ||
		   (!conversion && value->kind != VALUE_STRING)) {
		mv_text_hole(text, value);
	} else {
		if (spec.precision >= 0 && (size_t)spec.precision < made->as.string.text.len)
			made = mv_in_slice_string(in, made, 0, (size_t)spec.precision, NULL);
		if (spec.zero && !spec.align)
			memcpy(spec.fill, "0", 2);
		padded(text, &made->as.string, &spec, spec.align ? spec.align : '<', value);
	}
}

/* ---- "..." % args ---- */

typedef struct PercentArguments {
	const Value *args;
	const struct ValueList *tuple;
	uint32_t next;
	bool used;
} PercentArguments;

static const Value *next_argument(Interpreter *in, PercentArguments *from, const PyNode *node)
{
	if (from->tuple) {
		if (from->next < from->tuple->items.count)
			return from->tuple->items.items[from->next++];
		return mv_in_unknown(in, node, "there are fewer values than places in the format");
	}
	if (from->used)
		return mv_in_unknown(in, node, "there are fewer values than places in the format");
	from->used = true;
	return from->args;
}

static void percent_one(TextBuilder *text, const Value *value, Str flags, char type)
{
	Interpreter *in = text->in;
	TextBuilder one = { .in = in };
	const Value *made;
	Spec spec = { .fill = " ", .precision = -1 };
	int64_t integer;
	size_t at = 0;

	for (; at < flags.len && strchr("-+ #0", flags.ptr[at]); at++) {
		spec.align = flags.ptr[at] == '-' ? '<' : spec.align;
		spec.zero |= flags.ptr[at] == '0';
		spec.alternate |= flags.ptr[at] == '#';
		spec.sign = flags.ptr[at] == '+' || (flags.ptr[at] == ' ' && !spec.sign) ? flags.ptr[at] : spec.sign;
	}
	for (; at < flags.len && flags.ptr[at] >= '0' && flags.ptr[at] <= '9' && spec.width < 100000; at++)
		spec.width = spec.width * 10 + flags.ptr[at] - '0';
	if (at < flags.len && flags.ptr[at] == '.')
		for (spec.precision = 0, at++; at < flags.len && flags.ptr[at] >= '0' && flags.ptr[at] <= '9' && spec.precision < 100000; at++)
			spec.precision = spec.precision * 10 + flags.ptr[at] - '0';
	if (at < flags.len) {
		mv_text_hole(text, value);
		return;
	}
	if (strchr("diuxXo", type)) {
		spec.type = type;
		if (!mv_value_int(value, &integer) || !format_integer(text, integer, &spec, value))
			mv_text_hole(text, value);
		return;
	}
	if (type == 'c' && flags.len == 0 && value->kind == VALUE_STRING) {
		mv_text_str(text, value);
		return;
	}
	if (type != 's' && type != 'r' && type != 'a') {
		mv_text_hole(text, value);
		return;
	}
	if (flags.len == 0 && type == 's') {
		mv_text_str(text, value);
		return;
	}
	if (type == 's')
		mv_text_str(&one, value);
	else
		mv_text_repr(&one, value);
	made = mv_text_finish(&one, VALUE_STRING, value->source, value->span);
	if (made->kind == VALUE_STRING && spec.precision >= 0 && (size_t)spec.precision < made->as.string.text.len && !made->as.string.hole_count)
		made = mv_in_slice_string(in, made, 0, (size_t)spec.precision, NULL);
	if (made->kind == VALUE_STRING)
		padded(text, &made->as.string, &spec, spec.align ? '<' : '>', value);
	else
		mv_text_hole(text, value);
}

const Value *mv_in_percent(Interpreter *in, const Value *format, const Value *args, const PyNode *node)
{
	const PyString *string = &format->as.string;
	TextBuilder text = { .in = in };
	PercentArguments from = { .args = args, .tuple = args->kind == VALUE_TUPLE && !args->as.list.open ? &args->as.list : NULL };
	size_t at = 0, run = 0;

	while ((at = mv_str_find(string->text, STR("%"), at)) != SIZE_MAX) {
		size_t start = at++;
		const Value *value = NULL;
		Str flags;

		mv_text_slice(&text, string, run, start);
		if (at < string->text.len && string->text.ptr[at] == '%') {
			mv_text_slice(&text, string, at, at + 1);
			run = ++at;
			continue;
		}
		if (at < string->text.len && string->text.ptr[at] == '(') {
			size_t close = mv_str_find(string->text, STR(")"), at);
			char *key;

			if (close == SIZE_MAX) {
				run = start;
				break;
			}
			key = mv_arena_strndup(in->arena, string->text.ptr + at + 1, close - at - 1);
			value = mv_dict_get(args, key);
			if (!value)
				value = mv_in_unknown(in, node, "the value of '%s' in the format is not known", key);
			at = close + 1;
		}
		flags.ptr = string->text.ptr + at;
		while (at < string->text.len && strchr("-+ #0123456789.*", string->text.ptr[at]) && string->text.ptr[at])
			at++;
		flags.len = (size_t)(string->text.ptr + at - flags.ptr);
		if (at >= string->text.len) {
			run = start;
			break;
		}
		if (!value)
			value = next_argument(in, &from, node);
		percent_one(&text, value, flags, string->text.ptr[at]);
		run = ++at;
	}
	mv_text_slice(&text, string, run, string->text.len);
	return mv_text_finish(&text, format->kind, mv_in_source(in), node ? node->span : (Span){ 0, 0 });
}

/* ---- "...".format(...) ---- */

static const Value *format_field(Interpreter *in, Str name, const CallValue *call, uint32_t *automatic, const PyNode *node)
{
	size_t end = 0;
	const Value *value = NULL;
	Str first;

	while (end < name.len && name.ptr[end] != '.' && name.ptr[end] != '[')
		end++;
	first = mv_str_slice(name, 0, end);
	if (first.len == 0) {
		if (*automatic < call->args.count)
			value = call->args.items[*automatic];
		++*automatic;
	} else if (first.ptr[0] >= '0' && first.ptr[0] <= '9') {
		uint32_t position = 0;

		for (size_t i = 0; i < first.len && first.ptr[i] >= '0' && first.ptr[i] <= '9' && position < 100000; i++)
			position = position * 10 + (uint32_t)(first.ptr[i] - '0');
		if (position < call->args.count)
			value = call->args.items[position];
	} else {
		for (uint32_t k = 0; k < call->keywords.count; k++)
			if (mv_str_eq(mv_str(call->keywords.items[k].name), first))
				value = call->keywords.items[k].value;
	}
	if (!value)
		return mv_in_unknown(in, node, "the value of '{%.*s}' in the format is not known", STR_ARG(name));
	while (end < name.len) {
		size_t start = end + 1;

		if (name.ptr[end] == '.') {
			for (end = start; end < name.len && name.ptr[end] != '.' && name.ptr[end] != '[';)
				end++;
			value = mv_in_attribute(in, value, mv_in_name(in, mv_str_slice(name, start, end)), NULL, (Span){ 0, 0 });
		} else {
			Str key;
			size_t close = mv_str_find(name, STR("]"), start);

			if (close == SIZE_MAX)
				return mv_in_unknown(in, node, "the format is not valid");
			key = mv_str_slice(name, start, close);
			end = close + 1;
			value = mv_in_subscript(in, value,
						key.len && key.len < 10 && strspn(key.ptr, "0123456789") >= key.len
							? mv_value_int_new(in->arena, strtoll(key.ptr, NULL, 10))
							: mv_value_string(in->arena, key), node);
		}
	}
	return value;
}

const Value *mv_in_format_method(Interpreter *in, const Value *format, const CallValue *call, const PyNode *node)
{
	const PyString *string = &format->as.string;
	Str whole = string->text;
	TextBuilder text = { .in = in };
	uint32_t automatic = 0;
	size_t at = 0, run = 0;

	while (at < whole.len) {
		char c = whole.ptr[at];
		size_t close, colon;
		const Value *value, *spec = NULL;
		char conversion = 0;
		Str field;
		unsigned depth = 1;

		if (c != '{' && c != '}') {
			at++;
			continue;
		}
		mv_text_slice(&text, string, run, at);
		if (at + 1 < whole.len && whole.ptr[at + 1] == c) {
			mv_text_slice(&text, string, at, at + 1);
			run = at += 2;
			continue;
		}
		run = at;
		if (c == '}') {
			at++;
			continue;
		}
		for (close = at + 1; close < whole.len; close++) {
			depth += whole.ptr[close] == '{';
			if (whole.ptr[close] == '}' && --depth == 0)
				break;
		}
		if (close >= whole.len)
			break;
		field = mv_str_slice(whole, at + 1, close);
		colon = mv_str_find(field, STR(":"), 0);
		if (colon != SIZE_MAX) {
			Str inner = mv_str_slice(field, colon + 1, field.len);

			spec = mv_value_string(in->arena, inner);
			field = mv_str_slice(field, 0, colon);
		}
		if (field.len >= 2 && field.ptr[field.len - 2] == '!') {
			conversion = field.ptr[field.len - 1];
			field.len -= 2;
		}
		value = format_field(in, field, call, &automatic, node);
		if (spec && mv_str_find(spec->as.string.text, STR("{"), 0) != SIZE_MAX) {
			/* {:{width}} */
			TextBuilder built = { .in = in };
			Str inner = spec->as.string.text;
			size_t open = mv_str_find(inner, STR("{"), 0), shut = mv_str_find(inner, STR("}"), open);

			if (shut == SIZE_MAX) {
				mv_text_drop(&text);
				return mv_in_unknown(in, node, "the format is not valid");
			}
			mv_text_slice(&built, &spec->as.string, 0, open);
			mv_text_str(&built, format_field(in, mv_str_slice(inner, open + 1, shut), call, &automatic, node));
			mv_text_slice(&built, &spec->as.string, shut + 1, inner.len);
			spec = mv_text_finish(&built, VALUE_STRING, NULL, (Span){ 0, 0 });
		}
		if (spec && (spec->kind != VALUE_STRING || spec->as.string.hole_count))
			mv_text_hole(&text, value);
		else
			mv_text_format(&text, value, conversion, spec ? &spec->as.string : NULL);
		run = at = close + 1;
	}
	if (run < whole.len)
		mv_text_slice(&text, string, run, whole.len);
	return mv_text_finish(&text, format->kind, mv_in_source(in), node ? node->span : (Span){ 0, 0 });
}
