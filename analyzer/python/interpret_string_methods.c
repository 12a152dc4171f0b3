/* interpret_string_methods.c: methods of str and bytes; every byte keeps its place. NULL: the call stays as it is. */
#include "interpret_internal.h"

static const Value *argument(const CallValue *call, uint32_t position)
{
	return position < call->args.count && !call->open ? call->args.items[position] : NULL;
}

static const Value *finish(TextBuilder *text, const Value *like, const PyNode *node)
{
	return mv_text_finish(text, like->kind, node ? mv_in_source(text->in) : like->source, node ? node->span : like->span);
}

const Value *mv_in_slice_string(Interpreter *in, const Value *string, size_t start, size_t end, const PyNode *node)
{
	TextBuilder text = { .in = in };

	if (start == 0 && end == string->as.string.text.len)
		return string;
	mv_text_slice(&text, &string->as.string, start, end);
	return finish(&text, string, node);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

static const Value *strip(Interpreter *in, const Value *self, const Value *which, bool left, bool right, const PyNode *node)
{
	Str text = self->as.string.text;
	size_t start = 0, end = text.len;
	const char *set = NULL;

	if (which && which->kind != VALUE_NONE) {
		set = mv_value_text(which);
		if (!set)
			return NULL;
	}
	while (left && start < end && (set ? text.ptr[start] && strchr(set, text.ptr[start]) != NULL : is_space(text.ptr[start])))
		start++;
	while (right && end > start && (set ? text.ptr[end - 1] && strchr(set, text.ptr[end - 1]) != NULL : is_space(text.ptr[end - 1])))
		end--;
	return mv_in_slice_string(in, self, start, end, node);
}

static const Value *join(Interpreter *in, const Value *self, const Value *parts, const PyNode *node)
{
	TextBuilder text = { .in = in };
	bool open = false;
	const struct ValueList *list = parts ? mv_in_iterate(in, parts, &open) : NULL;

	if (!parts)
		return NULL;
	if (!list || open) {
		mv_text_hole(&text, parts);
		return finish(&text, self, node);
	}
	for (uint32_t i = 0; i < list->items.count; i++) {
		const Value *item = list->items.items[i];

		if (i)
			mv_text_whole(&text, &self->as.string);
		if (item->kind == VALUE_STRING || item->kind == VALUE_BYTES || mv_is_instance(item))
			mv_text_str(&text, item);
		else
			mv_text_hole(&text, item);
	}
	return finish(&text, self, node);
}

static const Value *replace(Interpreter *in, const Value *self, const CallValue *call, const PyNode *node)
{
	const Value *from = argument(call, 0), *to = argument(call, 1);
	TextBuilder text = { .in = in };
	Str whole = self->as.string.text;
	size_t at = 0, run = 0;
	int64_t most = -1;

	if (!mv_value_text(from) || !to || from->as.string.text.len == 0 || (call->args.count > 2 && !mv_value_int(call->args.items[2], &most)))
		return NULL;
	while (most != 0 && (at = mv_str_find(whole, from->as.string.text, run)) != SIZE_MAX) {
		mv_text_slice(&text, &self->as.string, run, at);
		mv_text_str(&text, to);
		run = at + from->as.string.text.len;
		most -= most > 0;
	}
	mv_text_slice(&text, &self->as.string, run, whole.len);
	return finish(&text, self, node);
}

static const Value *split(Interpreter *in, const Value *self, const CallValue *call, bool from_right, const PyNode *node)
{
	const Value *by = argument(call, 0);
	Value *list = mv_in_new(in, VALUE_LIST, node);
	Str text = self->as.string.text;
	int64_t most = -1;
	size_t at = 0;

	((GrowingValue *)list)->branch = in->branch;
	if (call->args.count > 1 && !mv_value_int(call->args.items[1], &most))
		return NULL;
	for (uint32_t k = 0; k < call->keywords.count; k++) {
		if (!strcmp(call->keywords.items[k].name, "maxsplit") && !mv_value_int(call->keywords.items[k].value, &most))
			return NULL;
		if (!strcmp(call->keywords.items[k].name, "sep"))
			by = call->keywords.items[k].value;
	}
	if (!by || by->kind == VALUE_NONE) {
		if (from_right && most >= 0)
			return NULL;
		for (;;) {
			size_t start;

			while (at < text.len && is_space(text.ptr[at]))
				at++;
			if (at == text.len)
				return list;
			start = at;
			if (most-- == 0) {
				size_t end = text.len;

				mv_in_add_item(in, list, mv_in_slice_string(in, self, start, end, node));
				return list;
			}
			while (at < text.len && !is_space(text.ptr[at]))
				at++;
			if (!mv_in_add_item(in, list, mv_in_slice_string(in, self, start, at, node)))
				return list;
		}
	}
	if (!mv_value_text(by) || by->as.string.text.len == 0)
		return NULL;
	if (from_right && most >= 0) {
		/* skips what stays together at the left */
		int64_t count = 0;

		for (size_t next = 0; (next = mv_str_find(text, by->as.string.text, next)) != SIZE_MAX; next += by->as.string.text.len)
			count++;
		for (; count > most; count--)
			at = mv_str_find(text, by->as.string.text, at) + by->as.string.text.len;
		if (at > 0) {
			size_t next = mv_str_find(text, by->as.string.text, at);

			mv_in_add_item(in, list, mv_in_slice_string(in, self, 0, next == SIZE_MAX ? text.len : next, node));
			if (next == SIZE_MAX)
				return list;
			at = next + by->as.string.text.len;
		}
		most = -1;
	}
	for (;;) {
		size_t next = most-- == 0 ? SIZE_MAX : mv_str_find(text, by->as.string.text, at);

		if (!mv_in_add_item(in, list, mv_in_slice_string(in, self, at, next == SIZE_MAX ? text.len : next, node)) || next == SIZE_MAX)
			return list;
		at = next + by->as.string.text.len;
	}
}

static const Value *split_lines(Interpreter *in, const Value *self, bool keep, const PyNode *node)
{
	Value *list = mv_in_new(in, VALUE_LIST, node);
	Str text = self->as.string.text;
	size_t at = 0;

	((GrowingValue *)list)->branch = in->branch;
	while (at < text.len) {
		size_t end = at, next;

		while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r')
			end++;
		next = end < text.len ? end + 1 : end;
		if (next < text.len && text.ptr[end] == '\r' && text.ptr[next] == '\n')
			next++;
		if (!mv_in_add_item(in, list, mv_in_slice_string(in, self, at, keep ? next : end, node)))
			break;
		at = next;
	}
	return list;
}

typedef enum Case { CASE_UPPER, CASE_LOWER, CASE_CAPITAL, CASE_TITLE, CASE_SWAP } Case;

/* Letters change, places stay: as long as the text is ASCII, one byte is one byte. */
static const Value *in_case(Interpreter *in, const Value *self, Case how, const PyNode *node)
{
	Str text = self->as.string.text;
	Value *value;
	char *changed;
	bool start = true;

	if (self->as.string.hole_count)
		return NULL;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return NULL;
	changed = mv_arena_strndup(in->arena, text.ptr, text.len);
	in->string_bytes += text.len;
	for (size_t i = 0; i < text.len; i++) {
		char c = changed[i];
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
		bool to_upper = how == CASE_UPPER || (how == CASE_SWAP && lower) || ((how == CASE_CAPITAL || how == CASE_TITLE) && start);
		bool to_lower = how == CASE_LOWER || (how == CASE_SWAP && upper) || ((how == CASE_CAPITAL || how == CASE_TITLE) && !start);

		if (to_upper && lower)
			changed[i] = (char)(c & ~0x20);
		else if (to_lower && upper)
			changed[i] = (char)(c | 0x20);
		start = how == CASE_TITLE && !upper && !lower;
	}
	value = mv_value_new(in->arena, self->kind, node ? mv_in_source(in) : self->source, node ? node->span : self->span);
	value->as.string = self->as.string;
	value->as.string.text.ptr = changed;
	return value;
}

const Value *mv_in_dedent(Interpreter *in, const Value *self, const PyNode *node)
{
	Str text = self->as.string.text, margin = { 0 };
	TextBuilder out = { .in = in };
	bool any = false;

	for (size_t at = 0; at < text.len;) {
		size_t end = at, indent = at;

		while (end < text.len && text.ptr[end] != '\n')
			end++;
		while (indent < end && (text.ptr[indent] == ' ' || text.ptr[indent] == '\t'))
			indent++;
		if (indent < end) {
			Str mine = mv_str_slice(text, at, indent);
			size_t common = 0;

			if (!any)
				margin = mine;
			while (common < margin.len && common < mine.len && margin.ptr[common] == mine.ptr[common])
				common++;
			margin.len = common;
			any = true;
		}
		at = end + 1;
	}
	for (size_t at = 0; at < text.len;) {
		size_t end = at, indent = at;

		while (end < text.len && text.ptr[end] != '\n')
			end++;
		while (indent < end && (text.ptr[indent] == ' ' || text.ptr[indent] == '\t'))
			indent++;
		/* lines of white space alone become empty */
		mv_text_slice(&out, &self->as.string, indent == end ? end : at + margin.len, end < text.len ? end + 1 : end);
		at = end + 1;
	}
	return finish(&out, self, node);
}

static const Value *indent(Interpreter *in, const Value *self, const CallValue *call, const PyNode *node)
{
	const Value *prefix = argument(call, 1);
	Str text = self->as.string.text;
	TextBuilder out = { .in = in };

	if (!mv_value_text(prefix) || call->args.count != 2)
		return NULL;
	for (size_t at = 0; at < text.len;) {
		size_t end = at, blank = at;

		while (end < text.len && text.ptr[end] != '\n')
			end++;
		while (blank < end && is_space(text.ptr[blank]))
			blank++;
		if (blank < end)
			mv_text_whole(&out, &prefix->as.string);
		mv_text_slice(&out, &self->as.string, at, end < text.len ? end + 1 : end);
		at = end + 1;
	}
	return finish(&out, self, node);
}

static const Value *partition(Interpreter *in, const Value *self, const Value *by, bool last, const PyNode *node)
{
	Value *tuple = mv_in_new(in, VALUE_TUPLE, node);
	Str text = self->as.string.text;
	size_t at, found = SIZE_MAX;

	if (!mv_value_text(by) || by->as.string.text.len == 0)
		return NULL;
	for (at = 0; (at = mv_str_find(text, by->as.string.text, at)) != SIZE_MAX; at++) {
		found = at;
		if (!last)
			break;
	}
	if (found == SIZE_MAX)
		found = last ? 0 : text.len;
	at = mv_str_find(text, by->as.string.text, 0) == SIZE_MAX ? found : found + by->as.string.text.len;
	mv_in_add_item(in, tuple, mv_in_slice_string(in, self, 0, found, node));
	mv_in_add_item(in, tuple, mv_in_slice_string(in, self, found, at, node));
	mv_in_add_item(in, tuple, mv_in_slice_string(in, self, at, text.len, node));
	return tuple;
}

static const Value *starts_or_ends(Interpreter *in, const Value *self, const Value *what, bool ends, const PyNode *node)
{
	Value *value;
	bool yes = false;

	if (what && what->kind == VALUE_TUPLE && !what->as.list.open) {
		for (uint32_t i = 0; i < what->as.list.items.count; i++) {
			const Value *one = starts_or_ends(in, self, what->as.list.items.items[i], ends, node);

			if (!one)
				return NULL;
			yes |= one->as.truth;
		}
	} else if (!mv_value_text(what) || self->as.string.hole_count) {
		return NULL;
	} else {
		yes = ends ? mv_str_ends(self->as.string.text, what->as.string.text) : mv_str_starts(self->as.string.text, what->as.string.text);
	}
	value = mv_in_new(in, VALUE_BOOL, node);
	value->as.truth = yes;
	return value;
}

static const Value *affix_removed(Interpreter *in, const Value *self, const Value *what, bool end, const PyNode *node)
{
	Str text = self->as.string.text;

	if (!mv_value_text(what))
		return NULL;
	if (end ? mv_str_ends(text, what->as.string.text) : mv_str_starts(text, what->as.string.text))
		return mv_in_slice_string(in, self, end ? 0 : what->as.string.text.len, end ? text.len - what->as.string.text.len : text.len, node);
	return self;
}

static const Value *filled(Interpreter *in, const Value *self, const CallValue *call, char align, const PyNode *node)
{
	TextBuilder text = { .in = in };
	const char *fill = call->args.count > 1 ? mv_value_text(call->args.items[1]) : align == '0' ? "0" : " ";
	int64_t width, missing, left;

	if (!mv_value_int(argument(call, 0), &width) || !fill || self->as.string.hole_count || width > 100000)
		return NULL;
	missing = width - (int64_t)self->as.string.text.len;
	left = missing <= 0 || align == '<' ? 0 : align == '^' ? missing / 2 : missing;
	for (int64_t i = 0; i < left; i++)
		mv_text_add(&text, mv_str(fill), NULL, (Span){ 0, 0 }, false);
	mv_text_whole(&text, &self->as.string);
	for (int64_t i = left; i < missing; i++)
		mv_text_add(&text, mv_str(fill), NULL, (Span){ 0, 0 }, false);
	return finish(&text, self, node);
}

/* isdigit, isupper, ...: of ASCII text */
static const Value *consists(Interpreter *in, const Value *self, const char *name, const PyNode *node)
{
	Str text = self->as.string.text;
	bool all = text.len > 0, cased = false;
	Value *value;

	if (self->as.string.hole_count)
		return NULL;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';

		if ((unsigned char)c >= 0x80)
			return NULL;
		cased |= upper || lower;
		if (!strcmp(name, "isdigit") || !strcmp(name, "isnumeric") || !strcmp(name, "isdecimal"))
			all &= digit;
		else if (!strcmp(name, "isalpha"))
			all &= upper || lower;
		else if (!strcmp(name, "isalnum"))
			all &= digit || upper || lower;
		else if (!strcmp(name, "isspace"))
			all &= is_space(c);
		else if (!strcmp(name, "isupper"))
			all &= !lower;
		else if (!strcmp(name, "islower"))
			all &= !upper;
		else if (!strcmp(name, "isidentifier"))
			all &= upper || lower || c == '_' || (digit && i > 0);
		else
			return NULL;
	}
	if (!strcmp(name, "isupper") || !strcmp(name, "islower"))
		all &= cased;
	value = mv_in_new(in, VALUE_BOOL, node);
	value->as.truth = all;
	return value;
}

