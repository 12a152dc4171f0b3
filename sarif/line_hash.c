/* line_hash.c: primaryLocationLineHash, as GitHub computes it. */
#include "place.h"

#include <inttypes.h>
#include <stdio.h>

/*
 * A rolling hash over the next 100 UTF-16 units from the start of each line,
 * blanks left out and line ends made one LF; behind the end of the file come
 * one 65535 and then zeros.
 */
enum { WINDOW = 100, BASE = 37, END_OF_FILE = 65535 };

typedef struct Hasher {
	uint32_t window[WINDOW], line_numbers[WINDOW]; /* line number 0: no line starts here */
	uint64_t hash, first_power; /* BASE to the power of WINDOW */
	uint32_t index, line;
	bool line_start, previous_cr;
	const char **hashes;
	uint32_t line_count;
	Map seen; /* hash text: how often, as a pointer-sized number */
	Arena *arena;
} Hasher;

static void put_out(Hasher *h)
{
	char text[24];
	uintptr_t count;
	uint32_t line = h->line_numbers[h->index];

	snprintf(text, sizeof text, "%" PRIx64, h->hash);
	count = (uintptr_t)mv_map_get(&h->seen, text) + 1;
	mv_map_set(&h->seen, count == 1 ? mv_arena_strdup(h->arena, text) : text, (void *)count);
	if (line <= h->line_count)
		h->hashes[line - 1] = mv_arena_format(h->arena, "%s:%" PRIuPTR, text, count);
	h->line_numbers[h->index] = 0;
}

static void roll(Hasher *h, uint32_t unit)
{
	uint32_t leaving = h->window[h->index];

	h->window[h->index] = unit;
	h->hash = h->hash * BASE + unit - h->first_power * leaving;
	h->index = (h->index + 1) % WINDOW;
}

static void take(Hasher *h, uint32_t unit)
{
	if (unit == ' ' || unit == '\t' || (h->previous_cr && unit == '\n')) {
		h->previous_cr = false;
		return;
	}
	h->previous_cr = unit == '\r';
	if (h->previous_cr)
		unit = '\n';
	if (h->line_numbers[h->index])
		put_out(h);
	if (h->line_start) {
		h->line_start = false;
		h->line_numbers[h->index] = ++h->line;
	}
	if (unit == '\n')
		h->line_start = true;
	roll(h, unit);
}

const char **mv_line_hashes(Str text, uint32_t *count, Arena *arena)
{
	Hasher h = { .first_power = 1, .line_start = true, .arena = arena, .line_count = 2 };

	/* at most one line an LF or CR, one at the end, one for the end of file itself */
	for (size_t i = 0; i < text.len; i++)
		h.line_count += text.ptr[i] == '\n' || text.ptr[i] == '\r';
	h.hashes = MV_NEW_ARRAY(arena, const char *, h.line_count);
	mv_map_init(&h.seen, arena);
	for (int i = 0; i < WINDOW; i++)
		h.first_power *= BASE;
	for (size_t at = 0; at < text.len;) {
		uint32_t c = mv_next_character(text, &at);

		if (c >= 0x10000) {
			take(&h, 0xD800 + ((c - 0x10000) >> 10));
			take(&h, 0xDC00 + ((c - 0x10000) & 0x3FF));
		} else {
			take(&h, c);
		}
	}
	take(&h, END_OF_FILE);
	for (int i = 0; i < WINDOW; i++) {
		if (h.line_numbers[h.index])
			put_out(&h);
		roll(&h, 0);
	}
	*count = h.line;
	return h.hashes;
}
