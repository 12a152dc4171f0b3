/*
 * interpret_library.c: the few functions of Python's library that build texts, paths and values: os.path, pathlib,
 * open(), textwrap, importlib, functools, itertools, copy, collections. NULL: the call stays as it is written.
 */
#include "interpret_internal.h"

static const Value *argument(const CallValue *call, uint32_t position)
{
	return position < call->args.count && !call->open ? call->args.items[position] : NULL;
}

static const Value *made_string(Interpreter *in, Str text, const PyNode *node)
{
	Value *value = mv_value_string(in->arena, text);

	if (node) {
		value->source = mv_in_source(in);
		value->span = node->span;
	}
	return value;
}

/* ---- paths ---- */

/* The text of a string or of pathlib.Path("..."); NULL: not known. */
static const char *path_text(const Value *value)
{
	if (mv_value_is(value, VALUE_CALL) && (mv_value_calls(value, "Path") || mv_value_calls(value, "PurePath") ||
					       mv_value_calls(value, "PosixPath")) && value->as.call->args.count == 1 &&
	    !value->as.call->open)
		return mv_value_text(value->as.call->args.items[0]);
	return mv_value_text(value);
}

static bool is_path(const Value *value)
{
	return mv_value_is(value, VALUE_CALL) && path_text(value) != NULL;
}

static const Value *new_path(Interpreter *in, const char *text, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_CALL, node);
	CallValue *call = MV_NEW(in->arena, CallValue);

	call->callee = mv_value_symbol(in->arena, "pathlib.Path");
	*VEC_PUSH(in->arena, &call->args) = made_string(in, mv_str(text), node);
	value->as.call = call;
	return value;
}

static const char *joined(Interpreter *in, const char *base, const char *more)
{
	size_t length = strlen(base);

	if (*more == '/' || length == 0)
		return more;
	return mv_arena_format(in->arena, "%s%s%s", base, base[length - 1] == '/' ? "" : "/", more);
}

