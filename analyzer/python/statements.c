/* statements.c: collecting the SQL that a Python migration comes to, with the places it comes from. */
#include "statements.h"

#include <stdio.h>
#include <string.h>

/* More than that nobody wrote by hand; places are 32 bits wide. */
#define MOST_BYTES ((size_t)MV_MAX_FILE_BYTES)
#define MOST_SECTIONS 500000u

/* Where text comes from. */
typedef struct Origin {
	const Source *source;
	Span span;
	bool exact;
} Origin;

struct SqlOut {
	Migration *migration;
	Arena *arena;
	StrBuf text;
	SourceMap *map;
	Origin operation; /* of the present statement */
	Origin present;   /* what mv_out_origin said */
	Section section;  /* the present one */
	bool open;
	bool several;     /* it may hold several statements in one text */
	bool down;
	TransactionMode wanted;     /* of what is written from now on */
	TransactionMode written[2]; /* of what was written last: up, down */
	Span counted;               /* the last operation that counted as not resolved */
	const char *counted_reason;
	bool counted_down, counted_schema;
	bool overflow;
};

SqlOut *mv_out_new(Migration *migration, Arena *arena)
{
	SqlOut *out = MV_NEW(arena, SqlOut);

	out->migration = migration;
	out->arena = arena;
	out->map = MV_NEW(arena, SourceMap);
	return out;
}

/* ---- text and its map ---- */

static bool continues(const SourceSegment *last, uint32_t start, const Origin *origin)
{
	if (last->source != origin->source || last->exact != origin->exact)
		return false;
	if (origin->exact) /* the bytes before it are those before it in the file, too */
		return last->origin.start + (start - last->start) == origin->span.start && last->origin.end == origin->span.start;
	return last->origin.start == origin->span.start && last->origin.end == origin->span.end;
}

static void add_text(SqlOut *out, Str text, Origin origin)
{
	uint32_t start = (uint32_t)out->text.len;
	SourceSegment *last = out->map->segments.count ? &out->map->segments.items[out->map->segments.count - 1] : NULL;

	if (!text.len)
		return;
	if (out->text.len + text.len > MOST_BYTES) {
		out->overflow = true;
		return;
	}
	mv_buf_add(&out->text, text);
	if (last && continues(last, start, &origin)) {
		if (origin.exact)
			last->origin.end = origin.span.end;
		return;
	}
	*VEC_PUSH(out->arena, &out->map->segments) =
		(SourceSegment){ .start = start, .source = origin.source, .origin = origin.span, .exact = origin.exact };
}

void mv_out_text(SqlOut *out, Str text)
{
	add_text(out, text, out->present);
}

void mv_out_sql(SqlOut *out, const char *format, ...)
{
	char small[512];
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(small, sizeof small, format, args);
	if (len >= 0 && (size_t)len < sizeof small)
		mv_out_text(out, (Str){ .ptr = small, .len = (size_t)len });
	else
		mv_out_text(out, mv_str(mv_arena_vformat(out->arena, format, again)));
	va_end(again);
	va_end(args);
}

static void note_hole(SqlOut *out, const PyString *string)
{
	const Value *unknown;

	if (!string->hole_count || out->section.hole)
		return;
	unknown = string->holes ? string->holes[0] : NULL;
	out->section.hole = unknown && unknown->kind == VALUE_UNKNOWN && unknown->as.reason ?
				    unknown->as.reason : "a part of the SQL is not known";
}

void mv_out_string(SqlOut *out, const PyString *string)
{
	uint32_t at = 0;

	note_hole(out, string);
	for (uint32_t i = 0; i < string->piece_count; i++) {
		const StringPiece *piece = &string->pieces[i];
		uint32_t end = i + 1 < string->piece_count ? string->pieces[i + 1].start : (uint32_t)string->text.len;
		Origin origin = { .source = piece->source, .span = piece->origin, .exact = piece->exact };

		if (piece->start > at)
			mv_out_text(out, mv_str_slice(string->text, at, piece->start));
		if (!piece->source)
			origin = out->present;
		/* what was sliced off a piece is not there any more */
		if (origin.exact && end >= piece->start && origin.span.end - origin.span.start > end - piece->start)
			origin.span.end = origin.span.start + (end - piece->start);
		if (origin.exact && end >= piece->start && origin.span.end - origin.span.start < end - piece->start)
			origin.exact = false;
		if (end > piece->start)
			add_text(out, mv_str_slice(string->text, piece->start, end), origin);
		at = end > at ? end : at;
	}
	if (at < string->text.len)
		mv_out_text(out, mv_str_slice(string->text, at, string->text.len));
}

void mv_out_origin(SqlOut *out, const Source *source, Span span)
{
	if (!source || span.end <= span.start)
		out->present = out->operation;
	else
		out->present = (Origin){ .source = source, .span = span };
}

/* ---- statements ---- */

void mv_out_down(SqlOut *out, bool down)
{
	out->down = down;
	out->wanted = TRANSACTION_UNKNOWN;
}

void mv_out_transaction(SqlOut *out, TransactionMode mode)
{
	out->wanted = mode;
}