static const Value *found_at(Interpreter *in, const Value *self, const CallValue *call, const char *name, const PyNode *node)
{
	const Value *what = argument(call, 0);
	Str text = self->as.string.text;
	size_t at = 0, found = SIZE_MAX, count = 0;
	Value *value;

	if (!mv_value_text(what) || call->args.count != 1 || self->as.string.hole_count || what->as.string.text.len == 0)
		return NULL;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return NULL;
	while ((at = mv_str_find(text, what->as.string.text, at)) != SIZE_MAX) {
		count++;
		found = found == SIZE_MAX || name[0] == 'r' ? at : found;
		at += name[0] == 'r' ? 1 : what->as.string.text.len;
	}
	if (found == SIZE_MAX && strstr(name, "index"))
		return mv_in_unknown(in, node, "there is no such text");
	value = mv_in_new(in, VALUE_INT, node);
	value->as.number.integer = !strcmp(name, "count") ? (int64_t)count : found == SIZE_MAX ? -1 : (int64_t)found;
	return value;
}

static const Value *of_kind(Interpreter *in, const Value *self, ValueKind kind, const PyNode *node)
{
	Value *value = mv_value_new(in->arena, kind, node ? mv_in_source(in) : self->source, node ? node->span : self->span);

	value->as.string = self->as.string;
	return value;
}

