/* source.c: reading a file and decoding it to UTF-8; lines and columns. */
#include "migvet/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- decoding ---- */

static size_t put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* The length of the well-formed UTF-8 sequence at p, or 0. */
static size_t utf8_length(const unsigned char *p, size_t left)
{
	size_t len = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3 :
		     p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;

	if (len == 0 || len > left)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	/* overlong forms, surrogates, beyond U+10FFFF */
	if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
	    (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return len;
}

static bool is_utf8(const unsigned char *p, size_t len)
{
	size_t i = 0;

	while (i < len) {
		uint64_t eight;
		size_t step;

		/* eight ASCII bytes at a time: nearly all of nearly every file */
		while (len - i >= sizeof eight) {
			memcpy(&eight, p + i, sizeof eight);
			if (eight & UINT64_C(0x8080808080808080))
				break;
			i += sizeof eight;
		}
		if (i == len)
			break;
		step = utf8_length(p + i, len - i);
		if (step == 0)
			return false;
		i += step;
	}
	return true;
}

/* At most three UTF-8 bytes come from one UTF-16 unit. Lone surrogates become U+FFFD. */
static Str decode_utf16(Str bytes, bool big_endian, Arena *arena)
{
	char *out = mv_arena_alloc(arena, bytes.len / 2 * 3 + 4);
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t len = 0;

	for (size_t i = 0; i + 1 < bytes.len; i += 2) {
		uint32_t c = big_endian ? (uint32_t)p[i] << 8 | p[i + 1] : (uint32_t)p[i + 1] << 8 | p[i];

		if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.len) {
			uint32_t low = big_endian ? (uint32_t)p[i + 2] << 8 | p[i + 3] :
						    (uint32_t)p[i + 3] << 8 | p[i + 2];

			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			}
		}
		if (c >= 0xD800 && c < 0xE000)
			c = 0xFFFD;
		len += put_utf8(out + len, c);
	}
	out[len] = '\0';
	return (Str){ .ptr = out, .len = len };
}

static Str decode_latin1(Str bytes, Arena *arena)
{
	char *out = mv_arena_alloc(arena, bytes.len * 2 + 1);
	size_t len = 0;

	for (size_t i = 0; i < bytes.len; i++)
		len += put_utf8(out + len, (unsigned char)bytes.ptr[i]);
	out[len] = '\0';
	return (Str){ .ptr = out, .len = len };
}

