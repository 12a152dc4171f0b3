/*
 * spans.c: places in the text. The raw parse tree gives the start of some
 * things and the end of nothing; a light tokenizer finds the rest.
 */
#include "lower.h"

#include <string.h>

/* ---- the tokenizer ---- */

/* What a byte is: blank, letter of a word (all over 0x7f are), digit, money sign, operator character. */
enum { B = 1, W = 2, D = 4, M = 8, O = 16 };
static const unsigned char classes[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, B, B, B, B, B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	B, O, 0, O, M, O, O, 0, 0, 0, O, O, 0, O, 0, O, D, D, D, D, D, D, D, D, D, D, 0, 0, O, O, O, O,
	O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, 0, 0, 0, O, W,
	O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, 0, O, 0, O, 0,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
};

static bool is_class(char c, int mask)
{
	return (classes[(unsigned char)c] & mask) != 0;
}

static char lower_ascii(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

size_t mv_pg_skip_blank(const char *text, size_t length, size_t at, size_t *unclosed)
{
	*unclosed = SIZE_MAX;
	while (at < length) {
		if (is_class(text[at], B)) {
			at++;
		} else if (text[at] == '-' && at + 1 < length && text[at + 1] == '-') {
			const char *eol = memchr(text + at, '\n', length - at);

			at = eol ? (size_t)(eol - text) + 1 : length;
		} else if (text[at] == '/' && at + 1 < length && text[at + 1] == '*') {
			size_t depth = 1, start = at;

			/* PostgreSQL's comments nest. */
			for (at += 2; at < length && depth > 0; at++) {
				if (text[at] == '*' && at + 1 < length && text[at + 1] == '/') {
					depth--;
					at++;
				} else if (text[at] == '/' && at + 1 < length && text[at + 1] == '*') {
					depth++;
					at++;
				}
			}
			if (depth > 0)
				*unclosed = start;
		} else {
			break;
		}
	}
	return at < length ? at : length;
}

/* Behind the closing quote of what opens at `at`; a doubled quote stays inside. */
static size_t skip_quoted(const char *text, size_t length, size_t at, bool backslash)
{
	char quote = text[at++];

	while (at < length) {
		if (backslash) {
			if (text[at] == '\\') {
				at += 2;
				continue;
			}
			if (text[at] != quote) {
				at++;
				continue;
			}
		} else {
			const char *next = memchr(text + at, quote, length - at);

			if (!next)
				return length;
			at = (size_t)(next - text);
		}
		if (at + 1 < length && text[at + 1] == quote)
			at += 2;
		else
			return at + 1;
	}
	return length;
}

/* Behind a dollar-quoted string at `at`, or `at` when none starts there. */
static size_t skip_dollar_quoted(const char *text, size_t length, size_t at)
{
	size_t tag_end = at + 1, tag_length, from;

	if (tag_end < length && is_class(text[tag_end], W))
		while (tag_end < length && is_class(text[tag_end], W | D | M) && text[tag_end] != '$')
			tag_end++;
	if (tag_end >= length || text[tag_end] != '$')
		return at;
	tag_length = tag_end + 1 - at;
	for (from = at + tag_length; from < length;) {
		const char *dollar = memchr(text + from, '$', length - from);

		if (!dollar)
			return length;
		from = (size_t)(dollar - text);
		if (length - from >= tag_length && memcmp(dollar, text + at, tag_length) == 0)
			return from + tag_length;
		from++;
	}
	return length;
}

Token mv_pg_next_token(const char *text, size_t length, size_t from)
{
	size_t unclosed;
	size_t at = mv_pg_skip_blank(text, length, from, &unclosed);
	Token token = { TOKEN_END, at, at };
	size_t end;
	char c;

	if (at >= length)
		return token;
	c = text[at];
	if (c == '\'') {
		token.kind = TOKEN_STRING;
		token.end = skip_quoted(text, length, at, false);
	} else if (c == '"') {
		token.kind = TOKEN_QUOTED;
		token.end = skip_quoted(text, length, at, false);
	} else if (c == '$' && (end = skip_dollar_quoted(text, length, at)) > at) {
		token.kind = TOKEN_STRING;
		token.end = end;
	} else if (is_class(c, W)) {
		char first = lower_ascii(c);

		if (at + 1 < length && text[at + 1] == '\'' &&
		    (first == 'e' || first == 'b' || first == 'x' || first == 'n')) {
			token.kind = TOKEN_STRING;
			token.end = skip_quoted(text, length, at + 1, first == 'e');
		} else if (first == 'u' && at + 2 < length && text[at + 1] == '&' &&
			   (text[at + 2] == '\'' || text[at + 2] == '"')) {
			token.kind = text[at + 2] == '"' ? TOKEN_QUOTED : TOKEN_STRING;
			token.end = skip_quoted(text, length, at + 2, false);
		} else {
			token.kind = TOKEN_WORD;
			for (end = at + 1; end < length && is_class(text[end], W | D | M);)
				end++;
			token.end = end;
		}
	} else if (is_class(c, D) || (c == '.' && at + 1 < length && is_class(text[at + 1], D))) {
		token.kind = TOKEN_NUMBER;
		for (end = at + 1; end < length && (is_class(text[end], W | D | M) || text[end] == '.');)
			end++;
		token.end = end;
	} else {
		token.kind = TOKEN_SYMBOL;
		token.end = at + 1;
	}
	if (token.end > length)
		token.end = length;
	return token;
}

bool mv_pg_token_is(const char *text, Token token, const char *word)
{
	size_t i, length = token.end - token.start;

	/* nearly always it is another word */
	if ((token.kind != TOKEN_WORD && token.kind != TOKEN_SYMBOL) || lower_ascii(text[token.start]) != *word)
		return false;
	for (i = 0; i < length; i++)
		if (word[i] == '\0' || lower_ascii(text[token.start + i]) != word[i])
			return false;
	return word[length] == '\0';
}

bool mv_pg_token_names(const char *text, Token token, const char *name)
{
	size_t i, at = 0, end = token.end;

	if (token.kind == TOKEN_WORD) {
		for (i = token.start; i < end; i++, at++) {
			if (name[at] == '\0')
				return at >= NAMEDATALEN - 4; /* the rest was cut off */
			if (lower_ascii(text[i]) != name[at])
				return false;
		}
		return name[at] == '\0';
	}
	if (token.kind == TOKEN_SYMBOL) /* the first character of an operator */
		return is_class(*name, O) && strncmp(text + token.start, name, strlen(name)) == 0;
	if (token.kind != TOKEN_QUOTED)
		return false;
	i = token.start;
	if (text[i] != '"') /* U&"...": what it says is the parser's business */
		return true;
	if (end - i < 2 || text[end - 1] != '"')
		return false;
	for (i++, end--; i < end; i++, at++) {
		if (name[at] == '\0')
			return at >= NAMEDATALEN - 4;
		if (text[i] != name[at])
			return false;
		if (text[i] == '"')
			i++;
	}
	return name[at] == '\0';
}

const char *mv_pg_unquote(const Lower *lower, const char *text, Token token)
{
	char *name = mv_arena_strndup(lower->arena, text + token.start, token.end - token.start);
	size_t to = 0, length = strlen(name);

	for (size_t at = 0; token.kind == TOKEN_WORD && at < length; at++)
		name[at] = lower_ascii(name[at]);
	if (token.kind != TOKEN_QUOTED)
		return name;
	for (size_t at = 1; at + 1 < length; at++) {
		name[to++] = name[at];
		if (name[at] == '"')
			at++;
	}
	name[to] = '\0';
	return name;
}

/* ---- the cursor ---- */

Cursor mv_pg_cursor(const Lower *lower, Span span)
{
	const ParsedText *parsed = lower->parsed;
	Cursor cursor = { .text = parsed->text };
	size_t start;

	if (!parsed->exact || span.start < parsed->base || span.end < span.start)
		return cursor;
	start = span.start - parsed->base;
	cursor.end = span.end - parsed->base;
	if (cursor.end > parsed->length)
		cursor.end = parsed->length;
	if (start > cursor.end)
		start = cursor.end;
	cursor.behind = start;
	cursor.token = mv_pg_next_token(cursor.text, cursor.end, start);
	return cursor;
}

void mv_pg_advance(Cursor *cursor)
{
	if (cursor->token.kind == TOKEN_END)
		return;
	cursor->behind = cursor->token.end;
	cursor->token = mv_pg_next_token(cursor->text, cursor->end, cursor->token.end);
}

bool mv_pg_accept(Cursor *cursor, const char *word)
{
	if (cursor->token.kind == TOKEN_END || !mv_pg_token_is(cursor->text, cursor->token, word))
		return false;
	mv_pg_advance(cursor);
	return true;
}

void mv_pg_skip_group(Cursor *cursor)
{
	size_t depth = 0;

	do {
		if (cursor->token.kind == TOKEN_SYMBOL) {
			char c = cursor->text[cursor->token.start];

			if (c == '(' || c == '[')
				depth++;
			else if ((c == ')' || c == ']') && depth > 0)
				depth--;
		}
		mv_pg_advance(cursor);
	} while (depth > 0 && cursor->token.kind != TOKEN_END);
}

bool mv_pg_skip_to(Cursor *cursor, const char *word)
{
	while (cursor->token.kind != TOKEN_END) {
		if (mv_pg_accept(cursor, word))
			return true;
		mv_pg_skip_group(cursor);
	}
	return false;
}

int mv_pg_here(const Cursor *cursor)
{
	return cursor->token.kind == TOKEN_END ? -1 : (int)cursor->token.start;
}

/* ---- spans ---- */

static Span statement_span(const Lower *lower)
{
	return lower->statement ? lower->statement->span : lower->parsed->whole;
}

uint32_t mv_pg_offset(const Lower *lower, int location)
{
	const ParsedText *parsed = lower->parsed;

	if (!parsed->exact)
		return parsed->whole.start;
	if (location < 0)
		return statement_span(lower).start;
	return parsed->base + (uint32_t)((size_t)location < parsed->length ? (size_t)location : parsed->length);
}

Span mv_pg_span_from(const Lower *lower, int start, const Cursor *cursor)
{
	uint32_t base = lower->parsed->base;

	if (!lower->parsed->exact)
		return lower->parsed->whole;
	if (start < 0 || (size_t)start >= cursor->behind)
		return mv_pg_token_span(lower, start);
	return (Span){ base + (uint32_t)start, base + (uint32_t)cursor->behind };
}

static Span text_span(const Lower *lower, size_t start, size_t end)
{
	uint32_t base = lower->parsed->base;

	return (Span){ base + (uint32_t)start, base + (uint32_t)end };
}

Span mv_pg_token_span(const Lower *lower, int location)
{
	const ParsedText *parsed = lower->parsed;
	Token token;

	if (!parsed->exact)
		return parsed->whole;
	if (location < 0 || (size_t)location >= parsed->length)
		return statement_span(lower);
	token = mv_pg_next_token(parsed->text, parsed->length, (size_t)location);
	return text_span(lower, token.start, token.end);
}

Span mv_pg_name_span(const Lower *lower, int location)
{
	const ParsedText *parsed = lower->parsed;
	Token first, last;

	if (!parsed->exact)
		return parsed->whole;
	if (location < 0 || (size_t)location >= parsed->length)
		return statement_span(lower);
	first = last = mv_pg_next_token(parsed->text, parsed->length, (size_t)location);
	for (;;) {
		Token dot = mv_pg_next_token(parsed->text, parsed->length, last.end), part;

		if (dot.kind != TOKEN_SYMBOL || parsed->text[dot.start] != '.')
			break;
		part = mv_pg_next_token(parsed->text, parsed->length, dot.end);
		if (part.kind != TOKEN_WORD && part.kind != TOKEN_QUOTED &&
		    !(part.kind == TOKEN_SYMBOL && is_class(parsed->text[part.start], O)))
			break;
		last = part;
	}
	if (last.kind == TOKEN_SYMBOL)
		while (last.end < parsed->length && is_class(parsed->text[last.end], O))
			last.end++;
	return text_span(lower, first.start, last.end);
}

/* Could a comment end at `end`? Only then must the text be read from its start. */
static bool may_end_in_comment(const char *text, size_t start, size_t end)
{
	size_t at;

	if (end - start >= 2 && text[end - 1] == '/' && text[end - 2] == '*')
		return true;
	for (at = end; at > start && text[at - 1] != '\n'; at--)
		if (at - start >= 2 && text[at - 1] == '-' && text[at - 2] == '-')
			return true;
	return false;
}

Span mv_pg_text_span(const Lower *lower, size_t start, size_t end)
{
	const ParsedText *parsed = lower->parsed;
	size_t unclosed;

	if (!parsed->exact)
		return parsed->whole;
	if (end > parsed->length)
		end = parsed->length;
	if (start > end)
		start = end;
	start = mv_pg_skip_blank(parsed->text, end, start, &unclosed);
	while (end > start && is_class(parsed->text[end - 1], B))
		end--;
	if (may_end_in_comment(parsed->text, start, end)) {
		Token token = mv_pg_next_token(parsed->text, end, start);
		size_t last = start;

		while (token.kind != TOKEN_END) {
			last = token.end;
			token = mv_pg_next_token(parsed->text, end, token.end);
		}
		end = last;
	}
	return text_span(lower, start, end);
}
