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
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		abort(); /* only a wrong format string does this */
	reserve(buf, (size_t)len);
	vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
	buf->len += (size_t)len;
	va_end(args);
}

char *mv_buf_to_arena(const StrBuf *buf, Arena *arena)
{
	return mv_arena_strndup(arena, buf->ptr, buf->len);
}
