/* buf.c: text under construction. */
#include "migvet/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void mv_buf_release(StrBuf *buf)
{
	free(buf->ptr);
	*buf = (StrBuf){ 0 };
}

void mv_buf_clear(StrBuf *buf)
{
	buf->len = 0;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

static void reserve(StrBuf *buf, size_t more)
{
	size_t capacity = buf->capacity ? buf->capacity : 256;

	if (more > SIZE_MAX / 2 - buf->len - 1)
		more = SIZE_MAX; /* fails below */
	while (more != SIZE_MAX && capacity < buf->len + more + 1)
		capacity *= 2;
	if (capacity == buf->capacity)
		return;
	buf->ptr = more == SIZE_MAX ? NULL : realloc(buf->ptr, capacity);
	if (!buf->ptr) {
		fputs("migvet: out of memory\n", stderr);
		exit(2);
	}
	buf->capacity = capacity;
}

void mv_buf_add(StrBuf *buf, Str s)
{
	reserve(buf, s.len);
	if (s.len)
		memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
	buf->ptr[buf->len] = '\0';
}

void mv_buf_adds(StrBuf *buf, const char *s)
{
	mv_buf_add(buf, mv_str(s));
}

void mv_buf_addc(StrBuf *buf, char c)
{
	mv_buf_add(buf, (Str){ .ptr = &c, .len = 1 });
}

void mv_buf_addf(StrBuf *buf, const char *format, ...)
{
	va_list args, again;
	size_t room;
	int len;

	reserve(buf, 0);
	room = buf->capacity - buf->len;
	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(buf->ptr + buf->len, room, format, again);
	va_end(again);
	if (len < 0)
		abort(); /* only a wrong format string does this */
	if ((size_t)len >= room) {
		reserve(buf, (size_t)len);
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
	}
	buf->len += (size_t)len;
	va_end(args);
}

char *mv_buf_to_arena(const StrBuf *buf, Arena *arena)
{
	return mv_arena_strndup(arena, buf->ptr, buf->len);
}

/* ---- text of others ---- */

/* Bytes of the character at `at`, 0 when it is no UTF-8; `*value` is its code point. */
static size_t utf8_character(Str text, size_t at, uint32_t *value)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char c = (unsigned char)text.ptr[at];
	size_t len = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF8 ? 4 : 0;

	if (len == 0 || len > text.len - at)
		return 0;
	*value = len == 1 ? c : c & (0xFFu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		unsigned char next = (unsigned char)text.ptr[at + i];

		if ((next & 0xC0) != 0x80)
			return 0;
		*value = *value << 6 | (next & 0x3F);
	}
	return *value < least[len] || *value > 0x10FFFF || (*value >= 0xD800 && *value < 0xE000) ? 0 : len;
}

static bool is_shown(uint32_t c)
{
	bool control = (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0);
	bool line_end = c == 0x2028 || c == 0x2029;
	bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
	bool no_character = (c & 0xFFFE) == 0xFFFE; /* XML has no way to write it */

	return !control && !line_end && !direction && !no_character;
}

/*
 * Would a '[' here make a command for what reads logs: "##[" (GitHub), "##vso[" (Azure), "##teamcity["? They find it
 * anywhere in a line.
 */
static bool makes_command(const StrBuf *buf)
{
	enum { LONGEST_NAME = 8 };
	size_t at = buf->len;

	while (at > 0 && buf->len - at < LONGEST_NAME && ((buf->ptr[at - 1] | 0x20) >= 'a' && (buf->ptr[at - 1] | 0x20) <= 'z'))
		at--;
	return at >= 2 && buf->ptr[at - 1] == '#' && buf->ptr[at - 2] == '#';
}

static bool is_harmless(const StrBuf *buf, uint32_t c)
{
	return is_shown(c) && !(c == '[' && makes_command(buf));
}

void mv_buf_add_clean(StrBuf *buf, Str text)
{
	size_t len;

	for (size_t at = 0; at < text.len; at += len ? len : 1) {
		uint32_t value = 0;

		len = utf8_character(text, at, &value);
		if (len && is_harmless(buf, value))
			mv_buf_add(buf, mv_str_slice(text, at, at + len));
		else
			mv_buf_addc(buf, '?');
	}
}

void mv_buf_add_clean_lines(StrBuf *buf, Str text)
{
	Str line;

	while (text.len) {
		size_t end = mv_str_find(text, STR("\n"), 0);

		line = mv_str_slice(text, 0, end == SIZE_MAX ? text.len : end);
		/* GitHub looks behind white space */
		if (mv_str_starts(mv_str_trim(line), STR("::")))
			mv_buf_addc(buf, '?');
		mv_buf_add_clean(buf, line);
		if (end == SIZE_MAX)
			return;
		mv_buf_addc(buf, '\n');
		text = mv_str_slice(text, end + 1, text.len);
	}
}

void mv_buf_add_markup(StrBuf *buf, Str text)
{
	size_t len;

	for (size_t at = 0; at < text.len; at += len ? len : 1) {
		uint32_t value = 0;

		len = utf8_character(text, at, &value);
		if (len && value == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')
			continue;
		else if (!len || (value != '\n' && !is_harmless(buf, value)))
			mv_buf_addc(buf, '?');
		else if (value == '<')
			mv_buf_adds(buf, "&lt;");
		else if (value == '>')
			mv_buf_adds(buf, "&gt;");
		else if (value == '&')
			mv_buf_adds(buf, "&amp;");
		else if (value == '"')
			mv_buf_adds(buf, "&quot;");
		else if (value == '\t')
			mv_buf_adds(buf, "&#9;");
		else if (value == '\n')
			mv_buf_adds(buf, "&#10;");
		else
			mv_buf_add(buf, mv_str_slice(text, at, at + len));
	}
}
