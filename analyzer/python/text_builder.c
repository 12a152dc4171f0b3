/* text_builder.c: strings under construction, with the place of every byte. */
#include "interpret_internal.h"

enum { HOLE_LENGTH = sizeof MV_PY_HOLE - 1, LONGEST_TEXT = 16 << 20, MOST_PIECES = 1 << 18 };

static bool room(TextBuilder *text, size_t more)
{
	if (text->full || text->text.len + more > LONGEST_TEXT || text->pieces.count >= MOST_PIECES) {
		text->full = true;
		return false;
	}
	return true;
}

/* Does the piece go on exactly where the last one ends? */
static bool continues(const TextBuilder *text, const Source *source, Span origin, bool exact)
{
	const StringPiece *last;

	if (text->pieces.count == 0)
		return false;
	last = &text->pieces.items[text->pieces.count - 1];
	if (last->source != source || last->exact != exact)
		return false;
	if (!source)
		return true;
	if (!exact)
		return last->origin.start == origin.start && last->origin.end == origin.end;
	return last->origin.end == origin.start && last->origin.end - last->origin.start == text->text.len - last->start;
}

void mv_text_add(TextBuilder *text, Str bytes, const Source *source, Span origin, bool exact)
{
	if (bytes.len == 0 || !room(text, bytes.len))
		return;
	if (continues(text, source, origin, exact)) {
		if (exact)
			text->pieces.items[text->pieces.count - 1].origin.end = origin.end;
	} else {
		*VEC_PUSH(text->in->arena, &text->pieces) =
			(StringPiece){ .start = (uint32_t)text->text.len, .source = source, .origin = origin, .exact = exact };
	}
	mv_buf_add(&text->text, bytes);
}

void mv_text_hole(TextBuilder *text, const Value *value)
{
	if (!room(text, HOLE_LENGTH))
		return;
	*VEC_PUSH(text->in->arena, &text->pieces) = (StringPiece){ .start = (uint32_t)text->text.len, .source = value->source,
								    .origin = value->span };
	*VEC_PUSH(text->in->arena, &text->holes) = value;
	mv_buf_adds(&text->text, MV_PY_HOLE);
}

/* The piece that holds the byte at `at`. */
static uint32_t piece_at(const PyString *string, size_t at)
{
	uint32_t low = 0, high = string->piece_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (string->pieces[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Without regard to holes. */
static void add_range(TextBuilder *text, const PyString *string, size_t start, size_t end)
{
	if (string->piece_count == 0) {
		mv_text_add(text, mv_str_slice(string->text, start, end), NULL, (Span){ 0, 0 }, false);
		return;
	}
	for (uint32_t p = piece_at(string, start); start < end && p < string->piece_count; p++) {
		const StringPiece *piece = &string->pieces[p];
		size_t stop = p + 1 < string->piece_count && string->pieces[p + 1].start < end ? string->pieces[p + 1].start : end;
		Span origin = piece->origin;

		if (piece->exact)
			origin = (Span){ piece->origin.start + (uint32_t)(start - piece->start),
					 piece->origin.start + (uint32_t)(stop - piece->start) };
		mv_text_add(text, mv_str_slice(string->text, start, stop), piece->source, origin, piece->exact);
		start = stop;
	}
}

void mv_text_slice(TextBuilder *text, const PyString *string, size_t start, size_t end)
{
	size_t at = 0;

	for (uint32_t h = 0; h < string->hole_count && start < end; h++) {
		at = mv_str_find(string->text, STR(MV_PY_HOLE), at);
		if (at == SIZE_MAX || at >= end)
			break;
		if (at + HOLE_LENGTH > start) {
			if (at > start)
				add_range(text, string, start, at);
			mv_text_hole(text, string->holes[h]);
			start = at + HOLE_LENGTH;
		}
		at += HOLE_LENGTH;
	}
	if (start < end)
		add_range(text, string, start, end);
}

void mv_text_whole(TextBuilder *text, const PyString *string)
{
	mv_text_slice(text, string, 0, string->text.len);
}

void mv_text_drop(TextBuilder *text)
{
	mv_buf_release(&text->text);
}

const Value *mv_text_finish(TextBuilder *text, ValueKind kind, const Source *source, Span span)
{
	Interpreter *in = text->in;
	Value *value;

	/* many small pieces weigh more than their text */
	in->string_bytes += text->text.len + text->pieces.count * sizeof(StringPiece) + 16;
	if (text->full || in->string_bytes > MOST_STRING_BYTES) {
		mv_text_drop(text);
		return mv_value_unknown(in->arena, source, span, "it makes too much text");
	}
	value = mv_value_new(in->arena, kind, source, span);
	value->as.string = (PyString){
		.text = { .ptr = mv_arena_strndup(in->arena, text->text.ptr ? text->text.ptr : "", text->text.len), .len = text->text.len },
		.pieces = text->pieces.items,
		.piece_count = text->pieces.count,
		.holes = text->holes.items,
		.hole_count = text->holes.count,
	};
	mv_text_drop(text);
	return value;
}

bool mv_string_origin(const PyString *string, size_t start, size_t end, const Source **source, Span *origin)
{
	const StringPiece *first, *last;
	uint32_t p, q;

	if (string->piece_count == 0 || start >= end)
		return false;
	p = piece_at(string, start);
	q = piece_at(string, end - 1);
	first = &string->pieces[p];
	last = &string->pieces[q];
	if (!first->source || first->source != last->source)
		return false;
	*source = first->source;
	origin->start = first->exact ? first->origin.start + (uint32_t)(start - first->start) : first->origin.start;
	origin->end = last->exact ? last->origin.start + (uint32_t)(end - last->start) : last->origin.end;
	return origin->start <= origin->end;
}