static const char *const methods[] = {
	"strip", "lstrip", "rstrip", "join", "replace", "split", "rsplit", "splitlines", "upper", "lower", "casefold", "capitalize",
	"title", "swapcase", "format", "format_map", "partition", "rpartition", "startswith", "endswith", "removeprefix",
	"removesuffix", "ljust", "rjust", "center", "zfill", "find", "rfind", "index", "rindex", "count", "isdigit", "isnumeric",
	"isdecimal", "isalpha", "isalnum", "isspace", "isupper", "islower", "isidentifier", "encode", "decode", "expandtabs",
	"translate", "hex", NULL,
};

bool mv_has_string_method(const char *name)
{
	for (size_t i = 0; methods[i]; i++)
		if (strcmp(methods[i], name) == 0)
			return true;
	return false;
}

const Value *mv_in_string_method(Interpreter *in, const Value *self, const char *name, const CallValue *call, const PyNode *node)
{
	const Value *first = argument(call, 0);

	switch (name[0]) {
	case 'c':
		if (!strcmp(name, "capitalize"))
			return in_case(in, self, CASE_CAPITAL, node);
		if (!strcmp(name, "casefold"))
			return in_case(in, self, CASE_LOWER, node);
		if (!strcmp(name, "center"))
			return filled(in, self, call, '^', node);
		return found_at(in, self, call, name, node);
	case 'd':
		return self->kind == VALUE_BYTES && !strcmp(name, "decode") ? of_kind(in, self, VALUE_STRING, node) : NULL;
	case 'e':
		if (!strcmp(name, "endswith"))
			return starts_or_ends(in, self, first, true, node);
		return !strcmp(name, "encode") ? of_kind(in, self, VALUE_BYTES, node) : NULL;
	case 'f':
		if (!strcmp(name, "format"))
			return mv_in_format_method(in, self, call, node);
		if (!strcmp(name, "format_map") && first && first->kind == VALUE_DICT) {
			CallValue keywords = { .open = first->as.dict.open };

			for (uint32_t i = 0; i < first->as.dict.pairs.count; i++)
				if (mv_value_text(first->as.dict.pairs.items[i].key))
					*VEC_PUSH(in->arena, &keywords.keywords) =
						(Keyword){ mv_value_text(first->as.dict.pairs.items[i].key), first->as.dict.pairs.items[i].value };
			return mv_in_format_method(in, self, &keywords, node);
		}
		return !strcmp(name, "find") ? found_at(in, self, call, name, node) : NULL;
	case 'i':
		return !strcmp(name, "index") ? found_at(in, self, call, name, node)
					      : !strcmp(name, "indent") ? indent(in, self, call, node) : consists(in, self, name, node);
	case 'j':
		return !strcmp(name, "join") ? join(in, self, first, node) : NULL;
	case 'l':
		if (!strcmp(name, "lower"))
			return in_case(in, self, CASE_LOWER, node);
		if (!strcmp(name, "ljust"))
			return filled(in, self, call, '<', node);
		return call->open ? NULL : strip(in, self, first, true, false, node);
	case 'p':
		return partition(in, self, first, false, node);
	case 'r':
		if (!strcmp(name, "replace"))
			return replace(in, self, call, node);
		if (!strcmp(name, "rsplit"))
			return split(in, self, call, true, node);
		if (!strcmp(name, "rpartition"))
			return partition(in, self, first, true, node);
		if (!strcmp(name, "removeprefix") || !strcmp(name, "removesuffix"))
			return affix_removed(in, self, first, name[6] == 's', node);
		if (!strcmp(name, "rjust"))
			return filled(in, self, call, '>', node);
		if (!strcmp(name, "rstrip"))
			return call->open ? NULL : strip(in, self, first, false, true, node);
		return found_at(in, self, call, name, node);
	case 's':
		if (!strcmp(name, "strip"))
			return call->open ? NULL : strip(in, self, first, true, true, node);
		if (!strcmp(name, "split"))
			return split(in, self, call, false, node);
		if (!strcmp(name, "splitlines"))
			return split_lines(in, self, first && mv_value_truth(first) == TRI_YES, node);
		return !strcmp(name, "swapcase") ? in_case(in, self, CASE_SWAP, node) : starts_or_ends(in, self, first, false, node);
	case 't':
		return !strcmp(name, "title") ? in_case(in, self, CASE_TITLE, node) : NULL;
	case 'u':
		return !strcmp(name, "upper") ? in_case(in, self, CASE_UPPER, node) : NULL;
	case 'z':
		return !strcmp(name, "zfill") ? filled(in, self, call, '0', node) : NULL;
	default:
		return NULL;
	}
}
