/*
 * prepare.c: from a file's text to what the parser can read, byte for byte at
 * the same place: what is no SQL becomes blanks, placeholders become
 * identifiers (names.c knows them by MV_PLACEHOLDER_BYTE).
 *
 * One pass that steps over strings, quoted names, comments and dollar quotes.
 * A file without backslash, colon, braces, percent, at sign, dollar or hash
 * is used as it is.
 */
#include "lower.h"

#include <ctype.h>
#include <string.h>

/* Where a closing mark is found next; looked for once, however many opening ones stand before it. */
typedef struct NextMark {
	size_t from, found; /* nothing in [from, found); found SIZE_MAX: none at all */
	bool known;
} NextMark;

typedef enum Mark { MARK_BRACES, MARK_PERCENT_BRACE, MARK_PERCENT_ANGLE, MARK_BRACE, MARK_PARENTHESIS, MARK_LINE_END, MARK_COUNT } Mark;

typedef struct Prepare {
	char *out;      /* the copy, of the same length */
	const char *text;
	size_t len, at;
	bool has_placeholders;
	bool made;      /* of Python */
	bool statement_is_copy; /* the present statement began with COPY */
	size_t word_count;      /* words of the present statement, so far */
	bool copies_stdin;      /* it said FROM stdin */
	bool previous_from;
	NextMark next[MARK_COUNT];
} Prepare;

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool starts_word(char c)
{
	return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static char at(const Prepare *p, size_t position)
{
	return position < p->len ? p->text[position] : '\0';
}

/* Blanks, but for line ends: line numbers in the parser's messages stay right. */
static void blank(Prepare *p, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < p->len; i++) {
		if (p->out[i] != '\n' && p->out[i] != '\r')
			p->out[i] = ' ';
	}
}

/* An identifier of the same length that keeps the placeholder's letters, so that different ones stay different. */
static void mask(Prepare *p, size_t from, size_t to)
{
	p->out[from] = MV_PLACEHOLDER_BYTE;
	for (size_t i = from + 1; i < to; i++)
		p->out[i] = isalnum((unsigned char)p->text[i]) ? (char)tolower((unsigned char)p->text[i]) : '_';
	p->has_placeholders = true;
	p->at = to;
}

/* ---- stepping over what is left alone ---- */

static size_t line_end(const Prepare *p, size_t from)
{
	const char *newline = from < p->len ? memchr(p->text + from, '\n', p->len - from) : NULL;

	return newline ? (size_t)(newline - p->text) : p->len;
}

/* Behind the closing quote; E'' strings know the backslash. */
static size_t skip_quoted(const Prepare *p, size_t from, char quote, bool backslash)
{
	size_t i = from + 1;

	while (i < p->len) {
		if (backslash && p->text[i] == '\\') {
			i += 2;
		} else if (p->text[i] == quote) {
			if (at(p, i + 1) != quote)
				return i + 1;
			i += 2;
		} else {
			i++;
		}
	}
	return p->len;
}

static size_t skip_comment(const Prepare *p, size_t from)
{
	size_t depth = 1, i = from + 2;

	while (i < p->len && depth) {
		if (p->text[i] == '/' && at(p, i + 1) == '*') {
			depth++;
			i += 2;
		} else if (p->text[i] == '*' && at(p, i + 1) == '/') {
			depth--;
			i += 2;
		} else {
			i++;
		}
	}
	return i < p->len ? i : p->len;
}

/* $tag$ ... $tag$; 0 when it is none. */
static size_t skip_dollar_quote(const Prepare *p, size_t from)
{
	size_t tag_end = from + 1;
	Str rest = { .ptr = p->text, .len = p->len }, tag;
	size_t close;

	while (tag_end < p->len && is_word(p->text[tag_end]))
		tag_end++;
	if (at(p, tag_end) != '$' || isdigit((unsigned char)at(p, from + 1)))
		return 0;
	tag = (Str){ .ptr = p->text + from, .len = tag_end + 1 - from };
	close = mv_str_find(rest, tag, tag_end + 1);
	return close == SIZE_MAX ? p->len : close + tag.len;
}

