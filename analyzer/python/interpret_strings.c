/* interpret_strings.c: literals: prefixes, escapes, triple quotes, f-strings; implicit concatenation. */
#include "interpret_internal.h"

typedef struct Literal {
	bool raw, bytes, formatted, triple;
	uint32_t start, end; /* of what stands between the quotes, in the file */
} Literal;

static Literal literal_of(const Source *source, const PyNode *node)
{
	Str text = mv_source_slice(source, node->span);
	Literal literal = { 0 };
	size_t at = 0, quotes;

	for (; at < text.len && text.ptr[at] != '"' && text.ptr[at] != '\''; at++) {
		char letter = (char)(text.ptr[at] | 0x20);

		literal.raw |= letter == 'r';
		literal.bytes |= letter == 'b';
		literal.formatted |= letter == 'f';
	}
	literal.triple = text.len >= at + 6 && text.ptr[at] == text.ptr[at + 1] && text.ptr[at] == text.ptr[at + 2];
	quotes = literal.triple ? 3 : 1;
	literal.start = node->span.start + (uint32_t)(at + quotes);
	literal.end = node->span.end >= literal.start + quotes ? node->span.end - (uint32_t)quotes : literal.start;
	return literal;
}

/* ---- escapes ---- */

static size_t encode(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	/* lone surrogates have no UTF-8 */
	if (code >= 0xD800 && code < 0xE000)
		code = 0xFFFD;
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | (code >> 18 & 7));
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

static int digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

static size_t number(Str text, size_t at, size_t most, int base, uint32_t *code)
{
	size_t length = 0;

	*code = 0;
	for (; length < most && at + length < text.len && digit_of(text.ptr[at + length]) < base; length++)
		*code = *code * (uint32_t)base + (uint32_t)digit_of(text.ptr[at + length]);
	return length;
}

/* The escape at the start of `text`: its length, and what it stands for. 0: none, the backslash stays. */
static size_t escape(Str text, bool bytes, char *out, size_t *out_length)
{
	static const char letters[] = "\\\\''\"\"a\ab\bf\fn\nr\rt\tv\v";
	uint32_t code;
	size_t length;

	*out_length = 1;
	if (text.len < 2)
		return 0;
	for (const char *pair = letters; *pair; pair += 2)
		if (text.ptr[1] == pair[0]) {
			out[0] = pair[1];
			return 2;
		}
	switch (text.ptr[1]) {
	case '\n':
		*out_length = 0;
		return 2;
	case '\r':
		*out_length = 0;
		return text.len > 2 && text.ptr[2] == '\n' ? 3 : 2;
	case 'x':
		length = number(text, 2, 2, 16, &code);
		if (length < 2)
			return 0;
		break;
	case 'u':
	case 'U':
		if (bytes)
			return 0;
		length = number(text, 2, text.ptr[1] == 'u' ? 4 : 8, 16, &code);
		if (length < (text.ptr[1] == 'u' ? 4u : 8u) || code > 0x10FFFF)
			return 0;
		break;
	case 'N':
		if (bytes || text.len < 4 || text.ptr[2] != '{')
			return 0;
		/* no table of names here; the character is one, whichever it is */
		length = mv_str_find(text, STR("}"), 3);
		*out_length = encode(0xFFFD, out);
		return length == SIZE_MAX ? 0 : length + 1;
	default:
		length = number(text, 1, 3, 8, &code);
		if (length == 0)
			return 0;
		*out_length = bytes ? (out[0] = (char)code, 1u) : encode(code, out);
		return 1 + length;
	}
	*out_length = bytes ? (out[0] = (char)code, 1u) : encode(code, out);
	return 2 + length;
}

/* The text from `start` to `end` of the file as this kind of literal means it. */
static void add_text(TextBuilder *text, const Source *source, const Literal *literal, uint32_t start, uint32_t end)
{
	const char *file = source->text.ptr;
	uint32_t run = start, at = start;

	while (at < end) {
		char c = file[at], out[8];
		size_t used = 0, length = 1;
		Str made = { .ptr = out };

		if (c == '\\' && !literal->raw) {
			used = escape((Str){ file + at, end - at }, literal->bytes, out, &made.len);
		} else if (c == '\r') {
			/* line ends are '\n' to Python */
			used = 1;
			made.len = 1;
			out[0] = '\n';
			if (at + 1 < end && file[at + 1] == '\n')
				made.len = 0;
		} else if (literal->formatted && (c == '{' || c == '}') && at + 1 < end && file[at + 1] == c) {
			used = 2;
			made.len = 1;
			out[0] = c;
		}
		if (used == 0) {
			at += (uint32_t)length;
			continue;
		}
		mv_text_add(text, (Str){ file + run, at - run }, source, (Span){ run, at }, true);
		mv_text_add(text, made, source, (Span){ at, at + (uint32_t)used }, false);
		at += (uint32_t)used;
		run = at;
	}
	mv_text_add(text, (Str){ file + run, end - run }, source, (Span){ run, end }, true);
}

/* ---- f-strings ---- */

