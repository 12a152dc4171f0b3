/* comment.c: where a comment of SQL ends. */
#include "migvet/comment.h"

static bool is_pair(Str text, size_t at, char first, char second)
{
	return at + 1 < text.len && text.ptr[at] == first && text.ptr[at + 1] == second;
}

size_t mv_sql_comment_end(Str text, size_t at)
{
	unsigned depth = 0;

	if (is_pair(text, at, '-', '-')) {
		size_t newline = mv_str_find(text, STR("\n"), at);

		return newline == SIZE_MAX ? text.len : newline;
	}
	if (!is_pair(text, at, '/', '*'))
		return at;
	for (; at + 1 < text.len; at++) {
		if (is_pair(text, at, '/', '*')) {
			depth++;
			at++;
		} else if (is_pair(text, at, '*', '/')) {
			at++;
			if (--depth == 0)
				return at + 1;
		}
	}
	return text.len;
}
