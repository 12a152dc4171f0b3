/* str.c: slices of bytes and C strings. */
#include "migvet/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Str mv_str(const char *s)
{
	return s ? (Str){ .ptr = s, .len = strlen(s) } : (Str){ .ptr = "", .len = 0 };
}

bool mv_str_eq(Str a, Str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool equal_folded(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (fold(a[i]) != fold(b[i]))
			return false;
	}
	return true;
}

bool mv_str_eq_case(Str a, Str b)
{
	return a.len == b.len && equal_folded(a.ptr, b.ptr, a.len);
}

bool mv_str_starts(Str s, Str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool mv_str_ends(Str s, Str suffix)
{
	return s.len >= suffix.len &&
	       (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

bool mv_str_starts_case(Str s, Str prefix)
{
	return s.len >= prefix.len && equal_folded(s.ptr, prefix.ptr, prefix.len);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

Str mv_str_trim(Str s)
{
	while (s.len && is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

Str mv_str_slice(Str s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (start > end)
		start = end;
	/* C leaves NULL + 0 undefined */
	return (Str){ .ptr = start ? s.ptr + start : s.ptr, .len = end - start };
}

size_t mv_str_find(Str s, Str needle, size_t from)
{
	const char *at, *end = s.len ? s.ptr + s.len : s.ptr;

	if (needle.len == 0)
		return from <= s.len ? from : SIZE_MAX;
	if (from >= s.len || s.len - from < needle.len)
		return SIZE_MAX;
	for (at = s.ptr + from; (size_t)(end - at) >= needle.len; at++) {
		at = memchr(at, needle.ptr[0], (size_t)(end - at) - needle.len + 1);
		if (!at)
			return SIZE_MAX;
		if (memcmp(at, needle.ptr, needle.len) == 0)
			return (size_t)(at - s.ptr);
	}
	return SIZE_MAX;
}

bool mv_str_next_line(Str *rest, Str *line)
{
	const char *newline;

	if (rest->len == 0)
		return false;
	newline = memchr(rest->ptr, '\n', rest->len);
	line->ptr = rest->ptr;
	line->len = newline ? (size_t)(newline - rest->ptr) : rest->len;
	*rest = mv_str_slice(*rest, line->len + (newline ? 1 : 0), rest->len);
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

char *mv_arena_strndup(Arena *arena, const char *s, size_t len)
{
	char *copy = mv_arena_alloc(arena, len + 1);

	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *mv_arena_strdup(Arena *arena, const char *s)
{
	return s ? mv_arena_strndup(arena, s, strlen(s)) : NULL;
}

char *mv_arena_vformat(Arena *arena, const char *format, va_list args)
{
	char small[256];
	va_list again;
	char *result;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof small, format, again);
	va_end(again);
	if (len < 0)
		abort(); /* only a wrong format string does this */
	if ((size_t)len < sizeof small)
		return mv_arena_strndup(arena, small, (size_t)len);
	result = mv_arena_alloc(arena, (size_t)len + 1);
	vsnprintf(result, (size_t)len + 1, format, args);
	return result;
}

char *mv_arena_concat(Arena *arena, const char *a, const char *b, const char *c)
{
	size_t a_len = strlen(a), b_len = strlen(b), c_len = strlen(c);
	char *result = mv_arena_alloc(arena, a_len + b_len + c_len + 1);

	memcpy(result, a, a_len);
	memcpy(result + a_len, b, b_len);
	memcpy(result + a_len + b_len, c, c_len);
	return result;
}

char *mv_arena_format(Arena *arena, const char *format, ...)
{
	va_list args;
	char *result;

	va_start(args, format);
	result = mv_arena_vformat(arena, format, args);
	va_end(args);
	return result;
}

/* Levenshtein's table, one row at a time; names longer than the row are never near. */
unsigned mv_edit_distance(const char *a, const char *b, unsigned limit)
{
	enum { LONGEST = 63 };
	size_t a_len = strlen(a), b_len = strlen(b);
	unsigned row[LONGEST + 1];

	if (a_len > LONGEST || b_len > LONGEST)
		return limit + 1;
	for (size_t j = 0; j <= b_len; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_len; j++) {
			unsigned above = row[j], best = diagonal + (fold(a[i - 1]) != fold(b[j - 1]));

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[b_len] > limit ? limit + 1 : row[b_len];
}

const char *mv_nearest(const char *name, const char *const *names)
{
	unsigned limit = strlen(name) < 5 ? 1 : strlen(name) < 9 ? 2 : 3, best = limit + 1;
	const char *nearest = NULL;

	for (; *names; names++) {
		unsigned distance = mv_edit_distance(name, *names, limit);

		if (distance < best) {
			best = distance;
			nearest = *names;
		}
	}
	return nearest;
}

bool mv_fail(Error *err, const char *format, ...)
{
	va_list args;

	if (err) {
		va_start(args, format);
		vsnprintf(err->message, sizeof err->message, format, args);
		va_end(args);
	}
	return false;
}
