/* sql_text.c: a statement under construction, and writing it out. */
#include "alembic.h"

#include <stdio.h>
#include <string.h>

SqlText mv_sql_text(Arena *arena)
{
	return (SqlText){ .arena = arena };
}

static void reserve(SqlText *sql, size_t more)
{
	if (sql->text.capacity - sql->text.count >= more)
		return;
	uint32_t wanted = sql->text.capacity ? sql->text.capacity : 128;
	while (wanted - sql->text.count < more && wanted < UINT32_MAX / 2)
		wanted *= 2;
	char *moved = mv_arena_alloc(sql->arena, wanted);
	if (sql->text.count)
		memcpy(moved, sql->text.items, sql->text.count);
	sql->text.items = moved;
	sql->text.capacity = wanted;
}

/* No statement is made longer than this: what a loop multiplied would be no statement of a migration. */
#define STATEMENT_LIMIT (32u * 1024 * 1024)
/* More refusals of one migration say nothing new. */
#define PROBLEM_LIMIT 200

void mv_sql_add(SqlText *sql, Str s)
{
	if (s.len > STATEMENT_LIMIT - sql->text.count) {
		mv_sql_opaque(sql, "the statement is longer than %u MB", STATEMENT_LIMIT / 1024 / 1024);
		return;
	}
	reserve(sql, s.len);
	if (s.len)
		memcpy(sql->text.items + sql->text.count, s.ptr, s.len);
	sql->text.count += (uint32_t)s.len;
}

void mv_sql_adds(SqlText *sql, const char *s)
{
	mv_sql_add(sql, mv_str(s));
}

void mv_sql_addf(SqlText *sql, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	mv_sql_adds(sql, mv_arena_vformat(sql->arena, format, args));
	va_end(args);
}

static void mark(SqlText *sql, const Source *source, Span origin, const PyString *string)
{
	/* A mark that nothing followed is replaced. */
	if (sql->marks.count && sql->marks.items[sql->marks.count - 1].start == sql->text.count)
		sql->marks.count--;
	*VEC_PUSH(sql->arena, &sql->marks) = (SqlMark){ sql->text.count, source, origin, string };
}

void mv_sql_origin(SqlText *sql, const Value *value)
{
	if (value && value->source)
		mark(sql, value->source, value->span, NULL);
	else
		mark(sql, NULL, (Span){ 0, 0 }, NULL);
}

void mv_sql_add_string(SqlText *sql, const PyString *string)
{
	const Source *source = NULL;
	Span origin = { 0, 0 };
	if (sql->marks.count) {
		source = sql->marks.items[sql->marks.count - 1].source;
		origin = sql->marks.items[sql->marks.count - 1].origin;
	}
	mark(sql, NULL, (Span){ 0, 0 }, string);
	uint32_t start = sql->text.count;
	mv_sql_add(sql, string->text);
	if (sql->text.count == start)
		sql->marks.count--;
	mark(sql, source, origin, NULL);
}

void mv_sql_append(SqlText *sql, const SqlText *more)
{
	uint32_t shift = sql->text.count;
	if (more->marks.count && more->marks.items[0].start > 0)
		mark(sql, NULL, (Span){ 0, 0 }, NULL);
	if (!sql->opaque) {
		sql->opaque = more->opaque;
		sql->refused = more->refused;
	}
	mv_sql_add(sql, mv_sql_str(more));
	for (uint32_t i = 0; i < more->marks.count; i++) {
		SqlMark moved = more->marks.items[i];
		moved.start += shift;
		if (sql->marks.count && sql->marks.items[sql->marks.count - 1].start == moved.start)
			sql->marks.count--;
		*VEC_PUSH(sql->arena, &sql->marks) = moved;
	}
	if (more->marks.count)
		mark(sql, NULL, (Span){ 0, 0 }, NULL);
}

bool mv_sql_opaque(SqlText *sql, const char *format, ...)
{
	if (!sql->opaque) {
		va_list args;
		va_start(args, format);
		sql->opaque = mv_arena_vformat(sql->arena, format, args);
		va_end(args);
	}
	return false;
}

bool mv_sql_refuse(SqlText *sql, const char *format, ...)
{
	if (!sql->opaque) {
		va_list args;
		va_start(args, format);
		sql->opaque = mv_arena_vformat(sql->arena, format, args);
		va_end(args);
		sql->refused = true;
	}
	return false;
}

bool mv_sql_opaque_part(SqlText *sql, const char *prefix, const SqlText *part)
{
	if (!sql->opaque) {
		sql->opaque = mv_arena_format(sql->arena, "%s%s", prefix, part->opaque);
		sql->refused = part->refused;
	}
	return false;
}

Str mv_sql_str(const SqlText *sql)
{
	return (Str){ sql->text.count ? sql->text.items : "", sql->text.count };
}

/* The text up to where its white space at the end starts. */
static uint32_t trimmed_length(const SqlText *sql)
{
	uint32_t length = sql->text.count;
	while (length && (sql->text.items[length - 1] == ' ' || sql->text.items[length - 1] == '\n'))
		length--;
	return length;
}

/* What raises an exception sends nothing; it is known, so it is a finding and not an opaque statement. */
static void report_refusal(Alembic *context, const char *reason)
{
	Migration *migration = context->migration;
	Problem problem = { .rule = "refused-operation", .source = migration->source, .span = context->operation };
	if (context->circumstances.in_try)
		return;
	problem.message = mv_arena_format(context->arena, "the %s stops here with an exception: %s", context->down ? "downgrade" : "upgrade", reason);
	problem.help = context->down ? "write what the downgrade has to do, or raise an exception that says that there is none" :
				       "write the operation so that Alembic takes it";
	for (uint32_t i = 0; i < migration->problems.count; i++) {
		const Problem *said = &migration->problems.items[i];
		if (said->span.start == problem.span.start && mv_streq(said->message, problem.message))
			return;
	}
	if (migration->problems.count < PROBLEM_LIMIT)
		*VEC_PUSH(context->arena, &migration->problems) = problem;
}

void mv_alembic_statement(Alembic *context, const SqlText *sql)
{
	if (sql->opaque && sql->refused) {
		report_refusal(context, sql->opaque);
		return;
	}
	if (sql->opaque) {
		mv_alembic_opaque(context, "%s", sql->opaque);
		return;
	}
	uint32_t length = trimmed_length(sql), at = 0;
	mv_out_begin(context->out, context->operation, &context->circumstances);
	for (uint32_t i = 0; i <= sql->marks.count; i++) {
		uint32_t end = i < sql->marks.count ? sql->marks.items[i].start : length;
		const SqlMark *from = i ? &sql->marks.items[i - 1] : NULL;
		if (end > length)
			end = length;
		if (end <= at)
			continue;
		if (from && from->string && from->string->text.len == end - at) {
			mv_out_origin(context->out, NULL, (Span){ 0, 0 });
			mv_out_string(context->out, from->string);
		} else {
			mv_out_origin(context->out, from ? from->source : NULL, from ? from->origin : (Span){ 0, 0 });
			mv_out_text(context->out, (Str){ sql->text.items + at, end - at });
		}
		at = end;
	}
	mv_out_end(context->out);
	mv_alembic_written(context, (Str){ sql->text.items, length });
}

void mv_alembic_opaque(Alembic *context, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *reason = mv_arena_vformat(context->arena, format, args);
	va_end(args);
	context->opaque_count++;
	mv_out_opaque(context->out, context->operation, true, reason);
}