/* ---- placeholders ---- */

/* The position behind `close` on the same line, or 0. A placeholder is short: a line of a million "{{" stays cheap. */
enum { LONGEST_PLACEHOLDER = 1000 };

static size_t find_mark(Prepare *p, Mark mark, size_t from)
{
	static const char *const marks[] = { "}}", "%}", "%>", "}", ")", "\n" };
	NextMark *next = &p->next[mark];

	if (!next->known || from < next->from || from > next->found) {
		next->known = true;
		next->from = from;
		next->found = mv_str_find((Str){ .ptr = p->text, .len = p->len }, mv_str(marks[mark]), from);
	}
	return next->found;
}

static size_t find_close(Prepare *p, size_t from, Mark close)
{
	size_t found = find_mark(p, close, from);

	if (found == SIZE_MAX || found - from > LONGEST_PLACEHOLDER || find_mark(p, MARK_LINE_END, from) < found)
		return 0;
	return found + (close == MARK_BRACE || close == MARK_PARENTHESIS ? 1 : 2);
}

/* Does only blank space stand between the start of the line and here, and between `to` and its end? */
static bool alone_on_line(const Prepare *p, size_t from, size_t to)
{
	while (from > 0 && (p->text[from - 1] == ' ' || p->text[from - 1] == '\t'))
		from--;
	if (from > 0 && p->text[from - 1] != '\n')
		return false;
	while (to < p->len && (p->text[to] == ' ' || p->text[to] == '\t' || p->text[to] == '\r'))
		to++;
	return to >= p->len || p->text[to] == '\n';
}

/* {{ if .. }}, {{ end }}, <% ... %>: control the text, give none. */
static bool is_directive(const Prepare *p, size_t from, size_t to)
{
	static const char *const words[] = { "if", "else", "end", "range", "with", "define", "template", "block", "for",
					     "elif", "endif", "endfor", "set", "include", "import", "macro", "endmacro", "unless" };
	size_t i = from + 2, len;

	if (p->text[from] == '{' && at(p, from + 1) == '%')
		return true;
	while (i < to && (p->text[i] == '-' || p->text[i] == ' ' || p->text[i] == '#' || p->text[i] == '/' || p->text[i] == '%'))
		i++;
	for (len = 0; i + len < to && isalpha((unsigned char)p->text[i + len]); len++)
		;
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		if (strlen(words[w]) == len && memcmp(words[w], p->text + i, len) == 0)
			return true;
	}
	return false;
}

static bool template_at(Prepare *p, Mark close)
{
	size_t end = find_close(p, p->at + 2, close);

	if (!end)
		return false;
	if (is_directive(p, p->at, end) || p->text[p->at + 1] == '%') {
		blank(p, p->at, end);
		p->at = end;
	} else if (alone_on_line(p, p->at, end)) {
		/* a whole line from elsewhere: a statement, a list of columns; nothing is certain but that it is not here */
		blank(p, p->at, end);
		p->has_placeholders = true;
		p->at = end;
	} else {
		mask(p, p->at, end);
	}
	return true;
}

/* :name, :'name', :"name" of psql and of SQL libraries; not ::type, := or [1:2]. */
static bool colon_at(Prepare *p)
{
	size_t i = p->at + 1, end;
	char before = p->at ? p->text[p->at - 1] : '\n';

	if (before == ':' || at(p, i) == ':' || at(p, i) == '=')
		return false;
	if (at(p, i) == '\'' || at(p, i) == '"') {
		end = skip_quoted(p, i, p->text[i], false);
		if (end - i < 3 || !starts_word(at(p, i + 1)))
			return false;
		if (p->text[i] == '\'') { /* a string: stays one, its value is unknown */
			p->out[p->at] = ' ';
			p->has_placeholders = true;
			p->at = end;
		} else {
			mask(p, p->at, end);
		}
		return true;
	}
	/* slices and JSON paths have digits or a closing bracket on one side */
	if (!starts_word(at(p, i)) || is_word(before) || before == ']' || before == ')')
		return false;
	for (end = i; end < p->len && is_word(p->text[end]); end++)
		;
	mask(p, p->at, end);
	return true;
}