static void add_formatted(Interpreter *in, TextBuilder *text, const PyNode *node, const Literal *literal, uint32_t start,
			  uint32_t end, unsigned depth);

static void add_interpolation(Interpreter *in, TextBuilder *text, const PyNode *node, const Literal *literal, unsigned depth)
{
	const Source *source = mv_in_source(in);
	const PyNode *expression = node->child, *spec = mv_node_kind(node, PY_FORMAT_SPECIFIER);
	const PyNode *conversion = mv_node_kind(node, PY_CONVERSION);
	const Value *value;
	char letter = conversion ? source->text.ptr[conversion->span.start + 1] : 0;
	uint32_t behind;

	while (expression && expression->kind == PY_TOKEN)
		expression = expression->next;
	if (!expression || expression == spec || expression == conversion) {
		mv_text_hole(text, mv_in_unknown(in, node, "there is a syntax error"));
		return;
	}
	value = mv_in_eval(in, expression);
	/* {x=}: its text, too */
	behind = expression->span.end;
	while (behind < node->span.end && source->text.ptr[behind] == ' ')
		behind++;
	if (behind < node->span.end && source->text.ptr[behind] == '=') {
		behind++;
		while (behind < node->span.end && source->text.ptr[behind] == ' ')
			behind++;
		mv_text_add(text, mv_source_slice(source, (Span){ node->span.start + 1, behind }), source,
			    (Span){ node->span.start + 1, behind }, true);
		if (!letter && !spec)
			letter = 'r';
	}
	if (spec && depth < 4) {
		TextBuilder format = { .in = in };
		const Value *format_value;

		add_formatted(in, &format, spec, literal, spec->span.start + 1, spec->span.end, depth + 1);
		format_value = mv_text_finish(&format, VALUE_STRING, source, spec->span);
		if (format_value->kind == VALUE_STRING && format_value->as.string.hole_count == 0)
			mv_text_format(text, value, letter, &format_value->as.string);
		else
			mv_text_hole(text, value);
		return;
	}
	mv_text_format(text, value, letter, NULL);
}

static void add_formatted(Interpreter *in, TextBuilder *text, const PyNode *node, const Literal *literal, uint32_t start,
			  uint32_t end, unsigned depth)
{
	const Source *source = mv_in_source(in);

	for (const PyNode *child = node->child; child; child = child->next) {
		if (child->kind != PY_INTERPOLATION && child->kind != PY_FORMAT_EXPRESSION)
			continue;
		if (child->span.start > start)
			add_text(text, source, literal, start, child->span.start);
		add_interpolation(in, text, child, literal, depth);
		start = child->span.end;
	}
	if (end > start)
		add_text(text, source, literal, start, end);
}

static void add_literal(Interpreter *in, TextBuilder *text, const PyNode *node, bool *bytes)
{
	Literal literal = literal_of(mv_in_source(in), node);

	*bytes |= literal.bytes;
	if (node->formatted)
		add_formatted(in, text, node, &literal, literal.start, literal.end, 0);
	else
		add_text(text, mv_in_source(in), &literal, literal.start, literal.end);
}

/* ---- values ---- */

/* Most strings: as they stand in the file. */
static const Value *plain(Interpreter *in, const PyNode *node, const Literal *literal)
{
	Value *value = mv_in_new(in, literal->bytes ? VALUE_BYTES : VALUE_STRING, node);
	Str text = mv_source_slice(mv_in_source(in), (Span){ literal->start, literal->end });
	StringPiece *piece;

	value->as.string.text = (Str){ .ptr = mv_arena_strndup(in->arena, text.ptr, text.len), .len = text.len };
	if (text.len) {
		piece = MV_NEW(in->arena, StringPiece);
		*piece = (StringPiece){ .source = mv_in_source(in), .origin = { literal->start, literal->end }, .exact = true };
		value->as.string.pieces = piece;
		value->as.string.piece_count = 1;
	}
	return value;
}

const Value *mv_in_string(Interpreter *in, const PyNode *node)
{
	TextBuilder text = { .in = in };
	Literal literal = literal_of(mv_in_source(in), node);
	Str inside = mv_source_slice(mv_in_source(in), (Span){ literal.start, literal.end });
	bool bytes = false;

	if (!node->formatted && (literal.raw || !memchr(inside.ptr, '\\', inside.len)) && !memchr(inside.ptr, '\r', inside.len))
		return plain(in, node, &literal);
	add_literal(in, &text, node, &bytes);
	return mv_text_finish(&text, bytes ? VALUE_BYTES : VALUE_STRING, mv_in_source(in), node->span);
}

const Value *mv_in_concatenated(Interpreter *in, const PyNode *node)
{
	TextBuilder text = { .in = in };
	bool bytes = false;

	for (const PyNode *child = node->child; child; child = child->next)
		if (child->kind == PY_STRING)
			add_literal(in, &text, child, &bytes);
	return mv_text_finish(&text, bytes ? VALUE_BYTES : VALUE_STRING, mv_in_source(in), node->span);
}
