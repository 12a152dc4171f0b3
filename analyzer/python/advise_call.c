/* advise_call.c: the call of an operation as text: its arguments, other ones, and the imports that it needs. */
#include "advise.h"

#include <stdlib.h>
#include <string.h>

Str mv_advice_source(const Advice *advice, const PyNode *node)
{
	return mv_source_slice(advice->source, node->span);
}

bool mv_advice_is_docstring(const PyNode *node)
{
	return node->kind == PY_EXPRESSION_STATEMENT && node->child && node->child->kind == PY_STRING;
}

const PyNode *mv_advice_argument(const PyNode *call, const Source *source, int position, const char *name)
{
	const PyNode *arguments = mv_node_field(call, PY_ARGUMENT_LIST);
	int at = 0;

	for (const PyNode *child = arguments ? arguments->child : NULL; child; child = child->next) {
		if (child->kind == PY_KEYWORD_ARGUMENT) {
			const PyNode *keyword = mv_node_field(child, PY_NAME);

			if (keyword && mv_str_eq(mv_source_slice(source, keyword->span), mv_str(name)))
				return mv_node_field(child, PY_VALUE);
		} else if (child->kind == PY_STAR || child->kind == PY_STARS) {
			return NULL;
		} else if (child->kind != PY_TOKEN && at++ == position) {
			return child;
		}
	}
	return NULL;
}

const char *mv_advice_string(const Advice *advice, const PyNode *node)
{
	Str text = node && node->kind == PY_STRING && !node->formatted ? mv_advice_source(advice, node) : (Str){ 0 };

	if (text.len < 2 || (*text.ptr != '"' && *text.ptr != '\'') || memchr(text.ptr, '\\', text.len) ||
	    (text.len > 2 && text.ptr[1] == *text.ptr))
		return NULL;
	return mv_arena_strndup(advice->arena, text.ptr + 1, text.len - 2);
}

/* ---- calls with other arguments ---- */

void mv_call_rename(CallText *text, const char *name)
{
	const PyNode *callee = mv_node_field(text->advice->call, PY_CALLEE);

	*VEC_PUSH(text->advice->arena, &text->edits) = (Edit){ .span = callee->span, .text = name };
}

/* The white space before an argument that starts its line; NULL: it does not. */
static const char *own_line(const Advice *advice, uint32_t start)
{
	Str text = advice->source->text;
	uint32_t at = start;

	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
		at--;
	return at > 0 && text.ptr[at - 1] == '\n' ? mv_arena_strndup(advice->arena, text.ptr + at, start - at) : NULL;
}

void mv_call_set(CallText *text, const PyNode *call, const char *keyword, const char *value)
{
	const Advice *advice = text->advice;
	const PyNode *arguments = call && call->kind == PY_CALL ? mv_node_field(call, PY_ARGUMENT_LIST) : NULL, *last = NULL;
	const PyNode *given = arguments ? mv_advice_argument(call, advice->source, -1, keyword) : NULL;
	const char *indent;

	if (given) {
		*VEC_PUSH(advice->arena, &text->edits) = (Edit){ .span = given->span, .text = value };
		return;
	}
	for (const PyNode *child = arguments ? arguments->child : NULL; child; child = child->next) {
		if (child->kind == PY_STARS || child->kind == PY_GENERATOR)
			text->failed = true;
		last = child->kind == PY_TOKEN ? last : child;
	}
	if (!arguments || arguments->kind != PY_ARGUMENTS) {
		text->failed = true;
		return;
	}
	if (!last) {
		*VEC_PUSH(advice->arena, &text->edits) = (Edit){ .span = { arguments->span.start + 1, arguments->span.start + 1 },
								 .text = mv_arena_format(advice->arena, "%s=%s", keyword, value) };
		return;
	}
	indent = own_line(advice, last->span.start);
	*VEC_PUSH(advice->arena, &text->edits) =
		(Edit){ .span = { last->span.end, last->span.end },
			.text = mv_arena_format(advice->arena, ",%s%s%s=%s", indent ? "\n" : " ", indent ? indent : "", keyword, value) };
}