/* %(name)s, %s: as Python's drivers write them. */
static bool percent_at(Prepare *p)
{
	size_t end;

	/* in a file %s may be an operator and a name; what Python sends with a value for it is not written so */
	if (p->made && at(p, p->at + 1) == 's' && !is_word(at(p, p->at + 2))) {
		mask(p, p->at, p->at + 2);
		return true;
	}
	if (at(p, p->at + 1) != '(')
		return false;
	end = find_close(p, p->at + 2, MARK_PARENTHESIS);
	if (!end || (at(p, end) != 's' && at(p, end) != 'd'))
		return false;
	mask(p, p->at, end + 1);
	return true;
}

/* @name@: as Oracle's and Ant's filters write them; @> and @@ are operators. */
static bool at_sign_at(Prepare *p)
{
	size_t end = p->at + 1;

	while (end < p->len && (is_word(p->text[end]) || p->text[end] == '.' || p->text[end] == '-'))
		end++;
	if (end == p->at + 1 || at(p, end) != '@')
		return false;
	mask(p, p->at, end + 1);
	return true;
}

static bool placeholder_at(Prepare *p)
{
	char next = at(p, p->at + 1);
	size_t end;

	switch (p->text[p->at]) {
	case '$':
		if (next != '{' && next != '(')
			return false;
		end = find_close(p, p->at + 2, next == '{' ? MARK_BRACE : MARK_PARENTHESIS);
		if (!end)
			return false;
		mask(p, p->at, end);
		return true;
	case '{':
		if (next == '{')
			return template_at(p, MARK_BRACES);
		return next == '%' && template_at(p, MARK_PERCENT_BRACE);
	case '<':
		return next == '%' && template_at(p, MARK_PERCENT_ANGLE);
	case '#':
		if (next != '{')
			return false;
		end = find_close(p, p->at + 2, MARK_BRACE);
		if (!end)
			return false;
		mask(p, p->at, end);
		return true;
	case ':':
		return colon_at(p);
	case '%':
		return percent_at(p);
	case '@':
		return at_sign_at(p);
	default:
		return false;
	}
}

/* ---- psql ---- */

/* \connect, \restrict, \set ...: to the end of the line. */
static bool backslash_at(Prepare *p)
{
	size_t end = line_end(p, p->at);

	if (!isalpha((unsigned char)at(p, p->at + 1)) && at(p, p->at + 1) != '.' && at(p, p->at + 1) != '!' &&
	    at(p, p->at + 1) != '?' && at(p, p->at + 1) != ';')
		return false;
	/* \gexec and its like stand in for the semicolon */
	if (at(p, p->at + 1) == 'g') {
		blank(p, p->at, end);
		p->out[p->at] = ';';
	} else {
		blank(p, p->at, end);
	}
	p->at = end;
	return true;
}

/* Behind COPY ... FROM stdin; the lines up to \. are data. */
static void skip_copy_data(Prepare *p)
{
	size_t from = line_end(p, p->at), line = from < p->len ? from + 1 : p->len;

	while (line < p->len) {
		size_t end = line_end(p, line);
		bool last = p->text[line] == '\\' && at(p, line + 1) == '.' &&
			    (end == line + 2 || (end == line + 3 && p->text[line + 2] == '\r'));

		line = end < p->len ? end + 1 : p->len;
		if (last)
			break;
	}
	blank(p, from, line);
	p->at = line;
}

static void take_word(Prepare *p)
{
	size_t from = p->at;
	Str word;

	while (p->at < p->len && (is_word(p->text[p->at]) || (p->text[p->at] == '$' && p->at > from && !strchr("{(", at(p, p->at + 1)))))
		p->at++;
	word = (Str){ .ptr = p->text + from, .len = p->at - from };
	if (p->word_count++ == 0)
		p->statement_is_copy = mv_str_eq_case(word, STR("copy"));
	if (p->statement_is_copy && p->previous_from && mv_str_eq_case(word, STR("stdin")))
		p->copies_stdin = true;
	p->previous_from = p->statement_is_copy && mv_str_eq_case(word, STR("from"));
}