/*
 * A section that says its transaction starts one. So only the first after a
 * change says it; what follows goes on in the same.
 */
static TransactionMode section_transaction(SqlOut *out)
{
	TransactionMode *written = &out->written[out->down], own = out->migration->transaction;
	TransactionMode before = *written == TRANSACTION_UNKNOWN ? own : *written;
	TransactionMode wanted = out->wanted == TRANSACTION_UNKNOWN ? own : out->wanted;

	/* drivers send a text as it is: of several statements without a transaction the server makes an implicit one */
	if (wanted == TRANSACTION_NONE && out->several)
		wanted = TRANSACTION_IMPLICIT;
	*written = wanted;
	return wanted == before && wanted != TRANSACTION_IMPLICIT ? TRANSACTION_UNKNOWN : wanted;
}

static void begin(SqlOut *out, Span operation, const Circumstances *circumstances)
{
	mv_out_end(out);
	out->operation = out->present = (Origin){ .source = out->migration->source, .span = operation };
	out->section = (Section){
		.span = { (uint32_t)out->text.len, 0 },
		.source = 2,
		.down = out->down,
		.operation = operation,
	};
	if (circumstances) {
		if (circumstances->conditional)
			out->section.condition = circumstances->why ? circumstances->why : "a condition that is not known";
		out->section.loop = circumstances->in_loop;
		out->section.swallowed = circumstances->in_try;
	}
	out->open = true;
	out->several = false;
}

void mv_out_begin(SqlOut *out, Span operation, const Circumstances *circumstances)
{
	begin(out, operation, circumstances);
}

void mv_out_implied(SqlOut *out)
{
	out->section.implied = true;
}

void mv_out_end(SqlOut *out)
{
	Migration *migration = out->migration;

	if (!out->open)
		return;
	out->open = false;
	out->section.span.end = (uint32_t)out->text.len;
	if (out->section.span.end == out->section.span.start || migration->sections.count >= MOST_SECTIONS)
		return;
	out->section.transaction = section_transaction(out);
	*VEC_PUSH(out->arena, &migration->sections) = out->section;
	add_text(out, STR(";\n"), out->operation);
}

void mv_out_script(SqlOut *out, Span operation, const PyString *string, const Circumstances *circumstances)
{
	Str text = mv_str_trim(string->text);
	size_t semicolon = mv_str_find(text, STR(";"), 0);

	begin(out, operation, circumstances);
	mv_out_string(out, string);
	out->several = semicolon != SIZE_MAX && semicolon + 1 < text.len;
	mv_out_end(out);
}

void mv_out_opaque(SqlOut *out, Span operation, bool may_change_schema, const char *reason)
{
	MigrationSet *set = (MigrationSet *)out->migration->set;
	bool counted = out->counted.end && out->counted.start == operation.start && out->counted.end == operation.end;

	/* a helper that is called in a loop says the same of one place many times */
	if (counted && out->counted_down == out->down && out->counted_schema >= may_change_schema &&
	    strcmp(out->counted_reason, reason) == 0)
		return;
	begin(out, operation, NULL);
	/* a statement needs a place in the made text */
	mv_out_text(out, STR("-- not resolved"));
	out->section.opaque = reason;
	out->section.may_change_schema = may_change_schema;
	mv_out_end(out);
	if (set && !counted)
		set->operations++;
	out->counted = operation;
	out->counted_reason = reason;
	out->counted_down = out->down;
	out->counted_schema = may_change_schema;
}

void mv_out_operation(SqlOut *out)
{
	MigrationSet *set = (MigrationSet *)out->migration->set;

	if (set) {
		set->operations++;
		set->operations_resolved++;
	}
}

void mv_out_finish(SqlOut *out)
{
	Migration *migration = out->migration;
	Source *source = MV_NEW(out->arena, Source);

	mv_out_end(out);
	if (out->overflow || migration->sections.count >= MOST_SECTIONS) {
		Section *last = migration->sections.count ? &migration->sections.items[migration->sections.count - 1] : NULL;

		if (last) {
			last->opaque = "too much SQL comes of this migration: the rest was not read";
			last->may_change_schema = true;
		}
	}
	source->path = migration->source ? migration->source->path : "";
	source->file = migration->source ? migration->source->file : "";
	source->text = (Str){ .ptr = mv_buf_to_arena(&out->text, out->arena), .len = out->text.len };
	source->has_nul = out->text.len && memchr(source->text.ptr, '\0', out->text.len) != NULL;
	source->map = out->map;
	migration->generated = source;
	mv_buf_release(&out->text);
}

char *mv_out_quote(Arena *arena, const char *name)
{
	size_t len = strlen(name), used = 0;
	char *quoted;

	/* Django leaves a name alone that comes with its quotes */
	if (len >= 2 && name[0] == '"' && name[len - 1] == '"')
		return mv_arena_strdup(arena, name);
	quoted = mv_arena_alloc(arena, 2 * len + 3);
	quoted[used++] = '"';
	for (size_t i = 0; i < len; i++) {
		if (name[i] == '"')
			quoted[used++] = '"';
		quoted[used++] = name[i];
	}
	quoted[used++] = '"';
	return quoted;
}