static uint64_t hash_text(Str text)
{
	uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a over eight bytes at a time */
	size_t i = 0;

	for (; text.len - i >= 8; i += 8) {
		uint64_t word;

		memcpy(&word, text.ptr + i, sizeof word);
		hash = (hash ^ word) * UINT64_C(1099511628211);
		hash ^= hash >> 29;
	}
	for (; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
	return hash;
}

/* `bytes` must be NUL-terminated behind its end and live in `arena`. */
static void set_text(Source *source, Str bytes, Arena *arena)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;

	source->encoding = ENCODING_UTF8;
	if (bytes.len >= 2 && p[0] == 0xFF && p[1] == 0xFE) {
		source->encoding = ENCODING_UTF16LE;
		bytes = decode_utf16(mv_str_slice(bytes, 2, bytes.len), false, arena);
	} else if (bytes.len >= 2 && p[0] == 0xFE && p[1] == 0xFF) {
		source->encoding = ENCODING_UTF16BE;
		bytes = decode_utf16(mv_str_slice(bytes, 2, bytes.len), true, arena);
	} else {
		if (bytes.len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
			bytes = mv_str_slice(bytes, 3, bytes.len);
		if (!is_utf8((const unsigned char *)bytes.ptr, bytes.len)) {
			source->encoding = ENCODING_LATIN1;
			bytes = decode_latin1(bytes, arena);
		}
	}
	source->text = bytes;
	source->has_nul = bytes.len && memchr(bytes.ptr, '\0', bytes.len) != NULL;
	source->hash = hash_text(bytes);
}

bool mv_source_from_bytes(Source *source, Str bytes, const char *path, Arena *arena, Error *err)
{
	*source = (Source){ .path = path, .file = path };
	if (bytes.len > MV_MAX_FILE_BYTES)
		return mv_fail(err, "larger than %u MiB", MV_MAX_FILE_BYTES >> 20);
	set_text(source, (Str){ .ptr = mv_arena_strndup(arena, bytes.ptr, bytes.len), .len = bytes.len }, arena);
	return true;
}

/* ---- reading ---- */

bool mv_source_read(Source *source, const char *file, const char *path, Arena *arena, Error *err)
{
	/* O_NONBLOCK: opening a FIFO must not hang; it is refused below */
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok = false;
	struct stat status;
	char *bytes;
	size_t len = 0, size;

	*source = (Source){ .path = path, .file = file };
	if (fd < 0)
		return mv_fail(err, "%s", strerror(errno));
	if (fstat(fd, &status) != 0) {
		mv_fail(err, "%s", strerror(errno));
		goto out;
	}
	if (!S_ISREG(status.st_mode)) {
		mv_fail(err, "not a regular file");
		goto out;
	}
	if (status.st_size > (off_t)MV_MAX_FILE_BYTES) {
		mv_fail(err, "larger than %u MiB", MV_MAX_FILE_BYTES >> 20);
		goto out;
	}
	size = (size_t)status.st_size;
	bytes = mv_arena_alloc(arena, size + 1);
	while (len < size) {
		ssize_t got = read(fd, bytes + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			mv_fail(err, "%s", strerror(errno));
			goto out;
		}
		if (got == 0)
			break; /* it shrank meanwhile */
		len += (size_t)got;
	}
	bytes[len] = '\0';
	set_text(source, (Str){ .ptr = bytes, .len = len }, arena);
	ok = true;
out:
	close(fd);
	return ok;
}

Str mv_source_slice(const Source *source, Span span)
{
	return mv_str_slice(source->text, span.start, span.end);
}

/* ---- lines and columns ---- */

void mv_source_index_lines(const Source *indexed, Arena *arena)
{
	Source *source = (Source *)indexed;
	const char *text = source->text.ptr, *end = text + source->text.len, *at;
	uint32_t count = 1;

	if (source->line_starts)
		return;
	for (at = text; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		count++;
	source->line_starts = MV_NEW_ARRAY(arena, uint32_t, count);
	source->line_count = count;
	count = 1;
	for (at = text; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		source->line_starts[count++] = (uint32_t)(at + 1 - text);
}

/* The last line that starts at or before the offset (binary search). */
static uint32_t line_index(const Source *source, uint32_t offset)
{
	uint32_t low = 0, high = source->line_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (source->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * Characters are counted from the start of the line, or from where the last
 * count ended: findings come in text order, and a file may be one long line.
 */
static uint32_t count_column(Source *source, uint32_t start, uint32_t offset, ColumnUnit unit)
{
	enum { SLOTS = sizeof source->counted / sizeof *source->counted };
	struct SourceColumn *last = NULL;

	for (uint32_t i = 0; i < SLOTS; i++) {
		struct SourceColumn *slot = &source->counted[i];

		if (slot->column && slot->start == start && slot->unit == (int)unit && slot->offset <= offset &&
		    (!last || slot->offset > last->offset))
			last = slot;
	}
	if (!last) {
		last = &source->counted[source->next_counted++ % SLOTS];
		*last = (struct SourceColumn){ .start = start, .offset = start, .column = 1, .unit = (int)unit };
	}
	for (uint32_t i = last->offset; i < offset; i++) {
		unsigned char byte = (unsigned char)source->text.ptr[i];

		if ((byte & 0xC0) != 0x80) /* the first byte of a character */
			last->column += unit == COLUMN_UTF16 && byte >= 0xF0 ? 2 : 1;
	}
	last->offset = offset;
	return last->column;
}

Position mv_source_position(const Source *source, uint32_t offset, ColumnUnit unit)
{
	Position position = { .line = 1, .column = 1 };
	uint32_t start;

	if (!source->line_starts)
		return position;
	if (offset > source->text.len)
		offset = (uint32_t)source->text.len;
	position.line = line_index(source, offset) + 1;
	start = source->line_starts[position.line - 1];
	position.column = unit == COLUMN_BYTES ? offset - start + 1 : count_column((Source *)source, start, offset, unit);
	return position;
}

Str mv_source_line(const Source *source, uint32_t line)
{
	uint32_t start, end;

	if (!source->line_starts || line == 0 || line > source->line_count)
		return (Str){ .ptr = "", .len = 0 };
	start = source->line_starts[line - 1];
	end = line < source->line_count ? source->line_starts[line] - 1 : (uint32_t)source->text.len;
	if (end > start && source->text.ptr[end - 1] == '\r')
		end--;
	return mv_str_slice(source->text, start, end);
}

/* ---- where made text comes from ---- */

/* A statement of a hundred thousand pieces is still looked at in no time: its ends say where it is. */
enum { MOST_SEGMENTS = 1000 };
/*
 * Pieces of one statement that stand further apart were not written together:
 * a table's name from a constant far above belongs to the statement, but is not
 * where it is.
 */
enum { NEAR_BYTES = 400 };

/* The last segment that starts at or before the offset; 0 when none does. */
static uint32_t segment_at(const SourceMap *map, uint32_t offset)
{
	uint32_t low = 0, high = map->segments.count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (map->segments.items[middle].start <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static uint32_t segment_end(const Source *source, uint32_t number)
{
	const SourceMap *map = source->map;

	return number + 1 < map->segments.count ? map->segments.items[number + 1].start : (uint32_t)source->text.len;
}

/* Bytes of `span` in the segment. */
static uint32_t overlap(const Source *source, uint32_t number, Span span)
{
	uint32_t start = source->map->segments.items[number].start, end = segment_end(source, number);

	start = start > span.start ? start : span.start;
	end = end < span.end ? end : span.end;
	return end > start ? end - start : 0;
}

/* Where the part of `span` in the segment was written. */
static Span segment_origin(const Source *source, uint32_t number, Span span)
{
	const SourceSegment *segment = &source->map->segments.items[number];
	uint32_t end = segment_end(source, number);
	uint32_t from = span.start > segment->start ? span.start - segment->start : 0;
	uint32_t to = (span.end < end ? span.end : end) - segment->start;

	if (!segment->exact)
		return segment->origin;
	return (Span){ segment->origin.start + from, segment->origin.start + (to > from ? to : from) };
}

static bool is_near(Span a, Span b)
{
	return a.start <= b.end + NEAR_BYTES && b.start <= a.end + NEAR_BYTES;
}

Span mv_source_origin(const Source **source, Span span)
{
	const Source *made = *source;
	const SourceMap *map = made ? made->map : NULL;
	uint32_t first, last, main_one;
	Span hull;

	if (!map || !map->segments.count)
		return span;
	if (span.end == 0) { /* "the file" */
		*source = map->segments.items[0].source;
		return span;
	}
	first = segment_at(map, span.start);
	last = span.end > span.start ? segment_at(map, span.end - 1) : first;
	if (last - first >= MOST_SEGMENTS)
		last = first + MOST_SEGMENTS - 1;
	main_one = first;
	for (uint32_t i = first; i <= last; i++) {
		if (overlap(made, i, span) > overlap(made, main_one, span))
			main_one = i;
	}
	hull = segment_origin(made, main_one, span);
	*source = map->segments.items[main_one].source;
	for (uint32_t i = main_one; i-- > first;) {
		Span part = segment_origin(made, i, span);

		if (map->segments.items[i].source != *source || !is_near(part, hull))
			continue;
		hull.start = part.start < hull.start ? part.start : hull.start;
		hull.end = part.end > hull.end ? part.end : hull.end;
	}
	for (uint32_t i = main_one + 1; i <= last; i++) {
		Span part = segment_origin(made, i, span);

		if (map->segments.items[i].source != *source || !is_near(part, hull))
			continue;
		hull.start = part.start < hull.start ? part.start : hull.start;
		hull.end = part.end > hull.end ? part.end : hull.end;
	}
	return hull;
}

bool mv_source_origin_exact(const Source **source, Span *span)
{
	const Source *made = *source;
	const SourceSegment *segment;
	uint32_t number;

	if (!made || !made->map)
		return true;
	if (!made->map->segments.count || span->end == 0)
		return false;
	number = segment_at(made->map, span->start);
	segment = &made->map->segments.items[number];
	if (!segment->exact || span->start < segment->start || span->end > segment_end(made, number))
		return false;
	*span = segment_origin(made, number, *span);
	*source = segment->source;
	return true;
}