/* "${schema}", "app_{{ .Name "x" }}": stays a quoted name, of which something is unknown. */
static void quoted_name(Prepare *p)
{
	static const struct {
		const char *open;
		Mark close;
	} pairs[] = { { "{{", MARK_BRACES }, { "${", MARK_BRACE }, { "#{", MARK_BRACE }, { "<%", MARK_PERCENT_ANGLE } };
	size_t end = skip_quoted(p, p->at, '"', false);

	for (size_t i = p->at + 1; i + 1 < end; i++) {
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
			size_t close;

			if (p->text[i] != pairs[k].open[0] || at(p, i + 1) != pairs[k].open[1])
				continue;
			close = find_close(p, i + 2, pairs[k].close);
			if (!close)
				continue;
			/* quotes in a template are its own */
			if (close >= end)
				end = skip_quoted(p, close - 1, '"', false);
			for (size_t m = i + 1; m < close; m++)
				if (p->text[m] == '"')
					p->out[m] = '_';
			p->out[i] = MV_PLACEHOLDER_BYTE;
			p->has_placeholders = true;
			i = close - 1;
			break;
		}
	}
	p->at = end;
}

/* ---- the pass ---- */

static void step(Prepare *p)
{
	char c = p->text[p->at], next = at(p, p->at + 1);

	if (c == '-' && next == '-') {
		p->at = line_end(p, p->at);
	} else if (c == '/' && next == '*') {
		p->at = skip_comment(p, p->at);
	} else if (c == '\'') {
		char before = p->at ? p->text[p->at - 1] : ' ';
		bool escapes = (before == 'e' || before == 'E') && (p->at < 2 || !is_word(p->text[p->at - 2]));

		p->at = skip_quoted(p, p->at, '\'', escapes);
	} else if (c == '"') {
		quoted_name(p);
	} else if (c == '$' && next != '{' && next != '(') {
		size_t behind = skip_dollar_quote(p, p->at);

		p->at = behind ? behind : p->at + 1;
	} else if (c == ';') {
		bool data = p->copies_stdin;

		p->at++;
		p->word_count = 0;
		p->statement_is_copy = p->copies_stdin = p->previous_from = false;
		if (data)
			skip_copy_data(p);
	} else if (c == '\\') {
		if (!backslash_at(p))
			p->at++;
	} else if (starts_word(c)) {
		take_word(p);
	} else if (isdigit((unsigned char)c)) {
		while (p->at < p->len && is_word(p->text[p->at]))
			p->at++;
	} else if (!placeholder_at(p)) {
		p->at++;
	}
}

/* A NUL ends the parser's text: one in a file becomes a character that no statement has. */
static void replace_nul_bytes(const Source *source, char *text, size_t len)
{
	for (size_t i = 0; source->has_nul && i < len; i++) {
		if (text[i] == '\0')
			text[i] = '\x01';
	}
}

void mv_pg_prepare(const Source *source, Span span, Arena *scratch, ParsedText *parsed)
{
	Str text = mv_source_slice(source, span);
	Prepare p = { .text = text.ptr, .len = text.len, .made = source->map != NULL };

	p.out = mv_arena_strndup(scratch, text.ptr, text.len);
	*parsed = (ParsedText){ .text = p.out, .length = text.len, .base = span.start, .exact = true, .whole = span };
	/* one such byte anywhere: the pass starts at the beginning, to know what is quoted */
	if (strcspn(p.out, "\\:{%@$#<") < text.len) {
		while (p.at < p.len)
			step(&p);
	}
	parsed->has_placeholders = p.has_placeholders || (source->map && mv_str_find(text, STR(MV_SQL_HOLE), 0) != SIZE_MAX);
	replace_nul_bytes(source, p.out, text.len);
}