static const char *parent_of(Interpreter *in, const char *path)
{
	const char *slash = strrchr(path, '/');

	return !slash ? "" : slash == path ? "/" : mv_arena_strndup(in->arena, path, (size_t)(slash - path));
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Without "." and "..", as os.path.normpath and abspath give it. */
static const char *normal(Interpreter *in, const char *path)
{
	char *out = mv_arena_alloc(in->arena, strlen(path) + 2);
	size_t length = 0;
	bool absolute = *path == '/';

	while (*path) {
		const char *end = strchr(path, '/');
		size_t part = end ? (size_t)(end - path) : strlen(path);

		if (part == 2 && path[0] == '.' && path[1] == '.' && (length > 0 || absolute)) {
			while (length > 0 && out[length - 1] != '/')
				length--;
			length -= length > 0;
		} else if (part > 0 && !(part == 1 && path[0] == '.')) {
			if (length > 0 || absolute)
				out[length++] = '/';
			memcpy(out + length, path, part);
			length += part;
		}
		path += part + (end ? 1 : 0);
	}
	if (length == 0)
		out[length++] = absolute ? '/' : '.';
	out[length] = '\0';
	return out;
}

/* ---- files ---- */

/* The text of a file inside of the bound, every byte in its place there. */
static const Value *file_text(Interpreter *in, const char *path, const PyNode *node)
{
	const char *file = mv_in_file(in, path);
	Source *source;
	Error error;
	Value *value;
	StringPiece *piece;

	if (!file)
		return mv_in_unknown(in, node, "the file '%s' is not in the project", base_name(path));
	source = MV_NEW(in->arena, Source);
	if (!mv_source_read(source, file, mv_in_shown_path(in, file), in->arena, &error))
		return mv_in_unknown(in, node, "the file '%s' cannot be read", base_name(path));
	in->string_bytes += source->text.len;
	value = mv_in_new(in, VALUE_STRING, node);
	value->as.string.text = source->text;
	if (source->text.len) {
		piece = MV_NEW(in->arena, StringPiece);
		*piece = (StringPiece){ .source = source, .origin = { 0, (uint32_t)source->text.len }, .exact = true };
		value->as.string.pieces = piece;
		value->as.string.piece_count = 1;
	}
	return value;
}

/* ---- methods of residuals: open(...).read(), Path(...).read_text(), ... ---- */

static const Value *path_method(Interpreter *in, const Value *object, const char *name, const CallValue *call, const PyNode *node)
{
	const char *path = path_text(object), *more;

	if (!strcmp(name, "read_text"))
		return file_text(in, path, node);
	if (!strcmp(name, "resolve") || !strcmp(name, "absolute"))
		return *path == '/' ? new_path(in, normal(in, path), node) : NULL;
	if (!strcmp(name, "joinpath")) {
		for (uint32_t i = 0; i < call->args.count; i++) {
			more = path_text(call->args.items[i]);
			if (!more)
				return NULL;
			path = joined(in, path, more);
		}
		return call->open ? NULL : new_path(in, path, node);
	}
	if (!strcmp(name, "with_name") && mv_value_text(argument(call, 0)))
		return new_path(in, joined(in, parent_of(in, path), mv_value_text(argument(call, 0))), node);
	if (!strcmp(name, "with_suffix") && mv_value_text(argument(call, 0))) {
		const char *dot = strrchr(base_name(path), '.');
		size_t length = dot ? (size_t)(dot - path) : strlen(path);

		return new_path(in, mv_arena_format(in->arena, "%.*s%s", (int)length, path, mv_value_text(argument(call, 0))), node);
	}
	if (!strcmp(name, "as_posix"))
		return made_string(in, mv_str(path), node);
	if (!strcmp(name, "open")) {
		CallValue *open = MV_NEW(in->arena, CallValue);
		Value *value = mv_in_new(in, VALUE_CALL, node);

		open->callee = mv_value_symbol(in->arena, "builtins.open");
		*VEC_PUSH(in->arena, &open->args) = made_string(in, mv_str(path), node);
		value->as.call = open;
		return value;
	}
	return NULL;
}

static const Value *residual_method(Interpreter *in, const CallValue *call, const PyNode *node)
{
	const Value *object = call->callee->as.attribute.object;
	const char *name = call->callee->as.attribute.name;

	if (is_path(object))
		return path_method(in, object, name, call, node);
	if (object->kind == VALUE_CALL && mv_value_is(object->as.call->callee, VALUE_SYMBOL)) {
		const char *opener = object->as.call->callee->as.name;
		const char *path = path_text(argument(object->as.call, 0));

		if ((!strcmp(opener, "builtins.open") || !strcmp(opener, "io.open") || !strcmp(opener, "codecs.open")) && path) {
			if (!strcmp(name, "read") && call->args.count == 0)
				return file_text(in, path, node);
			if (!strcmp(name, "close"))
				return mv_in_new(in, VALUE_NONE, node);
		}
	}
	return NULL;
}

/* Path("/a/b.sql").parent and the like; name begins with '.' */
static const Value *path_attribute(Interpreter *in, const Value *object, const char *name)
{
	const char *path = path_text(object), *dot;

	if (!strcmp(name, ".parent"))
		return new_path(in, parent_of(in, path), NULL);
	if (!strcmp(name, ".name"))
		return made_string(in, mv_str(base_name(path)), NULL);
	dot = strrchr(base_name(path), '.');
	if (!strcmp(name, ".suffix"))
		return made_string(in, mv_str(dot && dot > base_name(path) ? dot : ""), NULL);
	if (!strcmp(name, ".stem"))
		return made_string(in, (Str){ base_name(path), dot && dot > base_name(path) ? (size_t)(dot - base_name(path)) : strlen(base_name(path)) }, NULL);
	if (!strcmp(name, ".parents")) {
		Value *list = mv_in_new(in, VALUE_TUPLE, NULL);

		for (unsigned i = 0; i < 100 && *path && strcmp(path, "/") != 0; i++) {
			path = parent_of(in, path);
			mv_in_add_item(in, list, new_path(in, path, NULL));
		}
		return list;
	}
	if (!strcmp(name, ".__str__"))
		return made_string(in, mv_str(path), NULL);
	return NULL;
}

/* ---- functions ---- */

static const Value *os_path(Interpreter *in, const char *name, const CallValue *call, const PyNode *node)
{
	const char *path = path_text(argument(call, 0));

	if (!path)
		return NULL;
	if (!strcmp(name, "join")) {
		for (uint32_t i = 1; i < call->args.count; i++) {
			const char *more = path_text(call->args.items[i]);

			if (!more)
				return NULL;
			path = joined(in, path, more);
		}
		return made_string(in, mv_str(path), node);
	}
	if (!strcmp(name, "dirname"))
		return made_string(in, mv_str(parent_of(in, path)), node);
	if (!strcmp(name, "basename"))
		return made_string(in, mv_str(base_name(path)), node);
	if (!strcmp(name, "abspath") || !strcmp(name, "realpath") || !strcmp(name, "normpath"))
		return *path == '/' || !strcmp(name, "normpath") ? made_string(in, mv_str(normal(in, path)), node) : NULL;
	if (!strcmp(name, "splitext")) {
		const char *dot = strrchr(base_name(path), '.');
		size_t length = dot && dot > base_name(path) ? (size_t)(dot - path) : strlen(path);
		Value *tuple = mv_in_new(in, VALUE_TUPLE, node);

		mv_in_add_item(in, tuple, made_string(in, (Str){ path, length }, node));
		mv_in_add_item(in, tuple, made_string(in, mv_str(path + length), node));
		return tuple;
	}
	if (!strcmp(name, "expanduser") && *path != '~')
		return argument(call, 0);
	return NULL;
}

static const Value *import_module(Interpreter *in, const CallValue *call, const PyNode *node)
{
	const char *dotted = mv_value_text(argument(call, 0));
	Span span = node ? node->span : (Span){ 0, 0 };

	if (!dotted)
		return NULL;
	if (*dotted == '.') {
		/* relative to the package given, which is nearly always the module's own */
		const char *package = mv_value_text(argument(call, 1));

		if (!package || dotted[1] == '.')
			return NULL;
		dotted = mv_arena_format(in->arena, "%s%s", package, dotted);
	}
	return mv_in_import_dotted(in, mv_in_name(in, mv_str(dotted)), mv_in_source(in), span);
}

static const Value *chain(Interpreter *in, const CallValue *call, const struct ValueList *lists, const PyNode *node)
{
	Value *result = mv_in_new(in, VALUE_LIST, node);
	uint32_t count = lists ? lists->items.count : call->args.count;

	((GrowingValue *)result)->branch = in->branch;
	for (uint32_t i = 0; i < count; i++) {
		bool open = false;
		const struct ValueList *list = mv_in_iterate(in, lists ? lists->items.items[i] : call->args.items[i], &open);

		for (uint32_t j = 0; list && j < list->items.count; j++)
			mv_in_add_item(in, result, list->items.items[j]);
		result->as.list.open |= !list || open;
	}
	result->as.list.open |= call->open;
	return result;
}

/* product(a, b): at most what a container may hold */
static const Value *product(Interpreter *in, const CallValue *call, const PyNode *node)
{
	Value *rows = mv_in_new(in, VALUE_LIST, node), *next;

	if (call->open || call->keywords.count || call->args.count == 0 || call->args.count > 8)
		return NULL;
	mv_in_add_item(in, rows, mv_in_new(in, VALUE_TUPLE, node));
	for (uint32_t a = 0; a < call->args.count; a++) {
		bool open = false;
		const struct ValueList *list = mv_in_iterate(in, call->args.items[a], &open);

		if (!list || open)
			return NULL;
		next = mv_in_new(in, VALUE_LIST, node);
		for (uint32_t i = 0; i < rows->as.list.items.count; i++)
			for (uint32_t j = 0; j < list->items.count && mv_in_step(in); j++) {
				Value *row = mv_in_new(in, VALUE_TUPLE, node);
				const struct ValueList *before = &rows->as.list.items.items[i]->as.list;

				for (uint32_t k = 0; k < before->items.count; k++)
					mv_in_add_item(in, row, before->items.items[k]);
				mv_in_add_item(in, row, list->items.items[j]);
				mv_in_add_item(in, next, row);
			}
		rows = next;
	}
	return rows;
}

static const Value *copied(Interpreter *in, const Value *value, const PyNode *node)
{
	CallValue call = { .args = { (const Value *[]){ value }, 1, 1 } };

	if (mv_value_is(value, VALUE_LIST))
		return mv_in_builtin(in, "list", &call, node);
	if (mv_value_is(value, VALUE_DICT))
		return mv_in_builtin(in, "dict", &call, node);
	return value;
}

const Value *mv_in_library(Interpreter *in, const char *path, const CallValue *call, const PyNode *node)
{
	const Value *first = argument(call, 0);
	const char *dot = strchr(path, '.');
	size_t top = dot ? (size_t)(dot - path) : strlen(path);

	if (*path == '\0')
		return call->callee->kind == VALUE_ATTRIBUTE ? residual_method(in, call, node) : NULL;
	if (*path == '.')
		return is_path(call->callee) ? path_attribute(in, call->callee, path) : NULL;
	if (strstr(path, "_pb2."))
		return mv_in_protobuf_method(in, path, call, node);
	switch (top) {
	case 2:
		if (!strncmp(path, "os.path.", 8))
			return os_path(in, path + 8, call, node);
		if (!strcmp(path, "os.fspath") && path_text(first))
			return made_string(in, mv_str(path_text(first)), node);
		return NULL;
	case 4:
		if (!strcmp(path, "copy.copy") || !strcmp(path, "copy.deepcopy"))
			return copied(in, first, node);
		return NULL;
	case 7:
		if (!strcmp(path, "pathlib.Path") || !strcmp(path, "pathlib.PurePath")) {
			const char *text = path_text(first);

			for (uint32_t i = 1; text && i < call->args.count; i++) {
				const char *more = path_text(call->args.items[i]);

				text = more ? joined(in, text, more) : NULL;
			}
			return text ? new_path(in, text, node) : NULL;
		}
		if (!strcmp(path, "pathlib.Path.__truediv__")) {
			const char *more = path_text(first);

			return is_path(call->callee) && more ? new_path(in, joined(in, path_text(call->callee), more), node) : NULL;
		}
		return NULL;
	case 8:
		if (mv_value_is(first, VALUE_STRING) && !strcmp(path, "textwrap.dedent"))
			return mv_in_dedent(in, first, node);
		if (mv_value_is(first, VALUE_STRING) && !strcmp(path, "textwrap.indent"))
			return mv_in_string_method(in, first, "indent", call, node);
		return NULL;
	case 7 + 2:
		if (!strcmp(path, "importlib.import_module"))
			return import_module(in, call, node);
		if (!strcmp(path, "itertools.chain"))
			return chain(in, call, NULL, node);
		if (!strcmp(path, "itertools.product"))
			return product(in, call, node);
		if (!strcmp(path, "itertools.chain.from_iterable") && first) {
			bool open = false;
			const struct ValueList *lists = mv_in_iterate(in, first, &open);

			return lists && !open ? chain(in, call, lists, node) : NULL;
		}
		return NULL;
	case 7 + 4:
		if (!strcmp(path, "collections.OrderedDict"))
			return mv_in_builtin(in, "dict", call, node);
		if (!strcmp(path, "collections.defaultdict") && call->args.count <= 1) {
			/* missing keys come into being: it may hold more than was put in */
			Value *dict = mv_in_new(in, VALUE_DICT, node);

			((GrowingValue *)dict)->branch = in->branch;
			dict->as.dict.open = true;
			return dict;
		}
		return NULL;
	default:
		if (!strcmp(path, "inspect.cleandoc") && mv_value_is(first, VALUE_STRING) && !first->as.string.hole_count)
			return mv_in_dedent(in, mv_in_string_method(in, first, "strip", &(CallValue){ 0 }, node), node);
		return NULL;
	}
}
