/* markup.c: text of others inside XML and HTML, as character data or as the value of an attribute. */
#include "place.h"

#include <string.h>

void mv_add_markup(StrBuf *out, const char *text)
{
	Str all = mv_str(text);

	/* the end of the last line is no text */
	if (mv_str_ends(all, STR("\n")))
		all.len--;
	mv_buf_add_markup(out, all);
}

void mv_add_attribute(StrBuf *out, const char *name, const char *value)
{
	mv_buf_addf(out, " %s=\"", name);
	mv_add_markup(out, value);
	mv_buf_addc(out, '"');
}

/* ---- words of findings ---- */

static bool opens_quote(Str text, size_t at)
{
	return text.ptr[at] == '\'' && (at == 0 || strchr(" (\n", text.ptr[at - 1]));
}

/* Where the quote that opens at `at` closes, or SIZE_MAX: a name may hold quotes, a word an apostrophe. */
static size_t quote_end(Str text, size_t at)
{
	for (size_t i = at + 2; i < text.len; i++) {
		if (text.ptr[i] == '\'' && (i + 1 == text.len || strchr(" ,.:;)\n", text.ptr[i + 1])))
			return i;
	}
	return SIZE_MAX;
}

/* People, issues, merge requests, labels, milestones: what GitHub and GitLab find in plain text. */
static bool starts_reference(Str text, size_t at)
{
	char next = at + 1 < text.len ? text.ptr[at + 1] : ' ';

	return strchr("@#!~%$&", text.ptr[at]) && ((next >= '0' && next <= '9') || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z') ||
						     next == '"' || next == '_');
}

void mv_add_words(StrBuf *out, const char *words)
{
	Str text = mv_str(words);
	size_t start = 0, at = 0;
	bool closes = true; /* where one quote does not, none behind it does */

	while (at < text.len) {
		bool opens = closes && opens_quote(text, at);
		size_t end = opens ? quote_end(text, at) : SIZE_MAX;

		closes = closes && (!opens || end != SIZE_MAX);
		if (end != SIZE_MAX) {
			mv_buf_add_markup(out, mv_str_slice(text, start, at));
			mv_buf_adds(out, "<code>");
			mv_buf_add_markup(out, mv_str_slice(text, at + 1, end));
			mv_buf_adds(out, "</code>");
			start = at = end + 1;
		} else if (starts_reference(text, at)) {
			mv_buf_add_markup(out, mv_str_slice(text, start, at + 1));
			mv_buf_adds(out, "&#8203;"); /* a space of no width */
			start = ++at;
		} else {
			at++;
		}
	}
	mv_buf_add_markup(out, mv_str_slice(text, start, text.len));
}
