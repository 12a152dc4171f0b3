/*
 * promises.c: what a comment beside a change announces. Rules see no text, so
 * they ask here.
 */
#include "engine.h"

#include <string.h>
#include <strings.h>

enum { LINES_ABOVE = 4 };

static bool announces(Str text)
{
	static const char *const words[] = { "nullable for now", "null for now", "not null later", "nullable until", "temporarily nullable",
					     "later not null", "make it not null", "make this not null", "will be not null", "set not null", NULL };

	for (const char *const *word = words; *word; word++) {
		size_t length = strlen(*word);

		for (size_t at = 0; at + length <= text.len; at++) {
			if (strncasecmp(text.ptr + at, *word, length) == 0)
				return true;
		}
	}
	return false;
}

static Str line_before(Str text, size_t at, size_t *start)
{
	size_t end = at;

	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	*start = at;
	return mv_str_slice(text, at, end);
}

/* The comment behind it on its last line, and those on the lines above it. */
static bool comment_announces(const Source *source, Span span)
{
	bool python = mv_str_ends(mv_str(source->path), STR(".py"));
	Str mark = python ? STR("#") : STR("--"), text = source->text;
	size_t end = mv_str_find(text, STR("\n"), span.end), start;
	Str tail = mv_str_slice(text, span.end, end == SIZE_MAX ? text.len : end);
	size_t comment = mv_str_find(tail, mark, 0);

	if (comment != SIZE_MAX && announces(mv_str_slice(tail, comment, tail.len)))
		return true;
	line_before(text, span.start, &start);
	for (int i = 0; i < LINES_ABOVE && start > 0; i++) {
		Str line = mv_str_trim(line_before(text, start - 1, &start));

		if (!mv_str_starts(line, mark))
			return false;
		if (announces(line))
			return true;
	}
	return false;
}

bool mv_promises_not_null(const RuleContext *context, const Change *change, uint32_t column)
{
	const char *comment = mv_schema_annotation(context->schema, column)->comment;
	const Source *source = change->statement->source;
	Span span;

	if (comment && announces(mv_str(comment)))
		return true;
	span = mv_migration_place(change->statement->migration, &source, change->statement->span);
	return span.end > span.start && span.end <= source->text.len && comment_announces(source, span);
}