unsigned mv_advice_column(const Advice *advice, const PyNode *node)
{
	Str text = advice->source->text;
	uint32_t start = node->span.start, at;

	while (start > 0 && text.ptr[start - 1] != '\n')
		start--;
	for (at = start; at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'); at++)
		continue;
	return at - start;
}

/* Lines behind the first lose the indentation of the line that the text stands on. */
static char *to_margin(Arena *arena, Str text, unsigned column)
{
	StrBuf out = { 0 };
	Str line;
	char *result;

	for (bool first = true; mv_str_next_line(&text, &line); first = false) {
		unsigned cut = 0;

		while (!first && cut < column && cut < line.len && (line.ptr[cut] == ' ' || line.ptr[cut] == '\t'))
			cut++;
		if (!first)
			mv_buf_addc(&out, '\n');
		mv_buf_add(&out, mv_str_slice(line, cut, line.len));
	}
	result = mv_buf_to_arena(&out, arena);
	mv_buf_release(&out);
	return result;
}

const char *mv_advice_text(const Advice *advice, const PyNode *node)
{
	return node ? to_margin(advice->arena, mv_advice_source(advice, node), mv_advice_column(advice, node)) : NULL;
}

static int compare_edits(const void *left, const void *right)
{
	const Edit *a = left, *b = right;

	return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

const char *mv_call_text(CallText *text)
{
	const Advice *advice = text->advice;
	StrBuf out = { 0 };
	uint32_t at = advice->call->span.start;
	const char *result;

	if (text->failed)
		return NULL;
	if (text->edits.count > 1)
		qsort(text->edits.items, text->edits.count, sizeof *text->edits.items, compare_edits);
	for (uint32_t i = 0; i < text->edits.count; i++) {
		mv_buf_add(&out, mv_source_slice(advice->source, (Span){ at, text->edits.items[i].span.start }));
		mv_buf_adds(&out, text->edits.items[i].text);
		at = text->edits.items[i].span.end;
	}
	mv_buf_add(&out, mv_source_slice(advice->source, (Span){ at, advice->call->span.end }));
	result = to_margin(advice->arena, (Str){ out.ptr, out.len }, mv_advice_column(advice, advice->call));
	mv_buf_release(&out);
	return result;
}

/* ---- imports ---- */

/* The line that binds the name, when it is an import of the module's top; NULL: none is. `stars`: one may bring it. */
static const char *import_of(const Advice *advice, Str wanted, bool *stars)
{
	const Source *source = advice->source;

	for (const PyNode *node = advice->root->child; node; node = node->next) {
		const PyNode *from = node->kind == PY_IMPORT_FROM ? mv_node_field(node, PY_MODULE_NAME) : NULL;

		if (node->kind != PY_IMPORT && !from)
			continue;
		for (const PyNode *child = node->child; child; child = child->next) {
			const PyNode *alias = child->kind == PY_ALIASED ? mv_node_field(child, PY_ALIAS) : NULL;
			Str bound = mv_source_slice(source, alias ? alias->span : child->span), all = mv_source_slice(source, child->span);

			if (child == from)
				continue;
			if (child->kind == PY_WILDCARD)
				*stars = true;
			if (!from && !alias && mv_str_find(bound, STR("."), 0) != SIZE_MAX)
				bound.len = mv_str_find(bound, STR("."), 0);
			if (!mv_str_eq(bound, wanted))
				continue;
			return from ? mv_arena_format(advice->arena, "from %.*s import %.*s\n",
						      STR_ARG(mv_source_slice(source, from->span)), STR_ARG(all)) :
				      mv_arena_format(advice->arena, "import %.*s\n", STR_ARG(all));
		}
	}
	return NULL;
}

bool mv_advice_imports(const Advice *advice, const char *module, const char *name)
{
	bool stars = false;
	const char *line = import_of(advice, mv_str(name), &stars);

	return line && strcmp(line, mv_arena_format(advice->arena, "from %s import %s\n", module, name)) == 0;
}

uint32_t mv_advice_import_place(const Advice *advice, const char *line)
{
	Str text = advice->source->text;
	uint32_t place = 0, first = 0;
	bool seen = false;

	for (const PyNode *node = advice->root->child; node; node = node->next) {
		if (node->kind == PY_FUTURE_IMPORT || (mv_advice_is_docstring(node) && !seen)) {
			first = node->span.end;
			continue;
		}
		if (node->kind != PY_IMPORT && node->kind != PY_IMPORT_FROM)
			continue;
		if (strncmp(line, text.ptr + node->span.start, node->span.end - node->span.start) < 0)
			return node->span.start;
		seen = true;
		place = node->span.end;
	}
	place = seen ? place : first;
	while (place < text.len && text.ptr[place] != '\n')
		place++;
	return place < text.len && place ? place + 1 : place;
}

/* Names that need no import. */
static bool is_builtin(Str name)
{
	static const char *const names[] = { "list", "dict", "set", "tuple", "str", "int", "float", "bool", NULL };

	for (size_t i = 0; names[i]; i++) {
		if (mv_str_eq(name, mv_str(names[i])))
			return true;
	}
	return false;
}

/* The imports of all names in the call, each once; what else they are bound to stays in this file. */
void mv_advice_carry(Advice *advice)
{
	VEC(const PyNode *) open = { 0 };
	StrBuf lines = { 0 };

	*VEC_PUSH(advice->arena, &open) = advice->call;
	while (open.count) {
		const PyNode *node = open.items[--open.count];
		Str text = mv_advice_source(advice, node);
		bool stars = false;
		const char *line;

		/* moved to another indentation, it would be another text */
		if (node->kind == PY_STRING && text.len && memchr(text.ptr, '\n', text.len))
			advice->bound = true;
		if (node->kind == PY_LAMBDA || node->kind == PY_DEEP || node->kind == PY_ERROR)
			advice->bound = true;
		for (const PyNode *child = node->child; child; child = child->next) {
			bool name_only = (node->kind == PY_ATTRIBUTE && child->field == PY_ATTRIBUTE_NAME) ||
					 (node->kind == PY_KEYWORD_ARGUMENT && child->field == PY_NAME);

			if (!name_only)
				*VEC_PUSH(advice->arena, &open) = child;
		}
		if (node->kind != PY_IDENTIFIER || is_builtin(text))
			continue;
		line = import_of(advice, text, &stars);
		if (!line)
			advice->bound = true;
		else if (!lines.len || !strstr(lines.ptr, line))
			mv_buf_adds(&lines, line);
	}
	advice->carried = lines.len ? mv_buf_to_arena(&lines, advice->arena) : NULL;
	mv_buf_release(&lines);
}

