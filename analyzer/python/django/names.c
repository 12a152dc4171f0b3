/* names.c: names as Django makes, shortens and quotes them. Lengths count characters, as Python's len(). */
#include "django.h"

#include <string.h>

enum { MAX_NAME = 63 }; /* DatabaseOperations.max_name_length */

static bool is_start(char c) { return ((unsigned char)c & 0xc0) != 0x80; }

static size_t characters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += is_start(*text);
	return count;
}

/* text[:count] */
static const char *first_characters(Arena *arena, const char *text, size_t count)
{
	const char *at = text;

	while (*at && (count > 0 || !is_start(*at))) {
		if (is_start(*at))
			count--;
		at++;
	}
	return mv_arena_strndup(arena, text, (size_t)(at - text));
}

/* A table may be given as 'schema"."table': the part behind it, without quotes at its ends. */
static const char *without_schema(Arena *arena, const char *name, const char **schema)
{
	const char *dot = strstr(name, "\".\"");
	Str part;

	*schema = NULL;
	if (dot) {
		const char *start = name + (*name == '"');

		*schema = mv_arena_strndup(arena, start, (size_t)(dot - start));
		name = dot + 3;
	}
	part = mv_str(name);
	while (part.len > 0 && part.ptr[0] == '"')
		part = mv_str_slice(part, 1, part.len);
	while (part.len > 0 && part.ptr[part.len - 1] == '"')
		part.len--;
	return mv_arena_strndup(arena, part.ptr, part.len);
}

const char *mv_django_truncate(Arena *arena, const char *name, unsigned length)
{
	const char *schema, *table = without_schema(arena, name, &schema), *short_name;

	if (characters(table) <= length)
		return name;
	short_name = mv_arena_format(arena, "%s%s", first_characters(arena, table, length - 4), mv_django_digest(arena, &table, 1, 4));
	return schema ? mv_arena_format(arena, "%s\".\"%s", schema, short_name) : short_name;
}

const char *mv_django_index_name(Arena *arena, const char *table, const char *const *columns, uint32_t count, const char *suffix)
{
	const char **texts = MV_NEW_ARRAY(arena, const char *, count + 1), *schema, *end, *name, *all;
	StrBuf joined = { 0 };
	size_t end_length, other;

	texts[0] = table = without_schema(arena, table, &schema);
	for (uint32_t i = 0; i < count; i++) {
		texts[i + 1] = columns[i];
		mv_buf_addf(&joined, "%s%s", i ? "_" : "", columns[i]);
	}
	all = mv_buf_to_arena(&joined, arena);
	mv_buf_release(&joined);
	end = mv_arena_format(arena, "%s%s", mv_django_digest(arena, texts, count + 1, 8), suffix);
	name = mv_arena_format(arena, "%s_%s_%s", table, all, end);
	if (characters(name) <= MAX_NAME)
		return name;
	if (characters(end) > MAX_NAME / 3)
		end = first_characters(arena, end, MAX_NAME / 3);
	end_length = characters(end);
	other = (MAX_NAME - end_length) / 2 - 1;
	name = mv_arena_format(arena, "%s_%s_%s", first_characters(arena, table, other), first_characters(arena, all, other), end);
	if (*name == '_' || (*name >= '0' && *name <= '9'))
		name = mv_arena_format(arena, "D%s", first_characters(arena, name, characters(name) - 1));
	return name;
}

const char *mv_django_quote(Arena *arena, const char *name)
{
	size_t length = strlen(name);

	if (length >= 2 && name[0] == '"' && name[length - 1] == '"')
		return name;
	return mv_arena_concat(arena, "\"", name, "\"");
}

const char *mv_django_literal(Arena *arena, const char *text)
{
	bool escape = strchr(text, '\\') != NULL;
	char *literal = mv_arena_alloc(arena, 2 * strlen(text) + 5), *at = literal;

	/* libpq's PQescapeLiteral, which psycopg uses: " E'...'" where there is a backslash */
	if (escape) {
		*at++ = ' ';
		*at++ = 'E';
	}
	*at++ = '\'';
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			*at++ = *text;
		*at++ = *text;
	}
	*at++ = '\'';
	*at = '\0';
	return literal;
}
